package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.sim.Ships;
import org.junit.jupiter.api.Test;

final class ViewerTest {
    private final Viewer viewer = new Viewer();

    @Test
    void aFrameSentIsTheBaselineOfTheNext() {
        viewer.sent(10, 77);
        assertEquals(10, viewer.baseline);
        assertEquals(77, viewer.view);
    }

    @Test
    void aResumeGoesOnFromTheViewOfTheFrameItNames() {
        for (int tick = 1; tick <= 100; tick++) {
            viewer.sent(tick, 1000 + tick);
        }
        viewer.resume(80, 7, 9);
        assertEquals(80, viewer.baseline);
        assertEquals(1080, viewer.view);
        assertEquals(7, viewer.rosterVersion);
        assertEquals(9, viewer.chatSequence);
    }

    @Test
    void aFrameThatWasNeverSentIsNoBaseline() {
        viewer.sent(10, 77);
        viewer.sent(12, 78);
        viewer.resume(11, 7, 9);
        assertEquals(0, viewer.baseline);
        assertEquals(0, viewer.view);
        assertEquals(7, viewer.rosterVersion, "roster and chat go on all the same");
    }

    @Test
    void aFrameOlderThanTheHistoryIsNoBaseline() {
        for (int tick = 1; tick <= 100; tick++) {
            viewer.sent(tick, 1000 + tick);
        }
        viewer.resume(36, 7, 9);
        assertEquals(0, viewer.baseline);
        viewer.resume(37, 7, 9);
        assertEquals(37, viewer.baseline);
    }

    @Test
    void whoHoldsNoFrameStartsFromNothing() {
        viewer.sent(64, 77);
        viewer.resume(0, 0, 0);
        assertEquals(0, viewer.baseline);
    }

    @Test
    void disturbancesOfTheSimulationAreCausesOfACorrection() {
        int[][] pairs = {
            {Ships.IMPULSE, CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE},
            {Ships.RESPAWN, CorrectionCause.CORRECTION_CAUSE_RESPAWN_VALUE},
            {Ships.PICKUP, CorrectionCause.CORRECTION_CAUSE_PICKUP_VALUE},
            {Ships.DEATH, CorrectionCause.CORRECTION_CAUSE_DEATH_VALUE},
            {Ships.ROUND, CorrectionCause.CORRECTION_CAUSE_ROUND_VALUE},
        };
        for (int[] pair : pairs) {
            viewer.pendingCauses = 0;
            viewer.disturb(pair[0]);
            assertEquals(1 << pair[1], viewer.pendingCauses);
        }
    }

    @Test
    void aNewConnectionIsToldTheOwnStateAndNothingMeantForTheOld() {
        viewer.pendingCauses = 0;
        viewer.pong(5);
        viewer.resume(0, 0, 0);
        assertEquals(1 << CorrectionCause.CORRECTION_CAUSE_SYNC_VALUE, viewer.pendingCauses);
        assertFalse(viewer.hasPong);
    }

    @Test
    void causesAddUp() {
        viewer.correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
        viewer.correct(CorrectionCause.CORRECTION_CAUSE_MISSED_INPUT);
        assertEquals(0b110, viewer.pendingCauses);
    }
}
