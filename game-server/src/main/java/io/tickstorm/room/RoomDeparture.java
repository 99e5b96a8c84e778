package io.tickstorm.room;

import io.tickstorm.sim.StateImage;
import java.util.List;

/**
 * A room that has ticked here for the last time.
 *
 * @param tick the last one
 * @param image everything that decides how the match continues
 * @param endedNs the time after that tick, of {@code System.nanoTime()}
 * @param connections of its people; they are open and wait for the address of the room
 */
public record RoomDeparture(RoomListing room, int tick, long endedNs, StateImage image, List<Outbox> connections) {
    /** Sends every client to the server with this WebSocket address. Any thread. */
    public void moveTo(String address) {
        connections.forEach(connection -> connection.move(address, room.code()));
    }

    /** Tells every client that the room is on its way, and to ask again. Any thread. */
    public void closeAll() {
        connections.forEach(connection -> connection.close(CloseReason.MOVING));
    }
}
