package io.tickstorm.net.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.tickstorm.fleet.FleetView;
import java.util.Comparator;
import java.util.List;

/**
 * The servers and rooms of a fleet, as text for an operator. Immutable.
 *
 * @param servers the one that was asked first, up to 256
 * @param serversLeftOff number of further servers
 * @param rooms those with the most people first, up to 1,000
 * @param roomsLeftOff number of further rooms
 */
record FleetReport(List<Server> servers, int serversLeftOff, List<Room> rooms, int roomsLeftOff) {
    private static final int SERVERS_MAX = 256;
    private static final int ROOMS_MAX = 1_000;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final Comparator<Room> FULLEST_FIRST =
            Comparator.comparingInt(Room::people).reversed().thenComparing(Room::room);

    /**
     * A server and the sums of its rooms.
     *
     * @param state up, draining or unreachable
     * @param handedOver rooms since its start that went to another server
     * @param continued rooms since its start that came from another server
     */
    record Server(String name, String url, String state, int rooms, int people, long handedOver, long continued) {}

    /**
     * A room and the name of its server.
     *
     * @param epoch rises with each owner
     */
    record Room(String room, String server, int epoch, boolean isPublic, int people, int seats) {}

    static FleetReport of(FleetView view) {
        List<Server> servers = view.nodes().stream()
                .limit(SERVERS_MAX)
                .map(FleetReport::server)
                .toList();
        int count = view.nodes().stream().mapToInt(node -> node.rooms().size()).sum();
        List<Room> rooms = view.nodes().stream()
                .flatMap(node -> node.rooms().stream()
                        .map(room -> new Room(
                                room.code(), node.name(), room.epoch(), room.isPublic(), room.people(), room.seats())))
                .sorted(FULLEST_FIRST)
                .limit(ROOMS_MAX)
                .toList();
        return new FleetReport(servers, view.nodes().size() - servers.size(), rooms, count - rooms.size());
    }

    private static Server server(FleetView.Node node) {
        return new Server(
                node.name(),
                node.url(),
                node.state(),
                node.rooms().size(),
                node.people(),
                node.handedOver(),
                node.continued());
    }

    String json() {
        return GSON.toJson(this);
    }

    /** Returns a page of two tables, without styles and scripts, that a browser loads again every two seconds. */
    String page() {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=\"en\"><head><title>Fleet</title>")
                .append("<meta http-equiv=\"refresh\" content=\"2\"></head><body><h1>Fleet</h1>");
        beginTable(page, "server", "address", "state", "rooms", "people", "handed over", "continued");
        for (Server each : servers) {
            addRow(page, each.name, each.url, each.state, each.rooms, each.people, each.handedOver, each.continued);
        }
        endTable(page, serversLeftOff, "servers");
        beginTable(page, "room", "server", "epoch", "kind", "people", "seats");
        for (Room each : rooms) {
            addRow(
                    page,
                    each.room,
                    each.server,
                    each.epoch,
                    each.isPublic ? "public" : "private",
                    each.people,
                    each.seats);
        }
        endTable(page, roomsLeftOff, "rooms");
        return page.append("</body></html>").toString();
    }

    private static void beginTable(StringBuilder page, String... titles) {
        page.append("<table border=\"1\" cellpadding=\"4\"><tr>");
        for (String title : titles) {
            page.append("<th>").append(title).append("</th>");
        }
        page.append("</tr>\n");
    }

    private static void addRow(StringBuilder page, Object... cells) {
        page.append("<tr>");
        for (Object cell : cells) {
            page.append(cell instanceof Number ? "<td align=\"right\">" : "<td>")
                    .append(escaped(cell.toString()))
                    .append("</td>");
        }
        page.append("</tr>\n");
    }

    private static void endTable(StringBuilder page, int leftOff, String what) {
        page.append("</table>");
        if (leftOff > 0) {
            page.append("<p>").append(leftOff).append(" more ").append(what).append(" are not shown.</p>");
        }
        page.append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
