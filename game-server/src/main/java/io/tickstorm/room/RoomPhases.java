package io.tickstorm.room;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Spreads the rooms of a loop over the tick interval. The interval is divided into phases of equal length, and a room
 * ticks at the same phase of each interval. A new room gets the phase with the least weight. So frames leave and inputs
 * arrive evenly, and the frames of one room do not wait for the ticks of all others.
 *
 * <pre>
 *   interval k                              interval k + 1
 *   |phase 0|phase 1|phase 2|  ...  |phase 9|phase 0|phase 1| ...
 *   room A,K room B  room C                  room A,K room B
 * </pre>
 *
 * Any thread may add a room; the rest belongs to the loop's thread.
 */
final class RoomPhases {
    /** The shortest phase. Below it, a wake-up costs more than an even load is worth. */
    private static final long PHASE_NS_MIN = 3_300_000L;

    private static final int PHASES_MAX = 16;

    private final int tickRate;
    private final List<Phase> phases = new ArrayList<>();

    /** The rooms that tick at one phase, and the deadlines of this phase. */
    static final class Phase {
        private final long startNs;
        private final TickClock clock;
        private final List<ScheduledRoom> rooms = new CopyOnWriteArrayList<>();

        private Phase(int tickRate, long startNs) {
            this.startNs = startNs;
            clock = new TickClock(tickRate, startNs);
        }

        /** Returns the next deadline, in ns. */
        long deadlineNs() {
            return clock.nextDeadlineNs();
        }

        /** Moves the deadline past this time. */
        void advance(long nowNs) {
            clock.ticksDue(nowNs);
        }

        /** Returns the number of rooms; another thread may add one at any time. */
        int size() {
            return rooms.size();
        }

        ScheduledRoom room(int index) {
            return rooms.get(index);
        }

        void remove(ScheduledRoom room) {
            rooms.remove(room);
        }

        private int weight() {
            int weight = 0;
            for (ScheduledRoom room : rooms) {
                weight += room.weight();
            }
            return weight;
        }
    }

    RoomPhases(int tickRate, long startNs) {
        this.tickRate = tickRate;
        long tickIntervalNs = 1_000_000_000L / tickRate;
        int count = (int) Math.max(1, Math.min(PHASES_MAX, tickIntervalNs / PHASE_NS_MIN));
        for (int i = 0; i < count; i++) {
            phases.add(new Phase(tickRate, startNs + tickIntervalNs * i / count));
        }
    }

    /** Adds a room at the phase with the least weight; its first tick is due within one interval. Any thread. */
    synchronized void add(Room room, long nowNs) {
        Phase phase = phases.get(lightest());
        long tickIntervalNs = phase.clock.tickIntervalNs();
        long untilPhaseNs = Math.floorMod(phase.startNs - nowNs, tickIntervalNs);
        phase.rooms.add(new ScheduledRoom(room, tickRate, nowNs + untilPhaseNs, phase.size() % 2 == 0));
    }

    /** Returns the phase with the least weight; of equals, the one farthest from the phases with rooms. */
    private int lightest() {
        int lightest = 0;
        for (int i = 1; i < phases.size(); i++) {
            int difference = phases.get(i).weight() - phases.get(lightest).weight();
            if (difference < 0 || (difference == 0 && distance(i) > distance(lightest))) {
                lightest = i;
            }
        }
        return lightest;
    }

    /** Returns the distance of a phase from the next one with a larger weight, in phases; around the interval. */
    private int distance(int phase) {
        int weight = phases.get(phase).weight();
        for (int distance = 1; distance < phases.size(); distance++) {
            int before = phases.get((phase - distance + phases.size()) % phases.size())
                    .weight();
            int after = phases.get((phase + distance) % phases.size()).weight();
            if (Math.max(before, after) > weight) {
                return distance;
            }
        }
        return phases.size();
    }

    /**
     * Returns the phase with the earliest deadline. Phases without rooms are skipped, except the first: the loop has a
     * turn in each interval.
     */
    Phase next(long nowNs) {
        Phase next = phases.get(0);
        for (int i = 1; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            if (phase.size() == 0) {
                phase.advance(nowNs);
            } else if (phase.deadlineNs() - next.deadlineNs() < 0) {
                next = phase;
            }
        }
        return next;
    }

    /** Removes a room; returns false if this loop does not tick it. */
    boolean remove(Room room) {
        for (Phase phase : phases) {
            if (phase.rooms.removeIf(scheduled -> scheduled.room() == room)) {
                return true;
            }
        }
        return false;
    }

    /** Returns true if this loop ticks the room. Any thread. */
    boolean holds(Room room) {
        return rooms().contains(room);
    }

    /** Returns all rooms at this moment. Any thread. */
    List<Room> rooms() {
        List<Room> all = new ArrayList<>();
        for (Phase phase : phases) {
            for (ScheduledRoom scheduled : phase.rooms) {
                all.add(scheduled.room());
            }
        }
        return all;
    }

    /** Returns the expected load of all rooms: their seats. Any thread. */
    int weight() {
        int weight = 0;
        for (Phase phase : phases) {
            weight += phase.weight();
        }
        return weight;
    }
}
