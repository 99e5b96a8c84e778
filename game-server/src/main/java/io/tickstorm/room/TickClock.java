package io.tickstorm.room;

/**
 * Computes when ticks are due: absolute deadlines {@code t0 + k * interval}, so that errors do not accumulate. A late
 * loop simulates several ticks at once; beyond a limit the clock is shifted and the shift counted. Time is a parameter.
 * One thread.
 */
public final class TickClock {
    /** The most ticks simulated at once before the clock is shifted. */
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

    /** Returns the deadline of the next tick, in ns; same origin as the times passed in. */
    public long nextDeadlineNs() {
        return nextDeadlineNs;
    }

    /** Returns the ticks by which an overrun has moved the clock since the start. */
    public long shiftedTicks() {
        return shiftedTicks;
    }

    /** Returns {@link #ticksDue(long, int)} with the limit of {@link #CATCH_UP_TICKS_MAX}. */
    public int ticksDue(long nowNs) {
        return ticksDue(nowNs, CATCH_UP_TICKS_MAX);
    }

    /**
     * Returns the number of ticks to simulate now, and moves the deadline past them. The deadline of the last of them
     * is {@code nextDeadlineNs() - tickIntervalNs()} afterwards.
     *
     * @param max the most ticks to simulate at once, 1 to {@link #CATCH_UP_TICKS_MAX}; the clock is shifted by the rest
     */
    public int ticksDue(long nowNs, int max) {
        if (nowNs - nextDeadlineNs < 0) {
            return 0;
        }
        long due = (nowNs - nextDeadlineNs) / tickIntervalNs + 1;
        long over = Math.max(0, due - max);
        shiftedTicks += over;
        nextDeadlineNs += due * tickIntervalNs;
        return (int) (due - over);
    }
}
