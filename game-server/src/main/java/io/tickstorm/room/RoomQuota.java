package io.tickstorm.room;

import org.jspecify.annotations.Nullable;

/** The limit on the private rooms that the address of a player keeps open. Any thread. */
@FunctionalInterface
public interface RoomQuota {
    /** No limit holds for this player. */
    RoomQuota NONE = (open, openMax) -> () -> {};

    /** A private room that is counted for an address until it is closed. */
    @FunctionalInterface
    interface Place extends AutoCloseable {
        /** Counts the room no longer. A second call does nothing. */
        @Override
        void close();
    }

    /**
     * Reserves a private room for this address. Close the result to release it.
     *
     * @param open private rooms of all players
     * @param openMax how many there may be
     * @return null if the address is at its limit
     */
    @Nullable
    Place reserve(int open, int openMax);
}
