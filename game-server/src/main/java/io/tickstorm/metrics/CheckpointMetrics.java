package io.tickstorm.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts and times the checkpoints of rooms. Any thread. */
public final class CheckpointMetrics {
    /** Failed writes: the disk is full, or the folder is missing. */
    public final CounterDataPoint failures;
    /** Copies that were due while the previous one still waited for the disk. */
    public final CounterDataPoint delays;

    public final CounterDataPoint restores;
    public final CounterDataPoint refusals;

    private final CounterDataPoint writes;
    private final DistributionDataPoint copying;
    private final DistributionDataPoint writing;
    private final GaugeDataPoint bytes;
    private volatile long newestNs;
    private volatile boolean hasWritten;

    CheckpointMetrics(PrometheusRegistry registry) {
        writes = count(registry, "writes", "Checkpoints of rooms written to the disk");
        failures = count(registry, "failures", "Checkpoints that could not be written");
        delays = count(registry, "delays", "Ticks in which a copy was due while the previous one still waited");
        restores = count(registry, "restores", "Rooms restored from a checkpoint at the start");
        refusals = count(registry, "refusals", "Checkpoints refused at the start: damaged, foreign or old");
        copying = seconds(registry, "copy", "Time that the copy of a room takes from its tick");
        writing = seconds(registry, "write", "Time to write a checkpoint to the disk");
        bytes = Gauge.builder()
                .name("tickstorm_checkpoint_bytes")
                .help("Length of the newest checkpoint")
                .register(registry);
        GaugeWithCallback.builder()
                .name("tickstorm_checkpoint_age_seconds")
                .help("Time since the newest checkpoint of any room was written; absent before the first")
                .callback(gauge -> {
                    if (hasWritten) {
                        gauge.call((System.nanoTime() - newestNs) / 1e9);
                    }
                })
                .register(registry);
    }

    public void copied(long tookNs) {
        copying.observe(tookNs / 1e9);
    }

    public void written(int length, long tookNs, long nowNs) {
        writes.inc();
        writing.observe(tookNs / 1e9);
        bytes.set(length);
        newestNs = nowNs;
        hasWritten = true;
    }

    public long writesSoFar() {
        return writes.getLongValue();
    }

    private static CounterDataPoint count(PrometheusRegistry registry, String what, String help) {
        return Counter.builder()
                .name("tickstorm_checkpoint_" + what + "_total")
                .help(help)
                .withoutExemplars()
                .register(registry);
    }

    private static DistributionDataPoint seconds(PrometheusRegistry registry, String what, String help) {
        return Histogram.builder()
                .name("tickstorm_checkpoint_" + what + "_seconds")
                .help(help)
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(bounds())
                .register(registry);
    }

    /** Returns the bounds of the histogram, from 1 µs to 2 s, each twice the one before. */
    private static double[] bounds() {
        double[] bounds = new double[22];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = (1 << i) / 1e6;
        }
        return bounds;
    }
}
