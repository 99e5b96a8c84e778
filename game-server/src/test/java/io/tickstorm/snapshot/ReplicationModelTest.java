package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The model check of replication on the real classes: a client that skips, loses or resumes has the server's world
 * after every frame. Removing any of the three mechanisms must be detected.
 */
final class ReplicationModelTest {
    private static final int FRAMES = 200_000;

    @Test
    void theClientsWorldIsTheServersInEveryFrame() {
        int frames = 0;
        for (int seed = 1; frames < FRAMES; seed++) {
            ReplicationModel model = new ReplicationModel(seed, seed % 2 == 0 ? 16 : 48, ReplicationModel.Fault.NONE);
            model.run(1_200);
            assertEquals(0, model.mismatches(), "seed " + seed + ": " + model.firstMismatch());
            assertIsWild(model);
            frames += model.frames();
        }
    }

    @Test
    void aClientOfALargeRoomHasTheRosterOfWhatItSeesInEveryFrame() {
        int frames = 0;
        int distantKills = 0;
        for (int seed = 1; frames < FRAMES / 4; seed++) {
            ReplicationModel model = new ReplicationModel(seed, 96, ReplicationModel.Fault.NONE);
            model.run(1_200);
            assertEquals(0, model.mismatches(), "seed " + seed + ": " + model.firstMismatch());
            frames += model.frames();
            distantKills += model.coverage().distantKills;
        }
        assertTrue(distantKills > 0, distantKills + " kills whose victim was out of view");
    }

    private static void assertIsWild(ReplicationModel model) {
        ReplicationModel.Coverage coverage = model.coverage();
        assertTrue(coverage.resumes > 300, coverage.resumes + " resumes");
        assertTrue(coverage.framesLost > 5 * coverage.resumes, coverage.framesLost + " frames lost");
        assertEquals(20, coverage.mostFramesLost);
        assertTrue(coverage.lateJoins > 30, coverage.lateJoins + " late joins");
        assertTrue(coverage.rebirths > 300, coverage.rebirths + " ids used again within a tick");
        assertTrue(model.resets() > 50, model.resets() + " frames without baseline");
    }

    @ParameterizedTest
    @EnumSource(value = ReplicationModel.Fault.class, names = "NONE", mode = Mode.EXCLUDE)
    void aRemovedMechanismIsDetected(ReplicationModel.Fault fault) {
        for (int seed = 1; seed <= 4; seed++) {
            ReplicationModel model = new ReplicationModel(seed, 16, fault);
            model.run(300);
            assertTrue(model.mismatches() > 0, fault + " was not noticed with seed " + seed);
        }
    }
}
