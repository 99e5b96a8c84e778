package io.tickstorm.load.proxy;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The figures of a proxy in the present second and since its start. The proxy's thread only. */
final class ProxyFigures {
    private static final long HIGHEST_US = 60_000_000;

    /** Delay from the arrival of bytes over the link to their delivery, caused by the proxy itself. */
    private final Histogram lateUs = new Histogram(HIGHEST_US, 2);

    private int open;
    private long accepted;
    private long unreachable;
    private long upBytes;
    private long downBytes;
    private long heldBackCount;

    void opened() {
        open++;
        accepted++;
    }

    void closed() {
        open--;
    }

    void unreachable() {
        unreachable++;
    }

    /** Counts a full queue, whose sender must wait. */
    void heldBack() {
        heldBackCount++;
    }

    void delivered(boolean up, int bytes, long lateNs) {
        upBytes += up ? bytes : 0;
        downBytes += up ? 0 : bytes;
        lateUs.recordValue(Math.max(0, Math.min(HIGHEST_US, lateNs / 1_000)));
    }

    long accepted() {
        return accepted;
    }

    /** Returns a line about the second that ends, and begins the next one. */
    String second(long second, long heldBytes) {
        String line = String.format(
                Locale.ROOT,
                "%4d s  %d open, %d accepted, %d unreachable   up %.1f kB/s, down %.1f kB/s, on the way %.1f kB   "
                        + "held back %d times   proxy late by p50 %.1f, p99 %.1f ms",
                second,
                open,
                accepted,
                unreachable,
                upBytes / 1e3,
                downBytes / 1e3,
                heldBytes / 1e3,
                heldBackCount,
                lateUs.getValueAtPercentile(50) / 1e3,
                lateUs.getValueAtPercentile(99) / 1e3);
        upBytes = 0;
        downBytes = 0;
        heldBackCount = 0;
        lateUs.reset();
        return line;
    }
}
