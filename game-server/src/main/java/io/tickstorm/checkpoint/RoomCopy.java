package io.tickstorm.checkpoint;

import io.tickstorm.sim.StateImage;

/**
 * The one copy of a room that may wait to be stored. The room's thread fills it while it is free, and the store's
 * thread frees it.
 */
public final class RoomCopy {
    public final StateImage image = new StateImage();
    private final String room;
    private Moment taken = new Moment(0, 0, 0);
    private int epoch;
    private int tick;
    private volatile boolean waiting;
    private volatile boolean isSafe;

    public RoomCopy(String room) {
        this.room = room;
    }

    /** Returns the code of the room. Any thread. */
    public String room() {
        return room;
    }

    /** Returns the time at which the copy was filled. Store's thread. */
    Moment taken() {
        return taken;
    }

    /** Names the epoch and the tick of the content. Room thread, before {@link #filled}. */
    public void describe(int itsEpoch, int itsTick) {
        epoch = itsEpoch;
        tick = itsTick;
    }

    /** Returns the epoch of the content. Store's thread. */
    public int epoch() {
        return epoch;
    }

    /** Returns the tick of the content. Store's thread. */
    public int tick() {
        return tick;
    }

    /** Returns true if the copy may be filled. Room thread. */
    public boolean isFree() {
        return !waiting;
    }

    /** Notes that the copy is filled, at this wall clock in ms, and gives it to the store's thread. Room thread. */
    public void filled(long nowMs) {
        taken = Moment.at(nowMs);
        waiting = true;
    }

    /** Returns true if the newest content has been stored. Room thread. */
    public boolean isSafe() {
        return !waiting && isSafe;
    }

    /** Notes that what was stored is gone, so that the room makes a new copy soon. Store's thread. */
    public void lost() {
        isSafe = false;
    }

    /** Frees the copy, and notes whether its content was stored. Store's thread. */
    public void stored(boolean successfully) {
        isSafe = successfully;
        waiting = false;
    }
}
