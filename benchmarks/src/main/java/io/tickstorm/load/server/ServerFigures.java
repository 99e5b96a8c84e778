package io.tickstorm.load.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A reading of the server's {@code /metrics}. A figure that the server does not have is NaN. Immutable. */
public final class ServerFigures {
    private static final int TIMEOUT_MS = 2_000;
    static final String CPU = "process_cpu_seconds_total";
    static final String RESIDENT = "process_resident_memory_bytes";
    static final String WRITTEN_RECENT_MAX = "tickstorm_tick_written_recent_max_seconds";
    static final String WRITTEN = "tickstorm_tick_written_seconds";

    private static final String LATENESS = "tickstorm_tick_lateness_seconds";

    private final Map<String, Double> values;
    private final long atNs;

    private ServerFigures(Map<String, Double> values, long atNs) {
        this.values = values;
        this.atNs = atNs;
    }

    /** Reads all figures; see {@link #read(URI, List)}. */
    public static ServerFigures read(URI webSocket) throws IOException {
        return read(webSocket, List.of());
    }

    /**
     * Reads figures. A server on another machine shows them to the bearer of its token. The token comes from the
     * environment, so that no command line and no report contains it.
     *
     * @param webSocket address that players connect to
     * @param names names of the figures, because reading all of them costs the server time; empty: all
     * @throws IOException if there is no answer, or it is not a page of metrics
     */
    static ServerFigures read(URI webSocket, List<String> names) throws IOException {
        String query = names.stream().map(name -> "name%5B%5D=" + name).collect(Collectors.joining("&", "?", ""));
        URI page = URI.create("http://" + webSocket.getAuthority() + "/metrics" + query);
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        String token = System.getenv("TICKSTORM_ADMIN_TOKEN");
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        try (InputStream body = connection.getInputStream()) {
            return parse(new String(body.readAllBytes(), StandardCharsets.UTF_8), System.nanoTime());
        }
    }

    /** Parses the Prometheus text format. */
    static ServerFigures parse(String text, long atNs) {
        Map<String, Double> values = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                values.put(line.substring(0, space), number(line.substring(space + 1)));
            }
        });
        return new ServerFigures(values, atNs);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.replace("+Inf", "Infinity"));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Returns the time of the reading, by {@link System#nanoTime}. */
    public long atNs() {
        return atNs;
    }

    /** Returns the seconds between an earlier reading and this one. */
    public double secondsSince(ServerFigures earlier) {
        return (atNs - earlier.atNs) / 1e9;
    }

    /** Returns a figure by its full name, labels included. */
    public double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** Returns the growth of a figure since an earlier reading. */
    public double since(ServerFigures earlier, String name) {
        return value(name) - earlier.value(name);
    }

    /** Returns the growth of a figure since an earlier reading, summed over all labels. */
    public double sumSince(ServerFigures earlier, String name) {
        return sum(name) - earlier.sum(name);
    }

    private double sum(String name) {
        double[] found = values.entrySet().stream()
                .filter(figure -> figure.getKey().startsWith(name + "{"))
                .filter(figure -> !figure.getKey().contains("Cycles"))
                .mapToDouble(Map.Entry::getValue)
                .toArray();
        double sum = 0;
        for (double value : found) {
            sum += value;
        }
        return found.length == 0 ? Double.NaN : sum;
    }

    /** Returns the CPU time of the process in seconds. */
    public double cpuS() {
        return value(CPU);
    }

    /** Returns the resident memory of the process. */
    public double residentBytes() {
        return value(RESIDENT);
    }

    /** Returns the seconds from a tick's deadline to its last write, at a quantile of the ticks since then. */
    public double tickS(ServerFigures earlier, double quantile) {
        return quantileS(WRITTEN, earlier, quantile);
    }

    /** Returns the seconds from a tick's deadline to its start, at a quantile of the ticks since then. */
    public double latenessS(ServerFigures earlier, double quantile) {
        return quantileS(LATENESS, earlier, quantile);
    }

    private double quantileS(String histogram, ServerFigures earlier, double quantile) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(histogram + "_bucket{")) {
                double bound = number(name.substring(name.indexOf('"') + 1, name.lastIndexOf('"')));
                counts.put(bound, value - earlier.values.getOrDefault(name, 0.0));
            }
        });
        if (counts.isEmpty() || counts.lastEntry().getValue() <= 0) {
            return Double.NaN;
        }
        double wanted = quantile * counts.lastEntry().getValue();
        double below = 0;
        double belowCount = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            double bound = bucket.getKey();
            double count = bucket.getValue();
            if (count >= wanted && count > belowCount) {
                double inside = (wanted - belowCount) / (count - belowCount);
                return Double.isInfinite(bound) ? below : below + inside * (bound - below);
            }
            below = bound;
            belowCount = count;
        }
        return below;
    }

    /** Returns the longest time to the last write over the last seconds, from a gauge of the server. */
    public double recentTickMaxS() {
        return value(WRITTEN_RECENT_MAX);
    }
}
