package io.tickstorm.room;

import org.jspecify.annotations.Nullable;

/** How many private rooms the address of a player may keep open. Any thread. */
@FunctionalInterface
public interface RoomQuota {
    /** No limit holds for this player. */
    RoomQuota NONE = (open, openMax) -> () -> {};

    /**
     * Counts a room until the answer is run.
     *
     * @param open private rooms of all players
     * @param openMax how many there may be
     * @return null if the address is at its limit
     */
    @Nullable
    Runnable reserve(int open, int openMax);
}
