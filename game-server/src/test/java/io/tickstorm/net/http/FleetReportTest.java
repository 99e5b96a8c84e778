package io.tickstorm.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tickstorm.fleet.FleetView;
import io.tickstorm.room.RoomListing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetReportTest {
    private static final List<RoomListing> ROOMS =
            List.of(new RoomListing("BCDF", 7, false, 3, 16), new RoomListing("GHJK", 9, true, 5, 20));

    @Test
    void eachServerAndRoomIsInTheJson() {
        FleetView.Node a = new FleetView.Node("10.0.0.7:7350", "wss://a.example/ws", "draining", ROOMS, 4, 2);
        JsonObject report = JsonParser.parseString(
                        FleetReport.of(new FleetView(List.of(a))).json())
                .getAsJsonObject();
        assertEquals(
                JsonParser.parseString("[{\"name\":\"10.0.0.7:7350\",\"url\":\"wss://a.example/ws\","
                        + "\"state\":\"draining\",\"rooms\":2,\"people\":8,\"handedOver\":4,\"continued\":2}]"),
                report.get("servers"));
        JsonArray rooms = report.getAsJsonArray("rooms");
        assertEquals(2, rooms.size());
        assertEquals(
                JsonParser.parseString("{\"room\":\"GHJK\",\"server\":\"10.0.0.7:7350\",\"epoch\":9,"
                        + "\"isPublic\":true,\"people\":5,\"seats\":20}"),
                rooms.get(0),
                "most people first");
    }

    @Test
    void aLargeFleetIsCutAndSaysWhatIsLeftOff() {
        List<FleetView.Node> nodes = new ArrayList<>();
        for (int node = 0; node < 300; node++) {
            List<RoomListing> rooms = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                rooms.add(new RoomListing("R" + node + "-" + i, 1, true, i, 16));
            }
            nodes.add(new FleetView.Node("node-" + node, "", "up", rooms, 0, 0));
        }
        FleetReport report = FleetReport.of(new FleetView(nodes));
        assertEquals(List.of(256, 44), List.of(report.servers().size(), report.serversLeftOff()));
        assertEquals(List.of(1_000, 500), List.of(report.rooms().size(), report.roomsLeftOff()));
        assertTrue(report.page().contains("<p>500 more rooms are not shown.</p>"));
        assertTrue(
                report.page().length() < 200_000,
                "bytes of the page: " + report.page().length());
    }

    @Test
    void namesCannotAddMarkupToThePage() {
        FleetView.Node node = new FleetView.Node("<script>", "ws://\"&", "up", List.of(), 0, 0);
        String page = FleetReport.of(new FleetView(List.of(node))).page();
        assertFalse(page.contains("<script>"));
        assertTrue(page.contains("<td>&lt;script&gt;</td><td>ws://&quot;&amp;</td>"), page);
    }
}
