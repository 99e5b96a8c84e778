package io.tickstorm.checkpoint;

import io.tickstorm.metrics.CheckpointMetrics;

/** Stores the copies of rooms outside of their process: on a disk, or on another server. */
public interface CheckpointStore {
    /** Stores a copy soon; {@link RoomCopy#isSafe} tells when. Room thread. */
    void write(RoomCopy copy, long nowMs);

    /** Removes the copy of a room that has ended and must not be restored. Any thread. */
    void forget(String room);

    /** Returns the time from one copy of a room to the next, in ms. It never changes. */
    int intervalMs();

    /** Returns the counters of the copies. */
    CheckpointMetrics metrics();
}
