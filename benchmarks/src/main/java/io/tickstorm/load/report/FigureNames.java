package io.tickstorm.load.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every figure of a run that has a name, and what it is measured in. Constants. */
public final class FigureNames {
    /** Percentiles of the large distributions, by the end of a figure's name. */
    static final Map<String, Double> PERCENTILES = percentiles();

    /** Measured in base units: seconds, bytes, shares of 1. */
    enum Unit {
        SECONDS,
        SHARE,
        COUNT,
        BYTES
    }

    private static final List<String> DISTRIBUTIONS =
            List.of("input_to_ack", "snapshot_age", "inter_arrival", "join", "back", "tool_late");
    private static final Map<String, Unit> UNITS = units();

    private FigureNames() {}

    static boolean isKnown(String name) {
        return UNITS.containsKey(name);
    }

    static Unit unit(String name) {
        return UNITS.getOrDefault(name, Unit.COUNT);
    }

    /** For a person who got one wrong. */
    static String all() {
        return String.join(", ", UNITS.keySet());
    }

    /** With a unit that suits its size. */
    static String text(String name, double value) {
        return switch (unit(name)) {
            case SECONDS ->
                value < 0.001
                        ? format("%.1f us", 1e6 * value)
                        : value < 10 ? format("%.1f ms", 1e3 * value) : format("%.1f s", value);
            case SHARE -> format("%.2f %%", 100 * value);
            case COUNT -> format("%.0f", value);
            case BYTES ->
                value < 10_000
                        ? format("%.0f B", value)
                        : value < 1e7 ? format("%.1f kB", value / 1e3) : format("%.0f MB", value / 1e6);
        };
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    private static Map<String, Double> percentiles() {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("p50", 50.0);
        percentiles.put("p90", 90.0);
        percentiles.put("p99", 99.0);
        percentiles.put("p99.9", 99.9);
        percentiles.put("max", 100.0);
        return percentiles;
    }

    private static Map<String, Unit> units() {
        Map<String, Unit> units = new LinkedHashMap<>();
        for (String distribution : DISTRIBUTIONS) {
            for (String end : PERCENTILES.keySet()) {
                units.put(distribution + "_" + end, Unit.SECONDS);
            }
        }
        for (String name : new String[] {
            "tick_p50",
            "tick_p99",
            "tick_max",
            "server_cpu_per_frame",
            "tool_cpu_per_frame",
            "server_cpu_seconds",
            "server_gc_pause"
        }) {
            units.put(name, Unit.SECONDS);
        }
        for (String name : new String[] {
            "joined_share",
            "delivered_share",
            "skipped_share",
            "inputs_missed_share",
            "inputs_late_share",
            "server_cpu_share",
            "tool_cpu_share"
        }) {
            units.put(name, Unit.SHARE);
        }
        for (String name : new String[] {
            "joined",
            "lost",
            "resumed",
            "left",
            "frames",
            "slow_frames",
            "skipped_frames",
            "inputs",
            "inputs_unsent",
            "inputs_lost",
            "inputs_unacknowledged",
            "tick_overruns",
            "ticks_shifted",
            "sends_omitted"
        }) {
            units.put(name, Unit.COUNT);
        }
        for (String name :
                new String[] {"bytes_per_frame", "bytes_per_player_second", "server_rss", "server_allocation"}) {
            units.put(name, Unit.BYTES);
        }
        return units;
    }
}
