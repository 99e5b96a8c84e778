package io.tickstorm.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.tickstorm.kit.Spread;
import io.tickstorm.load.client.LoadPlan;
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
    private static final LoadPlan.Inputs FIXED = new LoadPlan.Inputs(1, LoadPlan.Phase.fixed);
    private static final long P50_US = 15_000;

    private final Comparison comparison = new Comparison(Scenario.ONE_ROOM_200_PLAYERS, LoadPlan.Inputs.EACH_TICK);

    @Test
    void ratiosAreTakenWithinARoundAndTheirMedianCounts() {
        round(10, 11, 13);
        round(20, 22, 26);
        round(10, 19, 20);
        Spread ratio = comparison.ratioTo(Contender.FLOOR);
        assertEquals(1.1, ratio.median(), 1e-9);
        assertEquals(1.1, ratio.min(), 1e-9);
        assertEquals(1.9, ratio.max(), 1e-9);
        assertEquals(List.of(), comparison.failures());
    }

    @Test
    void ratiosBeyondTheLimitsOfFloorAndNettyAreNamed() {
        round(10, 14, 14);
        assertEquals(
                List.of(
                        "OneRoom200Players: 1.40 times the floor, over 1.15",
                        "OneRoom200Players: 1.00 times the Netty twin, not below it"),
                comparison.failures());
    }

    @Test
    void inRoomsTheBroadcastAndTheLatencyHaveLimits() {
        Comparison steered = new Comparison(Scenario.ROOMS_50_OF_20_PLAYERS, LoadPlan.Inputs.EACH_TICK);
        Comparison fixed = new Comparison(Scenario.ROOMS_50_OF_20_PLAYERS, FIXED);
        for (Contender contender : Contender.ALTERNATED) {
            PlayCount other = count(200, 6_000, contender == Contender.NETTY_TWIN ? 20 : 10);
            PlayCount server = count(200, 6_000, 9, 18_500);
            steered.add(contender, contender == Contender.SERVER ? server : other);
            fixed.add(contender, contender == Contender.SERVER ? server : other);
        }
        String broadcast = "Rooms50Of20Players: 0.90 times the broadcast, over 0.85";
        assertEquals(
                List.of(broadcast, "Rooms50Of20Players: input to acknowledge p50: 18.5 ms, over 18.0"),
                steered.failures());
        assertEquals(
                List.of(broadcast, "Rooms50Of20Players: input to acknowledge p99: 7.0 ms above the floor's, over 5.0"),
                fixed.failures(),
                "at p50 it is 3.5 ms above");
    }

    @Test
    void aServerThatOmitsFramesIsReported() {
        round(10, 12, 13);
        assertEquals(List.of(), comparison.doubts());
        comparison.add(Contender.SERVER, count(200, 5_000, 1));
        assertEquals(List.of("OneRoom200Players: Tickstorm delivered only 91.7 % of its frames"), comparison.doubts());
        comparison.add(Contender.FLOOR, count(199, 6_000, 1));
        assertEquals(
                List.of(
                        "OneRoom200Players: bare Java NIO floor: 199 of 200 joined, 0 lost",
                        "OneRoom200Players: Tickstorm delivered only 91.7 % of its frames"),
                comparison.doubts());
    }

    @Test
    void playersWhoWereLateAreReported() {
        round(10, 12, 13);
        PlayCount late = new PlayCount(200, 200, 0, 1, 6_000, 600_000, 6_000, 0, P50_US, P50_US, 1, 6_000);
        for (int i = 0; i < 2; i++) {
            comparison.add(Contender.BROADCAST, late);
        }
        assertEquals(
                List.of("OneRoom200Players: broadcast of movement on Netty 4.2: the players were 6.0 ms late at p99"),
                comparison.doubts());
    }

    @Test
    void theTableHasALineForEachContender() {
        round(10, 12, 15);
        String table = comparison.table();
        assertTrue(
                table.contains("| Tickstorm | 12.00 (12.00–12.00) | 1 | 100.0 | 1.000 | 100.0 % | 1.00 % | 15.0"),
                table);
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
        add(Contender.BROADCAST, nettyUs);
    }

    private void add(Contender contender, int us) {
        comparison.add(contender, count(200, 6_000, us));
    }

    private static PlayCount count(int joined, int frames, int us) {
        return count(joined, frames, us, P50_US);
    }

    private static PlayCount count(int joined, int frames, int us, long p50Us) {
        long cpuNs = us * 1_000L * frames;
        return new PlayCount(200, joined, 0, 1, frames, 100L * frames, 6_000, 60, p50Us, 2 * p50Us, cpuNs, 0);
    }
}
