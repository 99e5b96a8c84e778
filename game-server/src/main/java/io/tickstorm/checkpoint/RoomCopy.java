package io.tickstorm.checkpoint;

import io.tickstorm.sim.StateImage;

/**
 * The single copy of a room that may wait to be written. The room's thread fills it while it is free; the writer's
 * thread frees it once it is on the disk.
 */
public final class RoomCopy {
    public final StateImage image = new StateImage();
    final String room;
    Moment taken = new Moment(0, 0, 0);
    private volatile boolean waiting;
    private volatile boolean isOnDisk;

    public RoomCopy(String room) {
        this.room = room;
    }

    /** Returns true if it may be filled. Room thread only. */
    public boolean isFree() {
        return !waiting;
    }

    /** Marks it as filled. Room thread only. */
    void filled(Moment now) {
        taken = now;
        waiting = true;
    }

    /** Returns true if the newest content has reached the disk. Room thread only. */
    public boolean isOnDisk() {
        return !waiting && isOnDisk;
    }

    /** Marks it as free. Writer thread only. */
    void written(boolean isSafe) {
        isOnDisk = isSafe;
        waiting = false;
    }
}
