package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.sim.Ships;
import org.junit.jupiter.api.Test;

final class RecipientTest {
    private final Recipient recipient = new Recipient();

    @Test
    void aFrameSentIsTheBaselineOfTheNext() {
        recipient.sent(10, 77);
        assertEquals(10, recipient.baseline());
        assertEquals(77, recipient.view());
    }

    @Test
    void aResumeContinuesFromTheViewOfItsFrame() {
        for (int tick = 1; tick <= 100; tick++) {
            recipient.sent(tick, 1000 + tick);
        }
        recipient.resume(80, 7, 9);
        assertEquals(80, recipient.baseline());
        assertEquals(1080, recipient.view());
        assertEquals(7, recipient.rosterVersion());
        assertEquals(9, recipient.chatSequence());
    }

    @Test
    void aFrameThatWasNeverSentIsNotABaseline() {
        recipient.sent(10, 77);
        recipient.sent(12, 78);
        recipient.resume(11, 7, 9);
        assertEquals(0, recipient.baseline());
        assertEquals(0, recipient.view());
        assertEquals(7, recipient.rosterVersion(), "roster and chat go on all the same");
    }

    @Test
    void aFrameOlderThanTheHistoryIsNotABaseline() {
        for (int tick = 1; tick <= 100; tick++) {
            recipient.sent(tick, 1000 + tick);
        }
        recipient.resume(36, 7, 9);
        assertEquals(0, recipient.baseline());
        recipient.resume(37, 7, 9);
        assertEquals(37, recipient.baseline());
    }

    @Test
    void aClientWithoutAFrameReceivesTheFullState() {
        recipient.sent(64, 77);
        recipient.resume(0, 0, 0);
        assertEquals(0, recipient.baseline());
    }

    @Test
    void disturbancesOfTheSimulationCauseACorrection() {
        int[][] pairs = {
            {Ships.IMPULSE, CorrectionCause.CORRECTION_CAUSE_IMPULSE_VALUE},
            {Ships.RESPAWN, CorrectionCause.CORRECTION_CAUSE_RESPAWN_VALUE},
            {Ships.PICKUP, CorrectionCause.CORRECTION_CAUSE_PICKUP_VALUE},
            {Ships.DEATH, CorrectionCause.CORRECTION_CAUSE_DEATH_VALUE},
            {Ships.ROUND, CorrectionCause.CORRECTION_CAUSE_ROUND_VALUE},
        };
        for (int[] pair : pairs) {
            recipient.clearCauses();
            recipient.disturb(pair[0]);
            assertEquals(1 << pair[1], recipient.pendingCauses());
        }
    }

    @Test
    void aNewConnectionReceivesTheOwnStateAndNothingForTheOldOne() {
        recipient.clearCauses();
        recipient.pong(5);
        recipient.resume(0, 0, 0);
        assertEquals(1 << CorrectionCause.CORRECTION_CAUSE_SYNC_VALUE, recipient.pendingCauses());
        WireBuffer out = new WireBuffer(16);
        recipient.answers().write(out);
        assertEquals(0, out.length());
    }

    @Test
    void causesAddUp() {
        recipient.correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
        recipient.correct(CorrectionCause.CORRECTION_CAUSE_MISSED_INPUT);
        assertEquals(0b110, recipient.pendingCauses());
    }
}
