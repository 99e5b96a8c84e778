package io.tickstorm.room;

import org.jspecify.annotations.Nullable;

/** The limit of private rooms that a player's address may have open. Any thread. */
@FunctionalInterface
public interface RoomQuota {
    /** The quota of a player without a limit. */
    RoomQuota NONE = (open, openMax) -> () -> {};

    /** A private room that is counted for an address until it is closed. */
    @FunctionalInterface
    interface Place extends AutoCloseable {
        /** Stops counting the room. A second call does nothing. */
        @Override
        void close();
    }

    /**
     * Reserves a private room for this address. Close the result to release it.
     *
     * @param open private rooms of all players
     * @param openMax their limit
     * @return null if the address is at its limit
     */
    @Nullable
    Place reserve(int open, int openMax);
}
