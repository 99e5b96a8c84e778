package io.tickstorm.fleet;

import io.tickstorm.room.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * The result of a search for a room, or of an attempt to open one. Immutable.
 *
 * @param place null if there is none
 * @param refusal the reason for that; null if there is a place
 * @param elsewhere WebSocket address of another fleet, the only one that can have the room; empty otherwise
 */
public record RoomSearch(
        @Nullable RoomPlace place, @Nullable CloseReason refusal, String elsewhere) {
    /** Returns the result that names a place. */
    public static RoomSearch found(RoomPlace place) {
        return new RoomSearch(place, null, "");
    }

    /** Returns the result that names another fleet. */
    public static RoomSearch elsewhere(String address) {
        return new RoomSearch(null, null, address);
    }

    /** Returns the result without a place. */
    public static RoomSearch refused(CloseReason reason) {
        return new RoomSearch(null, reason, "");
    }
}
