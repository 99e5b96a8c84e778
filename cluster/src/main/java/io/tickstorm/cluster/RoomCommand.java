package io.tickstorm.cluster;

import io.tickstorm.cluster.v1.StoreImage;
import io.tickstorm.room.RoomDeparture;
import org.jspecify.annotations.Nullable;

/** A message to a {@link RoomEntity}. */
interface RoomCommand {
    /** The newest image of the room that any server keeps, and its age in ms; null if there is none. */
    record Fetched(@Nullable StoreImage image, int ageMs) implements RoomCommand {}

    /** The room has ticked here for the last time. */
    record Departed(RoomDeparture departure) implements RoomCommand {}

    /** The last image of the room is stored on another server, or could not be. */
    record Stored() implements RoomCommand {}

    /** The hand-over of the room takes too long. */
    record TimedOut() implements RoomCommand {}

    /** The room has ended for good. */
    record Ended() implements RoomCommand {}

    /** The room moves to another server. */
    record HandOver() implements RoomCommand {}
}
