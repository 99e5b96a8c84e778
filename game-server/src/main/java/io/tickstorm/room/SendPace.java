package io.tickstorm.room;

/**
 * Chooses how often an overrun loop sends: it leaves out frames before a tick would have to be late. One thread; time
 * is a parameter.
 */
final class SendPace {
    /** A tick may take this share of its interval; one slow tick is a collection of garbage, no overrun. */
    private static final int BUSY_PER_CENT = 80;

    private static final int BUSY_TICKS = 3;
    /** Half of the frames is about half of the work, so that going back does not lead straight back here. */
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

    /** Returns true if the tick that is simulated now ends with frames; once for each turn of the loop. */
    boolean sends() {
        sentLast = !halved || !sentLast;
        return sentLast;
    }

    /**
     * Takes in the duration of a turn of the loop.
     *
     * @param ticks simulated in it; more than one: it came late
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
