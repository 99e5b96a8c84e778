package io.tickstorm.fleet;

import io.tickstorm.room.RoomListing;
import java.util.List;

/**
 * The servers of a fleet and their rooms, as one of them knows them. It may be a second old. Immutable.
 *
 * @param nodes the server that was asked, then the others by name
 */
public record FleetView(List<Node> nodes) {
    /**
     * One server.
     *
     * @param url its WebSocket address; empty for a server that is alone
     * @param state up, draining or unreachable
     * @param handedOver rooms that it has handed over since its start
     * @param continued rooms that it has continued from an image since its start
     */
    public record Node(
            String name, String url, String state, List<RoomListing> rooms, long handedOver, long continued) {
        /** Returns the number of people in its rooms. */
        public int people() {
            return rooms.stream().mapToInt(RoomListing::people).sum();
        }
    }
}
