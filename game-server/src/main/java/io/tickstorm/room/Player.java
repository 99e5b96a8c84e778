package io.tickstorm.room;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One joined connection, seen from both sides: the I/O thread posts what arrived into volatile fields and the input
 * queue, the room's thread takes it up at the next tick. Nothing here waits.
 */
public final class Player {
    private static final long NO_PING = -1;

    private final Outbox outbox;
    private final InputQueue inputs = new InputQueue();
    private final AtomicReference<@Nullable CloseReason> complaint = new AtomicReference<>();
    private volatile boolean portrait;
    private volatile boolean stateWanted;
    private volatile boolean gone;
    private volatile boolean leaves;
    private volatile long pingUs = NO_PING;
    private volatile long heardNs;

    public Player(Outbox outbox, boolean portrait, long nowNs) {
        this.outbox = outbox;
        this.portrait = portrait;
        heardNs = nowNs;
    }

    /** The I/O thread is its producer, the room's thread its consumer. */
    public InputQueue inputs() {
        return inputs;
    }

    /** Any message arrived. */
    public void heard(long nowNs) {
        heardNs = nowNs;
    }

    public void turnScreen(boolean isPortrait) {
        portrait = isPortrait;
    }

    /** Of several pings within a tick the newest is answered. */
    public void ping(long sentUs) {
        pingUs = sentUs;
    }

    public void wantState() {
        stateWanted = true;
    }

    /** A message of this player was dropped: he is told with the next frame. */
    public void complain(CloseReason reason) {
        complaint.set(reason);
    }

    /** The connection is lost; the seat is kept for a while. */
    public void disconnected() {
        gone = true;
    }

    /** The player leaves for good. */
    public void leave() {
        leaves = true;
    }

    Outbox outbox() {
        return outbox;
    }

    boolean isPortrait() {
        return portrait;
    }

    boolean isGone() {
        return gone;
    }

    boolean hasLeft() {
        return leaves;
    }

    long heardNs() {
        return heardNs;
    }

    boolean takeStateWanted() {
        boolean wanted = stateWanted;
        if (wanted) {
            stateWanted = false;
        }
        return wanted;
    }

    /** The newest ping's time, or -1. */
    long takePing() {
        long ping = pingUs;
        if (ping != NO_PING) {
            pingUs = NO_PING;
        }
        return ping;
    }

    @Nullable
    CloseReason takeComplaint() {
        return complaint.getPlain() == null ? null : complaint.getAndSet(null);
    }
}
