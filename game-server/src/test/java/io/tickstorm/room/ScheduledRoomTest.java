package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import org.junit.jupiter.api.Test;

/** Tests the clock and the pace of one room, in virtual time. */
class ScheduledRoomTest {
    private static final long MS = 1_000_000;
    private static final long TICK_INTERVAL_NS = 10 * MS;

    @Test
    void aLateRoomCatchesUpWithFourTicks() {
        ScheduledRoom fast = scheduled();
        worked(fast, MS);
        assertEquals(4, fast.ticksDue(45 * MS));
        assertEquals(0, fast.shiftedTicks());
        assertEquals(40 * MS, fast.lastDeadlineNs());
    }

    @Test
    void aSlowRoomCatchesUpWithWhatFitsIntoAnInterval() {
        ScheduledRoom slow = scheduled();
        worked(slow, 4 * MS);
        assertEquals(2, slow.ticksDue(45 * MS));
        assertEquals(2, slow.shiftedTicks(), "it gives up the others, so that the other rooms are not late");
    }

    @Test
    void aRoomSlowerThanItsIntervalTicksOnceATurn() {
        ScheduledRoom slow = scheduled();
        worked(slow, 12 * MS);
        assertEquals(1, slow.ticksDue(45 * MS));
    }

    @Test
    void oneSlowTickDoesNotMakeARoomSlow() {
        ScheduledRoom fast = scheduled();
        worked(fast, MS);
        fast.worked(1, 900 * MS);
        assertEquals(4, fast.ticksDue(45 * MS));
    }

    @Test
    void aRoomOfUnknownCostTicksOnceATurn() {
        assertEquals(1, scheduled().ticksDue(45 * MS));
    }

    @Test
    void aFrozenRoomGivesUpItsTicksAndReportsItOnce() {
        ScheduledRoom frozen = scheduled();
        frozen.freeze(45 * MS);
        assertEquals(0, frozen.ticksDue(49 * MS));
        assertEquals(1, frozen.ticksDue(50 * MS));
        assertTrue(frozen.pollFrozen());
        assertFalse(frozen.pollFrozen());
    }

    @Test
    void aHalvedRoomSendsEverySecondTick() {
        ScheduledRoom room = scheduled();
        assertTrue(room.sends(true));
        assertFalse(room.sends(true));
        assertTrue(room.sends(true));
        assertTrue(room.sends(false));
        assertTrue(room.sends(false));
    }

    /** Two clocks on one thread, in virtual time: one room needs 25 ms a tick, the other one 1 ms. */
    @Test
    void aSlowRoomDoesNotShiftTheClockOfAnother() {
        ScheduledRoom slow = scheduled();
        ScheduledRoom fast = scheduled();
        worked(fast, MS);
        long nowNs = TICK_INTERVAL_NS;
        int ticks = 0;
        while (nowNs < 10_000 * MS) {
            nowNs += 25 * MS * run(slow, nowNs, 25 * MS);
            int due = run(fast, nowNs, MS);
            ticks += due;
            nowNs += due * MS;
        }
        assertTrue(slow.shiftedTicks() > 500, slow.shiftedTicks() + " ticks");
        assertEquals(0, fast.shiftedTicks());
        assertTrue(ticks > 990, ticks + " of 1,000 ticks");
    }

    private static int run(ScheduledRoom room, long nowNs, long tickNs) {
        int due = room.ticksDue(nowNs);
        if (due > 0) {
            room.worked(due, due * tickNs);
        }
        return due;
    }

    private static void worked(ScheduledRoom room, long tickNs) {
        room.worked(1, tickNs);
        room.worked(1, tickNs);
    }

    private static ScheduledRoom scheduled() {
        RoomSettings settings = new RoomSettings(100, 2, 0, 3, 60_000, 10_000, 30_000, 30_000);
        RoomIdentity identity = new RoomIdentity("ROOM", 1, true, true);
        Room room = new Room(identity, settings, new RoomTest.NoTokens(), new ServerMetrics());
        return new ScheduledRoom(room, 100, TICK_INTERVAL_NS, false);
    }
}
