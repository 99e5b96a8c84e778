package io.tickstorm.room;

import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt to open a room. Immutable.
 *
 * @param room null if it was refused
 * @param refusal null if it was opened
 */
public record RoomOpening(
        @Nullable RoomListing room, @Nullable CloseReason refusal) {
    /** Returns the result of a room that was opened. */
    public static RoomOpening opened(RoomListing room) {
        return new RoomOpening(room, null);
    }

    /** Returns the result of a room that may not be opened. */
    public static RoomOpening refused(CloseReason reason) {
        return new RoomOpening(null, reason);
    }
}
