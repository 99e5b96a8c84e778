package io.tickstorm.load.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of all figures of a run, with their units. Constants. */
public final class FigureNames {
    /** The percentiles of a distribution, by the last part of a figure's name. */
    static final Map<String, Double> PERCENTILES = percentiles();

    /** The base units of figures: seconds, shares of 1, numbers and bytes. */
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

    /** Returns all names, for an error message. */
    static String all() {
        return String.join(", ", UNITS.keySet());
    }

    /** Returns a value as text, in a unit that suits its size. */
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
            PERCENTILES.keySet().forEach(end -> units.put(distribution + "_" + end, Unit.SECONDS));
        }
        add(units, Unit.SECONDS, "tick_p50 tick_p99 tick_max server_cpu_per_frame tool_cpu_per_frame");
        add(units, Unit.SECONDS, "server_cpu_seconds server_gc_pause");
        add(units, Unit.SHARE, "joined_share delivered_share skipped_share inputs_missed_share inputs_late_share");
        add(units, Unit.SHARE, "overdue_share late_share");
        add(units, Unit.SHARE, "server_cpu_share tool_cpu_share");
        add(units, Unit.COUNT, "joined lost resumed left frames slow_frames skipped_frames overdue_frames");
        add(units, Unit.COUNT, "inputs inputs_unsent inputs_lost inputs_unacknowledged late_inputs inputs_while_dead");
        add(units, Unit.COUNT, "tick_overruns ticks_shifted sends_omitted");
        add(units, Unit.BYTES, "bytes_per_frame bytes_per_player_second server_rss server_allocation");
        add(units, Unit.BYTES, "server_garbage_per_frame");
        return units;
    }

    private static void add(Map<String, Unit> units, Unit unit, String names) {
        for (String name : names.split(" ", -1)) {
            units.put(name, unit);
        }
    }
}
