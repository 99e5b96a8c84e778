package io.tickstorm.kit;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Plays many clients on one thread and one selector. Their inputs are planned beforehand (open loop): an input is due
 * at a fixed time, independent of the server. Used by the thread that calls {@link #turn}.
 */
public final class SelectorLoop implements AutoCloseable {
    private static final long MS_NS = 1_000_000;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long PAUSE_NS = 200_000;
    private final Selector selector = Selector.open();
    private @Nullable SendSchedule schedule;
    private @Nullable Sender sender;
    private long endNs;

    /** The owner of a socket. */
    public interface Endpoint {
        /** Reads, writes or finishes connecting; an exception ends the whole run. */
        void ready(SelectionKey key, long nowNs) throws IOException;
    }

    /** Sends the inputs of all clients. */
    public interface Sender {
        /**
         * Sends the input of a client.
         *
         * @return time to subtract from the due times of its next inputs, in ns; negative adds
         */
        long send(int client, long plannedNs) throws IOException;
    }

    /** Opens the selector. */
    public SelectorLoop() throws IOException {}

    /** Sends the inputs of a schedule that are planned before the end, from the next turn on. */
    public void plan(SendSchedule inputs, Sender to, long untilNs) {
        schedule = inputs;
        sender = to;
        endNs = untilNs;
    }

    /** Registers a socket; its endpoint is called when one of the operations is possible. */
    public SelectionKey register(SelectableChannel channel, int operations, Endpoint endpoint) throws IOException {
        return channel.register(selector, operations, endpoint);
    }

    /** Sends the inputs that are due, waits for sockets until nearly the next input, and serves them. */
    public void turn() throws IOException {
        sendDue(System.nanoTime());
        await(schedule == null ? System.nanoTime() + SECOND_NS : schedule.plannedNs());
        for (SelectionKey key : selector.selectedKeys()) {
            // Many frames arrive at once: inputs that become due meanwhile do not wait for the last of them.
            long nowNs = System.nanoTime();
            sendDue(nowNs);
            if (key.isValid()) {
                ((Endpoint) key.attachment()).ready(key, nowNs);
            }
        }
        selector.selectedKeys().clear();
    }

    /**
     * Waits for sockets until a time. A selector alone waits whole milliseconds, and would then send the inputs of that
     * time in a burst.
     */
    private void await(long untilNs) throws IOException {
        if (untilNs - System.nanoTime() > MS_NS) {
            selector.select(1);
        } else if (selector.selectNow() == 0) {
            LockSupport.parkNanos(PAUSE_NS);
            selector.selectNow();
        }
    }

    private void sendDue(long nowNs) throws IOException {
        if (schedule == null || sender == null) {
            return;
        }
        for (long plannedNs = schedule.plannedNs(); plannedNs <= nowNs && plannedNs < endNs; ) {
            schedule.next(sender.send(schedule.client(), plannedNs));
            plannedNs = schedule.plannedNs();
        }
    }

    /** Closes every registered socket and the selector. */
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
