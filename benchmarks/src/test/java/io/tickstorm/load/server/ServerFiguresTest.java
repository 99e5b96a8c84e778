package io.tickstorm.load.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ServerFiguresTest {
    private static final String BEFORE = """
        # TYPE tickstorm_tick_written_seconds histogram
        tickstorm_tick_written_seconds_bucket{le="0.001"} 10
        tickstorm_tick_written_seconds_bucket{le="0.002"} 10
        tickstorm_tick_written_seconds_bucket{le="0.01"} 10
        tickstorm_tick_written_seconds_bucket{le="+Inf"} 10
        process_cpu_seconds_total 1.5
        jvm_gc_collection_seconds_sum{gc="G1 Young Generation"} 0.25
        jvm_gc_collection_seconds_sum{gc="ZGC Cycles"} 7.0
        """;
    private static final String AFTER = """
        tickstorm_tick_written_seconds_bucket{le="0.001"} 60
        tickstorm_tick_written_seconds_bucket{le="0.002"} 109
        tickstorm_tick_written_seconds_bucket{le="0.01"} 110
        tickstorm_tick_written_seconds_bucket{le="+Inf"} 110
        process_cpu_seconds_total 2.75
        jvm_gc_collection_seconds_sum{gc="G1 Young Generation"} 0.5
        jvm_gc_collection_seconds_sum{gc="ZGC Cycles"} 9.0
        nonsense
        """;

    private final ServerFigures before = ServerFigures.parse(BEFORE, 1_000_000_000L);
    private final ServerFigures after = ServerFigures.parse(AFTER, 3_000_000_000L);

    @Test
    void readsQuantilesOfTheTimeBetweenTwoReadings() {
        assertEquals(0.001, after.tickS(before, 0.5), 1e-9, "50 of 100 were under a millisecond");
        assertEquals(0.002, after.tickS(before, 0.99), 1e-9);
        assertEquals(0.001 + 25 / 49.0 * 0.001, after.tickS(before, 0.75), 1e-9, "evenly spread within a bucket");
        assertEquals(0.01, after.tickS(before, 1), 1e-9);
        assertTrue(Double.isNaN(before.tickS(before, 0.5)), "nothing happened");
    }

    @Test
    void subtractsTheEarlierReading() {
        assertEquals(1.25, after.since(before, "process_cpu_seconds_total"), 1e-9);
        assertEquals(
                0.25,
                after.sumSince(before, "jvm_gc_collection_seconds_sum"),
                1e-9,
                "concurrent cycles do not pause the server");
        assertEquals(2, after.secondsSince(before), 1e-9);
        assertTrue(Double.isNaN(after.value("unknown")));
    }
}
