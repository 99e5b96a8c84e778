package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TickClockTest {
    private static final long MS = 1_000_000;
    private final TickClock clock = new TickClock(100, 0);

    @Test
    void nothingIsDueBeforeTheDeadline() {
        assertEquals(0, clock.ticksDue(10 * MS - 1));
        assertEquals(1, clock.ticksDue(10 * MS));
    }

    @Test
    void deadlinesDoNotDriftWithLateness() {
        clock.ticksDue(13 * MS);
        assertEquals(20 * MS, clock.nextDeadlineNs());
        clock.ticksDue(29 * MS);
        assertEquals(30 * MS, clock.nextDeadlineNs());
    }

    @Test
    void catchesUpFourTicksAtOnce() {
        assertEquals(4, clock.ticksDue(45 * MS));
        assertEquals(0, clock.shiftedTicks());
        assertEquals(50 * MS, clock.nextDeadlineNs());
    }

    @Test
    void shiftsTheClockBeyondThatAndCountsIt() {
        assertEquals(4, clock.ticksDue(105 * MS));
        assertEquals(6, clock.shiftedTicks());
        assertEquals(110 * MS, clock.nextDeadlineNs());
    }

    @Test
    void aStallOfTenSecondsIsOverAfterOneTurn() {
        long nowNs = 10_000 * MS;
        assertEquals(4, clock.ticksDue(nowNs));
        int turns = 0;
        for (long deadlineNs = clock.nextDeadlineNs(); turns < 100; deadlineNs = clock.nextDeadlineNs()) {
            nowNs = Math.max(deadlineNs, nowNs + 9 * MS);
            assertEquals(1, clock.ticksDue(nowNs), "turn " + turns++);
        }
        assertEquals(996, clock.shiftedTicks());
    }

    @Test
    void aLoopThatIsAlwaysTooSlowFallsBehindNoFurther() {
        long nowNs = 0;
        for (int turn = 0; turn < 1_000; turn++) {
            nowNs = Math.max(nowNs, clock.nextDeadlineNs());
            // Each tick takes one and a half of its time.
            nowNs += clock.ticksDue(nowNs) * 15L * MS;
            assertTrue(nowNs - clock.nextDeadlineNs() <= 60 * MS, "after turn " + turn);
        }
    }

    @Test
    void anOverflowOfNanoTimeHasNoEffect() {
        TickClock late = new TickClock(100, Long.MAX_VALUE - 5 * MS);
        assertEquals(0, late.ticksDue(Long.MAX_VALUE));
        assertEquals(1, late.ticksDue(Long.MIN_VALUE + 6 * MS));
    }
}
