package io.tickstorm.room;

/**
 * Tells when ticks are due: absolute deadlines {@code t0 + k * interval}, so that no error adds up. A loop that is
 * behind simulates up to four ticks at once; beyond that the clock is shifted and the shift counted. Time is a
 * parameter; one thread.
 */
public final class TickClock {
    /** Ticks simulated at once before the clock gives way. */
    public static final int CATCH_UP_TICKS_MAX = 4;

    private final long tickIntervalNs;
    private long nextDeadlineNs;
    private long shiftedTicks;

    public TickClock(int tickRate, long startNs) {
        tickIntervalNs = 1_000_000_000L / tickRate;
        nextDeadlineNs = startNs + tickIntervalNs;
    }

    /** Returns the time from one tick to the next, in ns. */
    public long tickIntervalNs() {
        return tickIntervalNs;
    }

    /** Returns the time at which the next tick is due, in ns; of the same origin as the times passed in. */
    public long nextDeadlineNs() {
        return nextDeadlineNs;
    }

    /** Returns the ticks by which an overrun has moved the clock since the start. */
    public long shiftedTicks() {
        return shiftedTicks;
    }

    /**
     * Returns how many ticks to simulate now, 0 to 4, and moves the deadline past them. The deadline of the last of
     * them is {@code nextDeadlineNs() - tickIntervalNs()} afterwards.
     */
    public int ticksDue(long nowNs) {
        if (nowNs - nextDeadlineNs < 0) {
            return 0;
        }
        long due = (nowNs - nextDeadlineNs) / tickIntervalNs + 1;
        long over = Math.max(0, due - CATCH_UP_TICKS_MAX);
        shiftedTicks += over;
        nextDeadlineNs += due * tickIntervalNs;
        return (int) (due - over);
    }
}
