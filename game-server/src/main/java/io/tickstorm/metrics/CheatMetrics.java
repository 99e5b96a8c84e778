package io.tickstorm.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The highest indication of an aiming program for any seat in the last one to two minutes, in percent. Any thread. */
public final class CheatMetrics {
    private static final long WINDOW_NS = 60_000_000_000L;

    private final RecentMax clampedClaims = new RecentMax(WINDOW_NS);
    private final RecentMax railHits = new RecentMax(WINDOW_NS);
    private final RecentMax aimJumps = new RecentMax(WINDOW_NS);

    CheatMetrics(PrometheusRegistry registry) {
        gauge(
                registry,
                "tickstorm_cheat_clamped_claims_percent",
                "Share of a seat's view claims that were moved; the highest of all seats",
                clampedClaims);
        gauge(
                registry,
                "tickstorm_cheat_rail_hits_percent",
                "Share of a seat's rails that hit; the highest of all seats",
                railHits);
        gauge(
                registry,
                "tickstorm_cheat_aim_jumps_percent",
                "Share of a seat's hits within a tick of a turn by over 90 degrees; the highest of all seats",
                aimJumps);
    }

    public void clampedClaims(int percent) {
        clampedClaims.observe(percent, System.nanoTime());
    }

    public void railHits(int percent) {
        railHits.observe(percent, System.nanoTime());
    }

    public void aimJumps(int percent) {
        aimJumps.observe(percent, System.nanoTime());
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, RecentMax highest) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) highest.at(System.nanoTime())))
                .register(registry);
    }
}
