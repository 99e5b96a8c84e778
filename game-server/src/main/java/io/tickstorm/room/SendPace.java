package io.tickstorm.room;

/**
 * Decides which rooms of an overrun loop send only every second tick: frames are skipped before ticks become late. The
 * rooms whose ticks take longer than the mean begin; if that is not enough, all others follow. Time is a parameter.
 * Loop's thread only.
 */
final class SendPace {
    /** The share of the time that ticks may take; a single slow interval is a garbage collection, not an overrun. */
    private static final int BUSY_PER_CENT = 80;

    private static final int BUSY_INTERVALS = 3;
    /**
     * The share for returning to the full rate: half of the frames is about half of the work, so that the pace does not
     * oscillate.
     */
    private static final int CALM_PER_CENT = 40;

    private static final int CALM_S = 2;

    private final long tickIntervalNs;
    private final int calmIntervalsWanted;
    private int busyIntervals;
    private int calmIntervals;
    private Halved halved = Halved.NONE;

    private boolean hasBegun;
    private long beganNs;
    private long workedNs;
    private int rooms;
    private boolean isLate;
    private long meanTickNs;

    private enum Halved {
        NONE,
        SLOW_ROOMS,
        ALL
    }

    SendPace(int tickRate) {
        tickIntervalNs = 1_000_000_000L / tickRate;
        calmIntervalsWanted = CALM_S * tickRate;
    }

    /** Returns true if a room whose ticks take this long sends every second tick. */
    boolean halves(long roomTickNs) {
        return halved == Halved.ALL || (halved == Halved.SLOW_ROOMS && roomTickNs >= meanTickNs);
    }

    /**
     * Records the turn of a room.
     *
     * @param ticks that were due; more than one: it was late
     */
    void worked(long ticks, long durationNs) {
        workedNs += durationNs;
        rooms++;
        isLate |= ticks > 1;
    }

    /** Records the end of a turn of the loop; once per interval, decides about the pace. */
    void turned(long deadlineNs) {
        long tookNs = deadlineNs - beganNs;
        if (!hasBegun || tookNs >= tickIntervalNs) {
            if (hasBegun) {
                evaluate(tookNs);
            }
            hasBegun = true;
            beganNs = deadlineNs;
            workedNs = 0;
            rooms = 0;
            isLate = false;
        }
    }

    private void evaluate(long tookNs) {
        meanTickNs = workedNs / Math.max(1, rooms);
        long perCent = workedNs * 100 / tookNs;
        busyIntervals = isLate || perCent > BUSY_PER_CENT ? busyIntervals + 1 : 0;
        calmIntervals = !isLate && perCent < CALM_PER_CENT ? calmIntervals + 1 : 0;
        if (busyIntervals >= BUSY_INTERVALS) {
            halved = halved == Halved.NONE ? Halved.SLOW_ROOMS : Halved.ALL;
            busyIntervals = 0;
        } else if (calmIntervals >= calmIntervalsWanted) {
            halved = halved == Halved.ALL ? Halved.SLOW_ROOMS : Halved.NONE;
            calmIntervals = 0;
        }
    }
}
