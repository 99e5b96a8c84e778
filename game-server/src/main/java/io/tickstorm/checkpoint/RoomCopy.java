package io.tickstorm.checkpoint;

import io.tickstorm.sim.StateImage;

/**
 * The one copy of a room that may wait to be written. The room's thread fills it while it is free, the writer's frees
 * it once it is on the disk.
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

    /** The room's thread: it may be filled. */
    public boolean isFree() {
        return !waiting;
    }

    /** The room's thread: it is filled. */
    void filled(Moment now) {
        taken = now;
        waiting = true;
    }

    /** The room's thread: whether what it was filled with last has reached the disk. */
    public boolean isOnDisk() {
        return !waiting && isOnDisk;
    }

    /** The writer's thread. */
    void written(boolean isSafe) {
        isOnDisk = isSafe;
        waiting = false;
    }
}
