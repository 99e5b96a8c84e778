package io.tickstorm.metrics;

/** The largest value of the last one to two windows, however often it is asked for. Any thread; time is a parameter. */
final class RecentMax {
    private static final long WINDOW_NS = 2_000_000_000L;

    private final long windowNs;
    private long window = Long.MIN_VALUE;
    private long present;
    private long before;

    /** With windows of two seconds. */
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

    /** 0 if there was none. */
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
