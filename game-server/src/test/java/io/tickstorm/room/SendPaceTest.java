package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SendPaceTest {
    private static final long MS = 1_000_000;

    private final SendPace pace = new SendPace(30);

    @Test
    void sendsEveryTickWhileThereIsTime() {
        assertEquals(100, sent(100, 1, 20 * MS));
    }

    @Test
    void threeBusyTicksInARowHalveTheRate() {
        sent(2, 1, 30 * MS);
        assertFalse(pace.isHalved(), "a garbage collection is not an overrun");
        sent(1, 1, 20 * MS);
        sent(3, 1, 30 * MS);
        assertTrue(pace.isHalved());
        assertEquals(50, sent(100, 1, 20 * MS));
    }

    @Test
    void aLateTickCountsAsBusy() {
        sent(3, 2, MS);
        assertTrue(pace.isHalved());
    }

    @Test
    void twoCalmSecondsRestoreIt() {
        sent(3, 1, 30 * MS);
        sent(59, 1, 5 * MS);
        assertTrue(pace.isHalved());
        sent(1, 1, 20 * MS);
        sent(59, 1, 5 * MS);
        assertTrue(pace.isHalved(), "the seconds must be consecutive");
        sent(1, 1, 5 * MS);
        assertFalse(pace.isHalved());
        assertEquals(10, sent(10, 1, 5 * MS));
    }

    /** Runs a loop in virtual time whose step takes 14 ms and whose frames take 22: 36 ms of the available 33. */
    @Test
    void anOverrunLoopKeepsItsTicksAndSendsHalf() {
        TickClock clock = new TickClock(30, 0);
        long nowNs = 0;
        int ticks = 0;
        int frames = 0;
        while (nowNs < 60_000 * MS) {
            nowNs = Math.max(nowNs, clock.nextDeadlineNs());
            int due = clock.ticksDue(nowNs);
            boolean sends = pace.sends();
            long durationNs = due * (14 * MS) + (sends ? 22 * MS : 0);
            pace.worked(due, durationNs);
            nowNs += durationNs;
            ticks += due;
            frames += sends ? 1 : 0;
        }
        assertEquals(0, clock.shiftedTicks());
        assertTrue(Math.abs(ticks - 1_800) <= 2, ticks + " ticks");
        assertTrue(Math.abs(2 * frames - ticks) <= 120, frames + " frames");
    }

    private int sent(int turns, int ticks, long durationNs) {
        int sent = 0;
        for (int i = 0; i < turns; i++) {
            sent += pace.sends() ? 1 : 0;
            pace.worked(ticks, durationNs);
        }
        return sent;
    }
}
