package io.tickstorm.fleet;

import io.tickstorm.room.CloseReason;
import io.tickstorm.room.JoinRequest;

/** The decision where a join goes. Immutable. */
public sealed interface Placement {
    /** This server carries the request out, which may name another room than the one that was sent. */
    record Here(JoinRequest request) implements Placement {}

    /** The server with this WebSocket address has the room with this code. */
    record Elsewhere(String url, String room) implements Placement {}

    /** No server can carry the request out. */
    record Refused(CloseReason reason) implements Placement {}
}
