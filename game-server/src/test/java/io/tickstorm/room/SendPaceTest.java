package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SendPaceTest {
    private static final long MS = 1_000_000;
    private static final long TICK_INTERVAL_NS = 1_000_000_000L / 30;
    private static final long LIGHT_NS = MS;
    private static final long HEAVY_NS = 20 * MS;

    private final SendPace pace = new SendPace(30);
    private long intervals;

    @Test
    void sendsEveryTickWhileThereIsTime() {
        run(100, 1, 20 * MS);
        assertFalse(pace.halves(HEAVY_NS));
    }

    @Test
    void threeBusyIntervalsInARowHalveTheRateOfSlowRooms() {
        run(2, 1, 30 * MS);
        run(1, 1, 20 * MS);
        assertFalse(pace.halves(HEAVY_NS), "a garbage collection is not an overrun");
        run(3, 1, 30 * MS);
        assertTrue(pace.halves(30 * MS));
        assertFalse(pace.halves(LIGHT_NS), "a light room keeps its rate while the slow ones may be enough");
    }

    @Test
    void ifSlowRoomsAreNotEnoughAllOthersFollow() {
        run(6, 1, 30 * MS);
        assertTrue(pace.halves(LIGHT_NS));
    }

    @Test
    void aLateTickCountsAsBusy() {
        run(3, 2, MS);
        assertTrue(pace.halves(MS));
    }

    @Test
    void theWorkOfAllPhasesOfAnIntervalCounts() {
        for (int i = 0; i < 40; i++) {
            pace.turned(i * TICK_INTERVAL_NS / 10);
            pace.worked(1, 3 * MS);
        }
        assertTrue(pace.halves(3 * MS), "10 phases of 3 ms each need 30 ms of 33");
    }

    @Test
    void twoCalmSecondsRestoreOneStep() {
        run(6, 1, 30 * MS);
        run(59, 1, 5 * MS);
        assertTrue(pace.halves(LIGHT_NS));
        run(1, 1, 20 * MS);
        run(59, 1, 5 * MS);
        assertTrue(pace.halves(LIGHT_NS), "the seconds must be consecutive");
        run(1, 1, 5 * MS);
        assertFalse(pace.halves(LIGHT_NS));
        assertTrue(pace.halves(HEAVY_NS));
        run(60, 1, 5 * MS);
        assertFalse(pace.halves(HEAVY_NS));
    }

    /** Runs a loop in virtual time whose step takes 14 ms and whose frames take 22: 36 ms of the available 33. */
    @Test
    void anOverrunLoopKeepsItsTicksAndSendsHalf() {
        TickClock clock = new TickClock(30, 0);
        boolean sends = false;
        long nowNs = 0;
        int ticks = 0;
        int frames = 0;
        while (nowNs < 60_000 * MS) {
            long deadlineNs = clock.nextDeadlineNs();
            nowNs = Math.max(nowNs, deadlineNs);
            int due = clock.ticksDue(nowNs);
            sends = !pace.halves(36 * MS) || !sends;
            long durationNs = due * (14 * MS) + (sends ? 22 * MS : 0);
            pace.worked(due, durationNs);
            pace.turned(deadlineNs);
            nowNs += durationNs;
            ticks += due;
            frames += sends ? 1 : 0;
        }
        assertEquals(0, clock.shiftedTicks());
        assertTrue(Math.abs(ticks - 1_800) <= 2, ticks + " ticks");
        assertTrue(Math.abs(2 * frames - ticks) <= 120, frames + " frames");
    }

    /** Runs a number of intervals in which one room has a turn. */
    private void run(int count, int ticks, long durationNs) {
        for (int i = 0; i < count; i++) {
            pace.turned(intervals++ * TICK_INTERVAL_NS);
            pace.worked(ticks, durationNs);
            pace.turned(intervals * TICK_INTERVAL_NS);
        }
    }
}
