package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RoomPhasesTest {
    private static final int RATE = 30;
    private static final long TICK_INTERVAL_NS = 1_000_000_000L / RATE;
    private static final long MS = 1_000_000;
    private static final long START_NS = 5_000 * MS;

    private final RoomPhases phases = new RoomPhases(RATE, START_NS);
    private final ServerMetrics metrics = new ServerMetrics();

    @Test
    void tenRoomsTickAtTenPhases() {
        for (int i = 0; i < 10; i++) {
            phases.add(room(4), START_NS);
        }
        Map<Long, Integer> ticks = ticksOfAnInterval();
        assertEquals(10, ticks.size(), ticks.toString());
        assertTrue(ticks.values().stream().allMatch(rooms -> rooms == 1), ticks.toString());
    }

    @Test
    void twoRoomsTickHalfAnIntervalApart() {
        phases.add(room(4), START_NS);
        phases.add(room(4), START_NS);
        List<Long> deadlines = List.copyOf(ticksOfAnInterval().keySet());
        assertEquals(TICK_INTERVAL_NS / 2, deadlines.get(1) - deadlines.get(0));
    }

    @Test
    void aNewRoomGetsThePhaseWithTheFewestSeats() {
        phases.add(room(100), START_NS);
        for (int i = 0; i < 18; i++) {
            phases.add(room(4), START_NS);
        }
        Map<Long, Integer> ticks = ticksOfAnInterval();
        assertEquals(1, ticks.values().stream().filter(rooms -> rooms == 1).count(), "the large room is alone");
        assertEquals(9, ticks.values().stream().filter(rooms -> rooms == 2).count(), ticks.toString());
    }

    @Test
    void aRoomThatStartsLaterKeepsAnAbsoluteDeadline() {
        phases.add(room(4), START_NS);
        phases.add(room(4), START_NS);
        Room late = room(4);
        long addedNs = START_NS + 1_234_567_891L;
        phases.add(late, addedNs);
        long untilNs = START_NS + 100 * TICK_INTERVAL_NS;
        for (RoomPhases.Phase phase = phases.next(START_NS);
                phase.deadlineNs() < untilNs;
                phase = phases.next(phase.deadlineNs())) {
            long nowNs = phase.deadlineNs();
            phase.advance(nowNs);
            for (int i = 0; i < phase.size(); i++) {
                ScheduledRoom scheduled = phase.room(i);
                if (scheduled.room() == late && scheduled.ticksDue(nowNs) > 0) {
                    assertTrue(scheduled.lastDeadlineNs() >= addedNs, "no tick is due before the room exists");
                    assertEquals(nowNs, scheduled.lastDeadlineNs());
                }
            }
        }
    }

    @Test
    void aLoopWithoutRoomsHasATurnInEachInterval() {
        RoomPhases.Phase first = phases.next(START_NS);
        long deadlineNs = first.deadlineNs();
        first.advance(deadlineNs);
        assertEquals(deadlineNs + TICK_INTERVAL_NS, phases.next(deadlineNs).deadlineNs());
    }

    @Test
    void aPhaseThatWasEmptyForLongIsNotLate() {
        long nowNs = START_NS + 3_600_000 * MS;
        phases.next(nowNs).advance(nowNs);
        phases.next(nowNs);
        phases.add(room(4), nowNs);
        phases.add(room(4), nowNs);
        phases.add(room(4), nowNs);
        assertTrue(phases.next(nowNs).deadlineNs() - nowNs >= 0);
    }

    @Test
    void aRemovedRoomFreesItsPhase() {
        Room first = room(4);
        phases.add(first, START_NS);
        assertTrue(phases.holds(first));
        assertEquals(4, phases.weight());
        assertTrue(phases.remove(first));
        assertFalse(phases.remove(first));
        assertEquals(0, phases.weight());
        assertEquals(List.of(), phases.rooms());
    }

    @Test
    void fastRatesHaveFewerPhases() {
        RoomPhases fast = new RoomPhases(128, START_NS);
        for (int i = 0; i < 4; i++) {
            fast.add(room(4), START_NS);
        }
        assertEquals(2, fast.next(START_NS).size(), "phases of less than 3.3 ms would only cost wake-ups");
    }

    /** Returns the number of rooms that tick at each deadline of the second interval. */
    private SortedMap<Long, Integer> ticksOfAnInterval() {
        long toNs = START_NS + 2 * TICK_INTERVAL_NS;
        SortedMap<Long, Integer> ticks = new TreeMap<>();
        long nowNs = START_NS;
        while (true) {
            RoomPhases.Phase phase = phases.next(nowNs);
            if (phase.deadlineNs() >= toNs) {
                return ticks;
            }
            nowNs = Math.max(nowNs, phase.deadlineNs());
            phase.advance(nowNs);
            for (int i = 0; i < phase.size(); i++) {
                if (phase.room(i).ticksDue(nowNs) > 0) {
                    ticks.merge(phase.room(i).lastDeadlineNs(), 1, Integer::sum);
                }
            }
        }
    }

    private Room room(int seats) {
        RoomSettings settings = new RoomSettings(RATE, seats, 0, 3, 60_000, 10_000, 30_000, 30_000);
        RoomIdentity identity = new RoomIdentity("ROOM", 1, true, true);
        return new Room(identity, settings, new RoomTest.NoTokens(), metrics);
    }
}
