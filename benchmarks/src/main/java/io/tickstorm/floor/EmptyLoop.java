package io.tickstorm.floor;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A tick loop with nothing in it: absolute deadlines, parkNanos until each. What it is late by, the machine is. Prints
 * a quantile of that in microseconds. Main thread. Arguments: ticks a second, seconds, quantile in percent.
 */
public final class EmptyLoop {
    private static final long HIGHEST_US = 10_000_000;

    private EmptyLoop() {}

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
