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
 * thread fills the frame while it is free, and any thread may close the connection.
 *
 * <p>A connection ends in two steps, each of which happens once. First it closes: the session ends, and a farewell with
 * the reason is written. Then, when the peer has answered or its time is over, it ends: all its resources are released.
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
    /** Set by the I/O thread. A room that reads an old value only marks a slot without a frame. */
    private volatile int writeSlot = WriteSet.NO_SLOT;
    /**
     * The timer for the Join, and later for the farewell; cleared at the end, because it references the whole
     * connection.
     */
    private XnioExecutor.Key timeOut = () -> true;

    /**
     * Creates a connection.
     *
     * @param mayJoin called once, at the Join, with the time
     */
    protected ClientConnection(IoGroup group, LongPredicate mayJoin, long nowNs) {
        this.group = group;
        metrics = group.metrics();
        limits = group.settings().limits();
        session = group.session(this, mayJoin, nowNs);
        creditedStallNs = group.stalledNs();
    }

    /** Limits the rooms that this client may create. Call it before the first message is received. */
    public final void limitRooms(RoomQuota quota) {
        session.limitRooms(quota);
    }

    /**
     * Lists the connection as open and starts the time to join. I/O thread only.
     *
     * @param held closed when the connection ends
     * @return false if it ended immediately because the server stops, or because too many connections are closing
     */
    protected final boolean open(Lease held) {
        lease = held;
        writeSlot = group.opened(this);
        timeOut = after(this::requireJoin, limits.joinMs());
        if (writeSlot == WriteSet.NO_SLOT) {
            end();
        }
        return !hasEnded();
    }

    /** Marks the waiting frame for the next flush. Called by the room's thread. */
    protected final void markFrame() {
        group.marked(writeSlot);
    }

    @Override
    public boolean isIdle() {
        return !frame.waits() && !isClosing();
    }

    /**
     * Starts a frame. Only the thread that may fill the frame calls this.
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

    /** Closes with a more specific sentence than the reason's own. Any thread. */
    protected final void close(CloseReason reason, String sentence) {
        close(new Farewell(reason, sentence, "", ""));
    }

    @Override
    public void move(String address, String room) {
        close(new Farewell(CloseReason.MOVED, CloseReason.MOVED.sentence(), address, room));
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

    /** Returns true once the connection is closing. Any thread. */
    protected final boolean isClosing() {
        return closing.get();
    }

    /** Returns true once the connection has ended. Any thread. */
    protected final boolean hasEnded() {
        return ended.get();
    }

    /** Encodes the last words for {@link #write()}, which sends them. I/O thread. */
    protected abstract void prepareFarewell(Farewell farewell);

    /** Ends the session and writes the prepared farewell; the peer has a limited time to answer. I/O thread only. */
    protected final void sendFarewell() {
        if (hasEnded()) {
            return;
        }
        session.disconnected();
        write();
        timeOut.remove();
        timeOut = after(this::end, limits.closeMs());
    }

    /** Ends the connection for any cause. I/O thread only. */
    protected final void end() {
        if (ended.compareAndSet(false, true)) {
            session.disconnected();
            release();
            timeOut.remove();
            lease.close();
            unlist();
            startClosing("lost");
        }
    }

    /** Removes the connection from the open ones; later calls do nothing. I/O thread only. */
    protected final void unlist() {
        int slot = writeSlot;
        writeSlot = WriteSet.NO_SLOT;
        group.ended(this, slot);
    }

    /** Releases the transport's resources; called once, at the end. I/O thread only. */
    protected abstract void release();

    /** Runs a task on the I/O thread after a time, in ms. If the server stops, ends the connection instead. */
    protected final XnioExecutor.Key after(Runnable task, int delayMs) {
        try {
            return group.thread().executeAfter(task, delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The worker is shutting down: no further timer will run.
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
     * Credits the session with the time for which this thread stood still: messages that arrive together after a stall
     * were sent during it and are not a flood. I/O thread only, before the messages are received.
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
