package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClusterGuardTest {
    private static final long MS = 1_000_000;

    private final ClusterGuard guard = new ClusterGuard();

    @Test
    void ticksPassWhileTheLoopRuns() {
        for (long ms = 0; ms < 10_000; ms += 33) {
            assertTrue(guard.mayTick(ms * MS));
        }
    }

    @Test
    void aStallOfOverASecondFreezesUntilAMajorityConfirms() {
        assertTrue(guard.mayTick(0));
        assertTrue(guard.mayTick(1_000 * MS));
        assertFalse(guard.mayTick(2_001 * MS));
        assertFalse(guard.mayTick(2_034 * MS));
        assertTrue(guard.needsConfirmation());
        guard.confirm();
        assertTrue(guard.mayTick(2_067 * MS));
    }

    @Test
    void halfOfTheMembersUnreachableFreezesAndNeedsAConfirmationAfterwards() {
        guard.reachability(4, 1);
        assertTrue(guard.mayTick(0));
        guard.reachability(4, 2);
        assertFalse(guard.mayTick(MS));
        assertFalse(guard.needsConfirmation(), "nobody could confirm it");
        guard.reachability(4, 1);
        assertFalse(guard.mayTick(2 * MS));
        assertTrue(guard.needsConfirmation());
        guard.confirm();
        assertTrue(guard.mayTick(3 * MS));
    }

    @Test
    void aRemovedServerNeverTicksAgain() {
        guard.remove();
        guard.confirm();
        guard.reachability(1, 0);
        assertFalse(guard.mayTick(0));
    }
}
