package io.tickstorm.fleet;

import io.tickstorm.room.RoomListing;
import java.util.List;

/**
 * The servers of a fleet and their rooms, as one of them knows them. It may be a second old. Immutable.
 *
 * @param nodes sorted by name
 * @param moved rooms that this server has handed over since its start
 * @param adopted rooms that this server has continued since its start
 */
public record FleetView(List<Node> nodes, long moved, long adopted) {
    /**
     * One server.
     *
     * @param url its WebSocket address; empty for a server that is alone
     * @param state up, draining or unreachable
     */
    public record Node(String name, String url, String state, List<RoomListing> rooms) {
        /** Returns the number of people in its rooms. */
        public int people() {
            return rooms.stream().mapToInt(RoomListing::people).sum();
        }
    }
}
