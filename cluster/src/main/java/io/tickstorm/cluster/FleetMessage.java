package io.tickstorm.cluster;

import io.tickstorm.cluster.v1.NodeMessage;
import io.tickstorm.cluster.v1.RoomAnswer;
import io.tickstorm.cluster.v1.RoomMessage;

/** A message that crosses the network between two servers; {@link FleetSerializer} encodes it. */
sealed interface FleetMessage {
    /** A message to a node actor. */
    record ToNode(NodeMessage message) implements FleetMessage, NodeCommand {}

    /** A message to the entity of a room. */
    record ToRoom(RoomMessage message) implements FleetMessage, RoomCommand {}

    /** The answer of the entity of a room. */
    record Answer(RoomAnswer message) implements FleetMessage {}
}
