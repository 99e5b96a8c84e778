package io.tickstorm.room;

/**
 * Chooses how often an overrun loop sends: it skips frames before ticks become late. Time is a parameter. One thread.
 */
final class SendPace {
    /** The share of the interval that a tick may take; a single slow tick is a garbage collection, not an overrun. */
    private static final int BUSY_PER_CENT = 80;

    private static final int BUSY_TICKS = 3;
    /**
     * The share for returning to the full rate: half of the frames is about half of the work, so that the pace does not
     * oscillate.
     */
    private static final int CALM_PER_CENT = 40;

    private static final int CALM_S = 2;

    private final long busyNs;
    private final long calmNs;
    private final int calmTicksWanted;
    private int busyTicks;
    private int calmTicks;
    private boolean halved;
    private boolean sentLast;

    SendPace(int tickRate) {
        long tickIntervalNs = 1_000_000_000L / tickRate;
        busyNs = tickIntervalNs * BUSY_PER_CENT / 100;
        calmNs = tickIntervalNs * CALM_PER_CENT / 100;
        calmTicksWanted = CALM_S * tickRate;
    }

    /** Returns true if the current tick ends with frames; call once per turn of the loop. */
    boolean sends() {
        sentLast = !halved || !sentLast;
        return sentLast;
    }

    /**
     * Records the duration of a turn of the loop.
     *
     * @param ticks simulated in it; more than one: it was late
     */
    void worked(int ticks, long durationNs) {
        busyTicks = ticks > 1 || durationNs > busyNs ? busyTicks + 1 : 0;
        calmTicks = ticks == 1 && durationNs < calmNs ? calmTicks + 1 : 0;
        if (busyTicks >= BUSY_TICKS) {
            halved = true;
        } else if (calmTicks >= calmTicksWanted) {
            halved = false;
        }
    }

    boolean isHalved() {
        return halved;
    }
}
