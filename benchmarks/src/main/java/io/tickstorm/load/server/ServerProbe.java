package io.tickstorm.load.server;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads the server's figures every second, on a thread of its own, so that a slow answer delays no player. */
public final class ServerProbe implements AutoCloseable {
    private static final int EVERY_MS = 1_000;
    private static final String ALLOCATED = "tickstorm_allocated_bytes_total";
    private static final String COLLECTED = "jvm_gc_collection_seconds_sum";
    private static final String OVERRUN = "tickstorm_ticks_overrun_total";
    private static final String SHIFTED = "tickstorm_ticks_shifted_total";
    private static final String OMITTED = "tickstorm_sends_omitted_total";
    private static final String RECEIVED = "tickstorm_inputs_received_total";
    private static final String MISSED = "tickstorm_inputs_missed_total";
    private static final String LATE = "tickstorm_inputs_late_total";
    /** The figures that are read each second. */
    private static final List<String> NAMES = List.of(
            ServerFigures.CPU,
            ServerFigures.RESIDENT,
            ServerFigures.WRITTEN,
            ServerFigures.WRITTEN_RECENT_MAX,
            ALLOCATED,
            COLLECTED,
            OVERRUN,
            SHIFTED,
            OMITTED,
            RECEIVED,
            MISSED,
            LATE);

    private final URI url;
    private final List<ServerFigures> readings = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "server-probe");
    private volatile boolean closing;

    /** The server's figures over one second. */
    public record Second(
            double atS, double cpuShare, double tickP50Ms, double tickP99Ms, double tickMaxMs, double rssMb) {}

    /** Starts reading; {@link #close} stops it. */
    public ServerProbe(URI url) {
        this.url = url;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing) {
                read();
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            read();
        }
    }

    private void read() {
        try {
            readings.add(ServerFigures.read(url, NAMES));
        } catch (IOException e) {
            // The server has no such page, or is too busy to answer: fewer seconds are known.
        }
    }

    /** Returns the seconds, oldest first. Their times count from the given time. */
    public List<Second> seconds(long countNs) {
        List<Second> seconds = new ArrayList<>();
        for (int i = 1; i < readings.size(); i++) {
            ServerFigures before = readings.get(i - 1);
            ServerFigures now = readings.get(i);
            seconds.add(new Second(
                    (now.atNs() - countNs) / 1e9,
                    (now.cpuS() - before.cpuS()) / now.secondsSince(before),
                    1e3 * now.tickS(before, 0.5),
                    1e3 * now.tickS(before, 0.99),
                    1e3 * now.recentTickMaxS(),
                    now.residentBytes() / 1e6));
        }
        return seconds;
    }

    private List<ServerFigures> readings(long fromNs, long toNs) {
        return readings.stream()
                .filter(reading -> reading.atNs() >= fromNs && reading.atNs() <= toNs)
                .toList();
    }

    /** Returns the figures of the time between, by name; empty if the server shows none. */
    public Map<String, Double> between(long fromNs, long toNs, long frames) {
        List<ServerFigures> inside = readings(fromNs, toNs);
        if (inside.size() < 2) {
            // A short run: the next reading may be from a time in which the players leave.
            inside = readings(fromNs, toNs + EVERY_MS * 1_000_000L);
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        if (inside.size() < 2) {
            return figures;
        }
        ServerFigures first = inside.get(0);
        ServerFigures last = inside.get(inside.size() - 1);
        double seconds = last.secondsSince(first);
        double share = (toNs - fromNs) / 1e9 / seconds;
        figures.put("server_cpu_seconds", last.since(first, ServerFigures.CPU));
        figures.put("server_cpu_share", last.since(first, ServerFigures.CPU) / seconds);
        figures.put("server_cpu_per_frame", last.since(first, ServerFigures.CPU) * share / Math.max(1, frames));
        figures.put("server_rss", last.residentBytes());
        figures.put("server_allocation", last.since(first, ALLOCATED) / seconds);
        figures.put("server_garbage_per_frame", last.since(first, ALLOCATED) * share / Math.max(1, frames));
        figures.put("server_gc_pause", last.sumSince(first, COLLECTED));
        // The gauge looks back some seconds, perhaps into the warm-up: the buckets of this time bound it.
        double gauge =
                inside.stream().mapToDouble(ServerFigures::recentTickMaxS).max().orElse(Double.NaN);
        double max = Math.min(gauge, last.tickS(first, 1));
        figures.put("tick_p50", Math.min(max, last.tickS(first, 0.5)));
        figures.put("tick_p99", Math.min(max, last.tickS(first, 0.99)));
        figures.put("tick_max", max);
        figures.put("tick_overruns", last.since(first, OVERRUN));
        figures.put("ticks_shifted", last.since(first, SHIFTED));
        figures.put("sends_omitted", last.since(first, OMITTED));
        double received = Math.max(1, last.since(first, RECEIVED));
        figures.put("inputs_missed_share", last.since(first, MISSED) / received);
        figures.put("inputs_late_share", last.since(first, LATE) / received);
        figures.values().removeIf(value -> value.isNaN());
        return figures;
    }
}
