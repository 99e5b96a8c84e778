package io.tickstorm.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.kit.Program;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadPlan;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final LoadPlan PLAN = new LoadPlan(
            URI.create("ws://localhost/ws"), 1, 0, 1, new LoadPlan.Times(1, 1, 1), null, LoadPlan.Conduct.STEADY);

    @Test
    void aRunInWhichAllJoinedAndGotTheirFramesIsOk() {
        Verdict verdict = verdict(1, Map.of("delivered_share", 0.999));
        assertEquals("OK", verdict.text());
        assertEquals(0, verdict.exitCode());
    }

    @Test
    void missingFramesWithoutAThresholdCauseARemark() {
        Verdict verdict = verdict(1, Map.of("delivered_share", 0.63));
        assertEquals(0, verdict.exitCode());
        assertTrue(verdict.text().contains("only 63.0 % of the frames arrived"), verdict.text());
    }

    @Test
    void aPlayerWhoDidNotJoinFailsTheRun() {
        assertEquals(Program.EXIT_FAILED, verdict(0, Map.of()).exitCode());
    }

    @Test
    void aToolThatWasTooSlowMakesTheRunVoid() {
        assertTrue(verdict(1, Map.of("tool_cpu_share", 0.86)).isVoid());
        assertTrue(verdict(1, Map.of("tool_late_p99", 0.006)).isVoid());
        assertFalse(verdict(1, Map.of("tool_cpu_share", 0.84, "tool_late_p99", 0.004))
                .isVoid());
    }

    private static Verdict verdict(int joined, Map<String, Double> named) {
        Figures figures = new Figures();
        figures.counts().joined = joined;
        return Verdict.of(PLAN, figures, named, List.of());
    }
}
