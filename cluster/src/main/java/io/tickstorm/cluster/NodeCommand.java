package io.tickstorm.cluster;

import io.tickstorm.checkpoint.RoomCopy;
import io.tickstorm.room.RoomDeparture;
import io.tickstorm.room.RoomListing;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;

/** A message to a {@link NodeActor}. */
interface NodeCommand {
    /** The list of node actors has changed. */
    record Listed(Receptionist.Listing listing) implements NodeCommand {}

    /** The membership or the reachability of the cluster has changed. */
    record Changed(ClusterDomainEvent event) implements NodeCommand {}

    /** Time to report the rooms of this server and to look at the guard. */
    record Beat() implements NodeCommand {}

    /** A room has filled its copy, which is to be stored on another server. */
    record Store(RoomCopy copy) implements NodeCommand {}

    /** A room of this server has ended for good. */
    record Ended(RoomListing room) implements NodeCommand {}

    /** A room has ticked here for the last time: store its image, tell the entity, and have the room continued. */
    record StoreFinal(RoomDeparture departure, ActorRef<RoomCommand> stored) implements NodeCommand {}

    /** The room continues at this WebSocket address; empty if it does not. */
    record Continued(RoomDeparture departure, String url) implements NodeCommand {}

    /** The entity of a room asks for the newest image of it. */
    record Fetch(String code, ActorRef<RoomCommand> replyTo) implements NodeCommand {}

    /** This server moves its rooms away from now on. */
    record Drain() implements NodeCommand {}
}
