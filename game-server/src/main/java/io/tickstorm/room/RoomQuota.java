package io.tickstorm.room;

import org.jspecify.annotations.Nullable;

/** The limit on the private rooms that the address of a player keeps open. Any thread. */
@FunctionalInterface
public interface RoomQuota {
    /** No limit holds for this player. */
    RoomQuota NONE = (open, openMax) -> () -> {};

    /**
     * Reserves a private room for this address. Run the result to release it.
     *
     * @param open private rooms of all players
     * @param openMax how many there may be
     * @return null if the address is at its limit
     */
    @Nullable
    Runnable reserve(int open, int openMax);
}
