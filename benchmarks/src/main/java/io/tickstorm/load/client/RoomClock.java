package io.tickstorm.load.client;

/**
 * When the ticks of a room happen, as told by its fastest snapshots: no clock is shared with the server, so it may be
 * another machine. The baseline is the smallest (arrival - tick * interval) of any player of the room, taken where the
 * bytes left the real socket, over the present and the last half minute: old ones are forgotten because clocks drift.
 * The swarm's thread.
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

    void arrived(int tick, long nowNs) {
        if (nowNs - windowEndNs >= 0 || windowEndNs == Long.MIN_VALUE) {
            beforeNs = presentNs;
            presentNs = Long.MAX_VALUE;
            windowEndNs = nowNs + WINDOW_NS;
        }
        presentNs = Math.min(presentNs, nowNs - tick * tickIntervalNs);
    }

    /** How much later than the fastest one a snapshot came. */
    long ageNs(int tick, long nowNs) {
        return nowNs - tick * tickIntervalNs - baselineNs();
    }

    /** The tick, with a fraction, whose snapshot would arrive now if it were one of the fastest. */
    double tickAt(long nowNs) {
        return (nowNs - baselineNs()) / (double) tickIntervalNs;
    }

    private long baselineNs() {
        return Math.min(presentNs, beforeNs);
    }
}
