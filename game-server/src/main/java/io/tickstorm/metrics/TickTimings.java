package io.tickstorm.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;

/**
 * Measures the time from the deadline of a tick until its last frame was passed to the kernel: the delay that the
 * server adds. I/O threads report their writes.
 */
public final class TickTimings {
    private static final double LOWEST_S = 0.0001;
    private static final double HIGHEST_S = 1;
    /** Buckets to a factor of ten: each is 1.2 times the one before, so that a quantile read from them is close. */
    private static final int BUCKETS_PER_DECADE = 12;

    private final DistributionDataPoint written;
    private final RecentMax recentMax = new RecentMax();

    TickTimings(PrometheusRegistry registry) {
        written = Histogram.builder()
                .name("tickstorm_tick_written_seconds")
                .help("Time from the deadline of a tick to the end of the last write of its frames, by I/O thread")
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(bounds())
                .register(registry);
        GaugeWithCallback.builder()
                .name("tickstorm_tick_written_recent_max_seconds")
                .help("The longest such time in the last 2 to 4 seconds")
                .callback(gauge -> gauge.call(recentMax.at(System.nanoTime()) / 1e9))
                .register(registry);
    }

    /** Records that the frames of the ticks with this deadline have been written. Called by an I/O thread. */
    public void written(long deadlineNs, long nowNs) {
        long tookNs = nowNs - deadlineNs;
        written.observe(tookNs / 1e9);
        recentMax.observe(tookNs, nowNs);
    }

    /** Returns the longest such time in the last 2 to 4 seconds, in ns. Any thread. */
    public long recentNs(long nowNs) {
        return recentMax.at(nowNs);
    }

    /** Returns the bounds of a histogram of times within a tick, in seconds. */
    static double[] bounds() {
        int count = (int) Math.round(Math.log10(HIGHEST_S / LOWEST_S) * BUCKETS_PER_DECADE) + 1;
        double[] bounds = new double[count];
        Arrays.setAll(bounds, i -> Math.round(1e7 * LOWEST_S * Math.pow(10, i / (double) BUCKETS_PER_DECADE)) / 1e7);
        return bounds;
    }
}
