package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.tickstorm.metrics.ServerMetrics;
import org.junit.jupiter.api.Test;

class CheatSignsTest {
    private final ServerMetrics metrics = new ServerMetrics();
    private final CheatSigns honest = new CheatSigns();
    private final CheatSigns cheat = new CheatSigns();

    @Test
    void theHighestOfAllSeatsIsReported() {
        for (int i = 0; i < 64; i++) {
            honest.claimed(i % 16 == 0, metrics.cheats);
            cheat.claimed(i % 2 == 0, metrics.cheats);
            honest.firedRail(i % 4 == 0, metrics.cheats);
            cheat.firedRail(true, metrics.cheats);
            honest.hit(false, metrics.cheats);
            cheat.hit(i % 4 != 0, metrics.cheats);
        }
        assertEquals(53, metric("tickstorm_cheat_clamped_claims_percent"), 4);
        assertEquals(100, metric("tickstorm_cheat_rail_hits_percent"));
        assertEquals(75, metric("tickstorm_cheat_aim_jumps_percent"), 2);
    }

    @Test
    void fewShotsAreNotReported() {
        for (int i = 0; i < 15; i++) {
            cheat.firedRail(true, metrics.cheats);
            cheat.hit(true, metrics.cheats);
            cheat.claimed(true, metrics.cheats);
        }
        assertEquals(0, metric("tickstorm_cheat_rail_hits_percent"));
        assertEquals(0, metric("tickstorm_cheat_aim_jumps_percent"));
        assertEquals(0, metric("tickstorm_cheat_clamped_claims_percent"));
    }

    private double metric(String name) {
        return metrics.registry().scrape(name::equals).stream()
                .map(snapshot ->
                        ((GaugeSnapshot) snapshot).getDataPoints().get(0).getValue())
                .findFirst()
                .orElseThrow();
    }
}
