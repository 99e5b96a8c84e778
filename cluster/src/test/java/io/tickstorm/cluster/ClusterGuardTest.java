package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
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
    void eachFreezeIsTimedAndRecordedWithItsCause() throws IOException {
        try (MoveRecording recording = new MoveRecording()) {
            guard.mayTick(0);
            guard.mayTick(2_000 * MS);
            guard.mayTick(2_500 * MS);
            guard.confirm();
            guard.mayTick(3_000 * MS);
            assertEquals(1, guard.freezes().frozenS(), 1e-9, "from the first tick withheld to the first that ran");
            guard.reachability(2, 1);
            guard.mayTick(3_100 * MS);
            guard.mayTick(3_300 * MS);
            assertEquals(1.2, guard.freezes().frozenS(), 1e-9, "a freeze counts while it lasts");
            guard.remove();
            List<RecordedEvent> events = recording.events(MoveRecording.FROZEN);
            assertEquals(
                    List.of("stalled 2", "isolated 2"),
                    events.stream()
                            .map(event -> event.getString("cause") + " " + event.getLong("ticks"))
                            .toList());
        }
    }

    @Test
    void aRemovedServerNeverTicksAgain() {
        guard.remove();
        guard.confirm();
        guard.reachability(1, 0);
        assertFalse(guard.mayTick(0));
    }
}
