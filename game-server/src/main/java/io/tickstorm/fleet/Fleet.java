package io.tickstorm.fleet;

import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.RoomOrder;
import io.tickstorm.room.RoomQuota;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The seam between one server and a fleet: finds the server of a room, and chooses one for a new room. Any thread. Each
 * stage completes normally within some seconds, on a thread that the implementation chooses.
 */
public interface Fleet {
    /**
     * Decides where a join goes: to this server or another one.
     *
     * @param quota of the address that joins, for a private room that the join opens on another server
     */
    CompletionStage<Placement> place(JoinRequest request, RoomQuota quota);

    /** Finds the server of the room with this normalized code; the refusal is UNKNOWN_ROOM if there is none. */
    CompletionStage<RoomSearch> find(String code);

    /**
     * Finds a public room with a free seat, the fullest first, or opens one.
     *
     * @param party people who give the same key get the same room while it has a seat; empty for none
     */
    CompletionStage<RoomSearch> quickMatch(String party);

    /**
     * Opens a private room with a new code.
     *
     * @param quota of the address that asks for it
     */
    CompletionStage<RoomSearch> open(RoomOrder order, RoomQuota quota);

    /** Returns the WebSocket addresses of the servers, this one first; empty if this server is alone. */
    List<String> addresses();

    /** Returns the WebSocket addresses that a page may be sent to. */
    default List<String> pageTargets() {
        return addresses();
    }

    /**
     * Returns the origins of the pages of all servers, in lower case. Servers that have left lately are among them,
     * because a page outlives the server that it came from. Empty if this server is alone.
     */
    Set<String> pageOrigins();

    /** Returns the servers and rooms that this server knows. */
    FleetView view();

    /**
     * Moves every room to other servers while it plays, and completes when none is left here or the time of the fleet
     * for that is over. A server that is alone keeps its rooms.
     */
    CompletionStage<Void> drain();
}
