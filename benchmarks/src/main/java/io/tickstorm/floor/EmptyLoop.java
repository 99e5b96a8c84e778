package io.tickstorm.floor;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Runs an empty tick loop: absolute deadlines, parkNanos until each. Its lateness is the machine's. Prints a percentile
 * of it in microseconds. Main thread.
 */
public final class EmptyLoop {
    private static final long HIGHEST_US = 10_000_000;

    private EmptyLoop() {}

    /** Runs the loop. The arguments are ticks a second, seconds, and the percentile. */
    public static void main(String[] args) {
        long tickIntervalNs = 1_000_000_000L / Integer.parseInt(args[0]);
        Histogram lateUs = new Histogram(HIGHEST_US, 3);
        long startNs = System.nanoTime();
        long endNs = startNs + 1_000_000_000L * Integer.parseInt(args[1]);
        for (long deadlineNs = startNs; deadlineNs < endNs; deadlineNs += tickIntervalNs) {
            long waitNs = deadlineNs - System.nanoTime();
            while (waitNs > 0) {
                LockSupport.parkNanos(waitNs);
                waitNs = deadlineNs - System.nanoTime();
            }
            lateUs.recordValue(Math.min(HIGHEST_US, -waitNs / 1000));
        }
        System.out.println(lateUs.getValueAtPercentile(Double.parseDouble(args[2])));
    }
}
