package io.tickstorm.net.tls;

import io.tickstorm.metrics.ServerMetrics;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the computations of TLS handshakes on its own thread, which works at most half of the time, so that the game has
 * enough processor time. Addresses take turns to begin a handshake, so an address that begins many only delays itself;
 * started handshakes have priority. Steps of closed connections are dropped. Any thread enqueues steps; the monitor
 * guards the waiting steps.
 */
public final class TlsHandshakes implements AutoCloseable {
    static final int WAITING_MAX = 1_024;
    /** The most waiting steps of one address or /48: a classroom may load the page at once. */
    static final int WAITING_OF_ADDRESS_MAX = 256;
    /** The shortest rest after a step: a new handshake also costs its I/O thread time. */
    private static final long REST_NS_MIN = 200_000;

    private static final int NETWORK_BYTES = 6;
    private static final int V4_BYTES = 4;

    private final ServerMetrics metrics;
    /** Steps that begin a handshake, by address. The first address is next. */
    private final Map<Object, Deque<Step>> byAddress = new LinkedHashMap<>();

    /** Steps of started handshakes. */
    private final Deque<Step> begun = new ArrayDeque<>();

    private final Thread thread = new Thread(this::work, "tls-handshake");
    private int waiting;

    /** One step of the handshake of a connection. */
    interface Step {
        /** Runs the step. Handshake thread only. */
        void run();

        /** Returns true if the connection or the handshake has ended. Any thread. */
        boolean isOver();

        /** Closes the connection, because another address gets its place. Any thread. */
        void drop();
    }

    public TlsHandshakes(ServerMetrics metrics) {
        this.metrics = metrics;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins a handshake when it is the peer's turn.
     *
     * @throws RejectedExecutionException if too many steps wait, of this address or in total
     */
    void begin(InetAddress peer, Step step) {
        if (!offer(address(peer), step)) {
            throw full();
        }
    }

    /**
     * Continues a started handshake.
     *
     * @throws RejectedExecutionException if too many steps wait
     */
    synchronized void goOn(Step step) {
        if (begun.size() >= WAITING_MAX) {
            throw full();
        }
        begun.add(step);
        notifyAll();
    }

    private RejectedExecutionException full() {
        metrics.dropped("handshake_queue_full");
        return new RejectedExecutionException();
    }

    private synchronized boolean offer(Object address, Step step) {
        Deque<Step> own = byAddress.computeIfAbsent(address, key -> new ArrayDeque<>());
        if (own.size() >= WAITING_OF_ADDRESS_MAX
                || (waiting >= WAITING_MAX && dropOver() == 0 && !displaces(own.size()))) {
            if (own.isEmpty()) {
                byAddress.remove(address);
            }
            return false;
        }
        byAddress.putIfAbsent(address, own);
        own.add(step);
        waiting++;
        notifyAll();
        return true;
    }

    /** Drops the newest step of the address with the most steps, if it has more than the newcomer would have. */
    private boolean displaces(int own) {
        Deque<Step> most = new ArrayDeque<>();
        for (Deque<Step> steps : byAddress.values()) {
            most = steps.size() > most.size() ? steps : most;
        }
        if (most.size() <= own + 1) {
            return false;
        }
        most.removeLast().drop();
        metrics.dropped("handshake_queue_full");
        waiting--;
        return true;
    }

    /** Returns the number of handshakes that wait to begin. */
    synchronized int waiting() {
        return waiting;
    }

    private int dropOver() {
        int before = waiting;
        for (Iterator<Deque<Step>> all = byAddress.values().iterator(); all.hasNext(); ) {
            Deque<Step> steps = all.next();
            int size = steps.size();
            steps.removeIf(Step::isOver);
            waiting -= size - steps.size();
            if (steps.isEmpty()) {
                all.remove();
            }
        }
        return before - waiting;
    }

    private synchronized Step next() throws InterruptedException {
        while (waiting == 0 && begun.isEmpty()) {
            wait();
        }
        return begun.isEmpty() ? nextTurn() : begun.remove();
    }

    private Step nextTurn() {
        Iterator<Map.Entry<Object, Deque<Step>>> turns = byAddress.entrySet().iterator();
        Map.Entry<Object, Deque<Step>> turn = turns.next();
        turns.remove();
        Step step = turn.getValue().remove();
        if (!turn.getValue().isEmpty()) {
            byAddress.put(turn.getKey(), turn.getValue());
        }
        waiting--;
        return step;
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                run(next());
            }
        } catch (InterruptedException e) {
            // The server stops.
        }
    }

    private void run(Step step) {
        if (step.isOver()) {
            metrics.dropped("handshake_abandoned");
            return;
        }
        long startNs = System.nanoTime();
        try {
            step.run();
        } catch (RuntimeException e) {
            // The server stops and its I/O threads accept no tasks, or this handshake failed.
            metrics.dropped("handshake_failed");
        }
        LockSupport.parkNanos(Math.max(REST_NS_MIN, System.nanoTime() - startNs));
    }

    private static Object address(InetAddress peer) {
        byte[] bytes = peer.getAddress();
        return bytes.length == V4_BYTES ? peer : ByteBuffer.wrap(Arrays.copyOf(bytes, NETWORK_BYTES));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
