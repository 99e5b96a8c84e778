package io.tickstorm.metrics;

/** The largest value of the last one to two windows; reading does not reset it. Time is a parameter. Any thread. */
final class RecentMax {
    private static final long WINDOW_NS = 2_000_000_000L;

    private final long windowNs;
    private long window = Long.MIN_VALUE;
    private long present;
    private long before;

    /** Creates a maximum with windows of two seconds. */
    RecentMax() {
        this(WINDOW_NS);
    }

    RecentMax(long windowNs) {
        this.windowNs = windowNs;
    }

    synchronized void observe(long value, long nowNs) {
        turn(nowNs);
        present = Math.max(present, value);
    }

    /** Returns the largest value; 0 without values. */
    synchronized long at(long nowNs) {
        turn(nowNs);
        return Math.max(present, before);
    }

    private void turn(long nowNs) {
        long now = Math.floorDiv(nowNs, windowNs);
        if (now > window) {
            before = now == window + 1 ? present : 0;
            present = 0;
            window = now;
        }
    }
}
