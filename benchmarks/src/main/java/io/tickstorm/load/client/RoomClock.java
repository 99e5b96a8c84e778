package io.tickstorm.load.client;

/**
 * Estimates when the ticks of a room happen, from its fastest snapshots. It does not share a clock with the server, so
 * the server may be another machine. The baseline is the smallest (arrival - tick * interval) of any player of the
 * room, at the real socket, over the present and the previous half minute. Older ones are forgotten because clocks
 * drift. The generator's thread only.
 */
final class RoomClock {
    private static final long WINDOW_NS = 30_000_000_000L;

    private final long tickIntervalNs;
    private long windowEndNs = Long.MIN_VALUE;
    private long presentNs = Long.MAX_VALUE;
    private long beforeNs = Long.MAX_VALUE;

    RoomClock(long tickIntervalNs) {
        this.tickIntervalNs = tickIntervalNs;
    }

    long tickIntervalNs() {
        return tickIntervalNs;
    }

    /** Records the arrival of a snapshot at the real socket. */
    void arrived(int tick, long nowNs) {
        if (nowNs - windowEndNs >= 0 || windowEndNs == Long.MIN_VALUE) {
            beforeNs = presentNs;
            presentNs = Long.MAX_VALUE;
            windowEndNs = nowNs + WINDOW_NS;
        }
        presentNs = Math.min(presentNs, nowNs - tick * tickIntervalNs);
    }

    /** Returns how much later than the fastest one a snapshot arrived, in ns. */
    long ageNs(int tick, long nowNs) {
        return nowNs - tick * tickIntervalNs - baselineNs();
    }

    /** Returns the tick, with a fraction, whose snapshot would arrive now if it were one of the fastest. */
    double tickAt(long nowNs) {
        return (nowNs - baselineNs()) / (double) tickIntervalNs;
    }

    private long baselineNs() {
        return Math.min(presentNs, beforeNs);
    }
}
