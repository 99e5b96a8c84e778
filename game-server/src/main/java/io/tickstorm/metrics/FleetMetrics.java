package io.tickstorm.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.DoubleSupplier;

/** Counts and times the moves of rooms between the servers of a fleet. Only a server of a fleet has one. Any thread. */
public final class FleetMetrics {
    /** Joins and searches that were sent to another server. */
    public final CounterDataPoint joinsMoved;
    /** Hand-overs after which no server had the room. */
    public final CounterDataPoint handOversWithoutOwner;
    /** Hand-overs whose last tick did not come in time. */
    public final CounterDataPoint handOversTimedOut;

    private final CounterDataPoint handedOver;
    private final CounterDataPoint continuedAfterHandOver;
    private final CounterDataPoint continuedAfterLoss;
    private final DistributionDataPoint handOverTime;
    private volatile long keptImages;
    private volatile long keptBytes;

    /**
     * The figures of other parts of the server, read when somebody asks for the metrics. Any thread.
     *
     * @param servers that answer, this one included
     * @param rooms of those servers
     * @param frozenS time in which the rooms of this server stood still, in s
     */
    public record Sources(DoubleSupplier servers, DoubleSupplier rooms, DoubleSupplier frozenS) {}

    public FleetMetrics(PrometheusRegistry registry, Sources sources) {
        handedOver = counter("rooms_handed_over", "Rooms handed over to another server")
                .register(registry);
        Counter continued = counter("rooms_continued", "Rooms continued from an image, by cause")
                .labelNames("cause")
                .register(registry);
        continuedAfterHandOver = continued.labelValues("hand_over");
        continuedAfterLoss = continued.labelValues("loss");
        Counter failed = counter("hand_overs_failed", "Rooms whose hand-over failed, by cause")
                .labelNames("cause")
                .register(registry);
        handOversWithoutOwner = failed.labelValues("no_owner");
        handOversTimedOut = failed.labelValues("timeout");
        joinsMoved =
                counter("joins_moved", "Joins that were sent to another server").register(registry);
        handOverTime = Histogram.builder()
                .name("tickstorm_fleet_hand_over_seconds")
                .help("Time from the last tick of a room here until its next owner is known")
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(bounds())
                .register(registry);
        CounterWithCallback.builder()
                .name("tickstorm_fleet_frozen_seconds_total")
                .help("Time in which the guard withheld every tick of this server")
                .callback(counter -> counter.call(sources.frozenS().getAsDouble()))
                .register(registry);
        gauge(registry, "servers", "Servers that answer, this one included", sources.servers());
        gauge(registry, "rooms", "Rooms of those servers", sources.rooms());
        gauge(registry, "kept_images", "Images of rooms that this server keeps", () -> keptImages);
        gauge(registry, "kept_bytes", "Length of those images together", () -> keptBytes);
    }

    /** Notes a room that has a new owner, this long after its last tick here. */
    public void handedOver(long tookNs) {
        handedOver.inc();
        handOverTime.observe(tookNs / 1e9);
    }

    /** Notes a room that continues here from its last image, or, after a loss, from an older one. */
    public void continued(boolean isAfterHandOver) {
        (isAfterHandOver ? continuedAfterHandOver : continuedAfterLoss).inc();
    }

    /** Notes the images that this server keeps for others. */
    public void kept(long images, long bytes) {
        keptImages = images;
        keptBytes = bytes;
    }

    /** Returns the number of rooms that were handed over. */
    public long roomsHandedOver() {
        return handedOver.getLongValue();
    }

    /** Returns the number of rooms that were continued here. */
    public long roomsContinued() {
        return continuedAfterHandOver.getLongValue() + continuedAfterLoss.getLongValue();
    }

    private static Counter.Builder counter(String what, String help) {
        return Counter.builder()
                .name("tickstorm_fleet_" + what + "_total")
                .help(help)
                .withoutExemplars();
    }

    private static void gauge(PrometheusRegistry registry, String what, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name("tickstorm_fleet_" + what)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsDouble()))
                .register(registry);
    }

    /** Returns the bounds of the histogram, from 4 ms to 8 s, each 1.41 times the one before. */
    private static double[] bounds() {
        double[] bounds = new double[23];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = 0.004 * Math.pow(2, i / 2.0);
        }
        return bounds;
    }
}
