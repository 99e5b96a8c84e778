package io.tickstorm.net.session;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.Lease;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomQuota;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;

/**
 * One client over any transport: its session, its waiting frame, and its end. It belongs to one I/O thread; a room's
 * thread fills the frame while that is free, and any thread may ask for the end.
 *
 * <p>A connection ends in two steps, each of them once. It closes: the session is over, and a farewell with the reason
 * is written. Then it ends: when the peer has answered or its time is over, everything that it holds is given back.
 */
public abstract class ClientConnection implements Writable {
    protected final IoGroup group;
    protected final ServerMetrics metrics;
    protected final NetSettings.Limits limits;
    protected final Session session;
    protected final WaitingFrame frame = new WaitingFrame();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private long creditedStallNs;
    private Lease lease = Lease.UNLIMITED;
    /** The timer for the Join, and later for the farewell; dropped at the end, since it holds the whole connection. */
    private XnioExecutor.Key timeOut = () -> true;

    /** @param mayJoin asked once, at the Join, with the time */
    protected ClientConnection(IoGroup group, LongPredicate mayJoin, long nowNs) {
        this.group = group;
        metrics = group.metrics();
        limits = group.settings().limits();
        session = group.session(this, mayJoin, nowNs);
        creditedStallNs = group.stalledNs();
    }

    /** Limits the rooms that this client may create. Call it before anything is received. */
    public final void limitRooms(RoomQuota quota) {
        session.limitRooms(quota);
    }

    /**
     * Lists the connection as open and starts the time to join. I/O thread.
     *
     * @param held closed when the connection ends
     * @return false if it has ended at once, since the server stops
     */
    protected final boolean open(Lease held) {
        lease = held;
        group.open().add(this);
        timeOut = after(this::requireJoin, limits.joinMs());
        return !hasEnded();
    }

    @Override
    public boolean isIdle() {
        return !frame.waits() && !isClosing();
    }

    /**
     * Starts a frame; only the thread that may fill it calls this.
     *
     * @param length length of the message in bytes
     * @param extraBytes the most bytes that the transport adds
     * @return an empty buffer; null if the message is too long, and then the connection closes
     */
    protected final @Nullable ByteBuffer startFrame(int length, int extraBytes) {
        if (length > WaitingFrame.LENGTH_MAX) {
            close(CloseReason.FRAME_TOO_BIG);
            return null;
        }
        return frame.start(length + extraBytes);
    }

    @Override
    public void close(CloseReason reason) {
        close(reason, reason.sentence());
    }

    /** Closes with a sentence that says more than the reason's own. Any thread. */
    protected final void close(CloseReason reason, String sentence) {
        close(new Farewell(reason, sentence, ""));
    }

    @Override
    public void move(String address) {
        close(new Farewell(CloseReason.MOVED, CloseReason.MOVED.sentence(), address));
    }

    private void close(Farewell farewell) {
        if (startClosing(farewell.reason().label())) {
            group.thread().execute(() -> {
                if (!hasEnded()) {
                    prepareFarewell(farewell);
                    sendFarewell();
                }
            });
        }
    }

    /** Returns true for the first call only, and counts the cause of the end. Any thread. */
    protected final boolean startClosing(String cause) {
        boolean isFirst = closing.compareAndSet(false, true);
        if (isFirst) {
            metrics.closed(cause);
        }
        return isFirst;
    }

    /** Returns true once the connection closes. Any thread. */
    protected final boolean isClosing() {
        return closing.get();
    }

    /** Returns true once the connection has ended. Any thread. */
    protected final boolean hasEnded() {
        return ended.get();
    }

    /** Encodes the last words for {@link #write()}, which sends them. I/O thread. */
    protected abstract void prepareFarewell(Farewell farewell);

    /**
     * Ends the session and writes the farewell that was prepared; the peer has a limited time to answer. I/O thread.
     */
    protected final void sendFarewell() {
        if (hasEnded()) {
            return;
        }
        session.disconnected();
        write();
        timeOut.remove();
        timeOut = after(this::end, limits.closeMs());
    }

    /** Ends the connection, whatever the cause. I/O thread. */
    protected final void end() {
        if (ended.compareAndSet(false, true)) {
            session.disconnected();
            release();
            timeOut.remove();
            lease.close();
            group.ended(this);
            startClosing("lost");
        }
    }

    /** Gives back what the transport holds; called once, at the end. I/O thread. */
    protected abstract void release();

    /** Runs a task on the I/O thread after a time, in ms. If the server stops, ends the connection instead. */
    protected final XnioExecutor.Key after(Runnable task, int delayMs) {
        try {
            return group.thread().executeAfter(task, delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The worker is shutting down: no timer will run any more.
            end();
            return () -> true;
        }
    }

    private void requireJoin() {
        if (!session.isJoined()) {
            close(CloseReason.NOT_JOINED);
        }
    }

    /**
     * Credits the session with the time for which this thread stood still: messages that arrive at once after a stall
     * were sent while it lasted and are no flood. I/O thread, before the messages are received.
     *
     * @return the time in ns since the last call, for the limits of the transport; 0 without a stall
     */
    protected final long creditStall() {
        long stalledNs = group.stalledNs() - creditedStallNs;
        if (stalledNs != 0) {
            session.creditStall(stalledNs);
            creditedStallNs += stalledNs;
        }
        return stalledNs;
    }
}
