package io.tickstorm.room;

/**
 * A room of a loop with its own clock and pace, so that a slow room moves no other room's clock. Loop's thread only,
 * except the room and its weight.
 */
final class ScheduledRoom {
    private final Room room;
    private final TickClock clock;
    private boolean isFrozen;
    private boolean sentLast;
    /** The duration of a tick; a whole interval until two are known. */
    private long newestTickNs;

    private long tickBeforeNs;

    /**
     * Schedules a room.
     *
     * @param firstDeadlineNs the deadline of its first tick
     * @param sentLast decides which ticks send frames when the loop sends every second one
     */
    ScheduledRoom(Room room, int tickRate, long firstDeadlineNs, boolean sentLast) {
        this.room = room;
        this.sentLast = sentLast;
        long tickIntervalNs = 1_000_000_000L / tickRate;
        clock = new TickClock(tickRate, firstDeadlineNs - tickIntervalNs);
        newestTickNs = tickIntervalNs;
        tickBeforeNs = tickIntervalNs;
    }

    /** Returns the room. Any thread. */
    Room room() {
        return room;
    }

    /** Returns the expected load of the room: its seats. Any thread. */
    int weight() {
        return room.environment().settings().seats();
    }

    /** Returns the time that a tick takes, in ns: of the last two the shorter, since a pause of the JVM is rare. */
    long tickNs() {
        return Math.min(newestTickNs, tickBeforeNs);
    }

    /** Skips the ticks until now, because the room may not tick. */
    void freeze(long nowNs) {
        clock.ticksDue(nowNs);
        isFrozen = true;
    }

    /**
     * Returns the number of ticks to simulate now. A late room catches up with as many ticks as fit into one interval,
     * so that it delays the others for about one interval at most.
     */
    int ticksDue(long nowNs) {
        long fit = clock.tickIntervalNs() / Math.max(1, tickNs());
        return clock.ticksDue(nowNs, (int) Math.max(1, Math.min(TickClock.CATCH_UP_TICKS_MAX, fit)));
    }

    /** Returns the ticks by which the clock was shifted since the start. */
    long shiftedTicks() {
        return clock.shiftedTicks();
    }

    /** Returns the deadline of the newest tick that was due. */
    long lastDeadlineNs() {
        return clock.nextDeadlineNs() - clock.tickIntervalNs();
    }

    /** Returns true if the room was frozen until now; resets it. */
    boolean pollFrozen() {
        boolean wasFrozen = isFrozen;
        isFrozen = false;
        return wasFrozen;
    }

    /**
     * Returns true if the current tick ends with frames.
     *
     * @param halves true to send every second tick
     */
    boolean sends(boolean halves) {
        sentLast = !halves || !sentLast;
        return sentLast;
    }

    /** Records the duration of a number of ticks. */
    void worked(int ticks, long durationNs) {
        tickBeforeNs = newestTickNs;
        newestTickNs = durationNs / ticks;
    }
}
