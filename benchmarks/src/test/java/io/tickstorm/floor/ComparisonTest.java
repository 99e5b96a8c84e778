package io.tickstorm.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.tickstorm.kit.Spread;
import io.tickstorm.load.report.Measurement;
import io.tickstorm.load.report.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private final Comparison comparison = new Comparison(Scenario.ONE_ROOM_200_PLAYERS);

    @Test
    void ratiosAreTakenWithinARoundAndTheirMedianCounts() {
        round(10, 12, 13);
        round(20, 25, 26);
        round(10, 19, 20);
        Spread ratio = comparison.ratioTo(Contender.FLOOR);
        assertEquals(1.25, ratio.median(), 1e-9);
        assertEquals(1.2, ratio.min(), 1e-9);
        assertEquals(1.9, ratio.max(), 1e-9);
        assertEquals(List.of(), comparison.failures());
    }

    @Test
    void ratiosBeyondTheLimitsOfFloorAndNettyAreNamed() {
        round(10, 14, 14);
        assertEquals(
                List.of(
                        "OneRoom200Players: 1.40 times the floor, over 1.3",
                        "OneRoom200Players: 1.00 times the Netty twin, not below it"),
                comparison.failures());
    }

    @Test
    void aServerThatOmitsFramesIsReported() {
        round(10, 12, 13);
        assertEquals(List.of(), comparison.doubts());
        comparison.add(Contender.SERVER, new PlayCount(200, 200, 0, 1, 5_000, 500_000, 6_000, 1, 0));
        assertEquals(List.of("OneRoom200Players: Tickstorm delivered only 91.7 % of its frames"), comparison.doubts());
        comparison.add(Contender.FLOOR, new PlayCount(200, 199, 0, 1, 6_000, 600_000, 6_000, 1, 0));
        assertEquals(
                List.of(
                        "OneRoom200Players: bare NIO floor: 199 of 200 joined, 0 lost",
                        "OneRoom200Players: Tickstorm delivered only 91.7 % of its frames"),
                comparison.doubts());
    }

    @Test
    void theTableHasALineForEachContender() {
        round(10, 12, 15);
        String table = comparison.table();
        assertTrue(table.contains("| Tickstorm | 12.00 (12.00–12.00) | 1 | 100.0 | 1.000 | 100.0 % | 0.0 |"), table);
        assertTrue(table.contains("| twin on Netty 4.2 | 15.00 (15.00–15.00) | 0.80 (0.80–0.80) |"), table);
    }

    @Test
    void theDocumentsReadTheirRatiosFromTheJson(@TempDir Path folder) throws IOException {
        round(10, 12, 15);
        String json = new Gson().toJson(Map.of("scenarios", List.of(comparison.row())));
        Path result = Files.writeString(folder.resolve("alternation.json"), json);
        Measurements documents = Measurements.read(Path.of("../docs/performance/measurements.json"));
        List<Measurement> ratios = documents.measurements().stream()
                .filter(each -> each.figure().startsWith("/scenarios/0/"))
                .toList();
        assertEquals(2, ratios.size());
        for (Measurement ratio : ratios) {
            Measurements changed = documents.record(ratio.id(), List.of(result), "abcdef0", "2026-12-01");
            assertTrue(changed.tables().contains(ratio.claim().contains("Netty") ? "| 0.80 |" : "| 1.20 |"));
        }
    }

    private void round(int floorUs, int serverUs, int nettyUs) {
        add(Contender.FLOOR, floorUs);
        add(Contender.SERVER, serverUs);
        add(Contender.UNDERTOW_TWIN, 2 * serverUs);
        add(Contender.NETTY_TWIN, nettyUs);
    }

    private void add(Contender contender, int us) {
        comparison.add(contender, new PlayCount(200, 200, 0, 1, 6_000, 600_000, 6_000, us * 6_000_000L, 0));
    }
}
