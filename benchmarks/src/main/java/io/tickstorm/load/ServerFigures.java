package io.tickstorm.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The server's own figures, read from its {@code /metrics}; all zero if it shows none. */
final class ServerFigures {
    private final Map<String, Double> values;

    private ServerFigures(Map<String, Double> values) {
        this.values = values;
    }

    static ServerFigures read(URI webSocket) throws IOException, InterruptedException {
        URI metrics = URI.create("http://" + webSocket.getAuthority() + "/metrics");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
        Map<String, Double> values = new HashMap<>();
        if (response.statusCode() == 200) {
            response.body()
                    .lines()
                    .filter(line -> !line.startsWith("#") && line.contains(" "))
                    .forEach(line -> values.put(
                            line.substring(0, line.lastIndexOf(' ')),
                            Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        }
        return new ServerFigures(values);
    }

    /** A line about what happened since an earlier reading. */
    String since(ServerFigures earlier) {
        double loops = delta(earlier, "tickstorm_tick_duration_seconds_count");
        double meanMs = 1e3 * delta(earlier, "tickstorm_tick_duration_seconds_sum") / Math.max(1, loops);
        double over = loops - delta(earlier, "tickstorm_tick_duration_seconds_bucket{le=\"0.015\"}");
        return String.format(
                Locale.ROOT,
                "server      %.0f ticks, mean %.2f ms, %.0f over 15 ms, clock shifted by %.0f; "
                        + "missed inputs %.2f %%, late %.2f %%, frames skipped %.0f",
                loops,
                meanMs,
                over,
                delta(earlier, "tickstorm_ticks_shifted_total"),
                share(earlier, "tickstorm_inputs_missed_total"),
                share(earlier, "tickstorm_inputs_late_total"),
                skipped() - earlier.skipped());
    }

    private double share(ServerFigures earlier, String name) {
        return 100 * delta(earlier, name) / Math.max(1, delta(earlier, "tickstorm_inputs_received_total"));
    }

    /** Whatever the cause. */
    private double skipped() {
        return values.entrySet().stream()
                .filter(figure -> figure.getKey().startsWith("tickstorm_frames_skipped_total{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private double delta(ServerFigures earlier, String name) {
        return values.getOrDefault(name, 0.0) - earlier.values.getOrDefault(name, 0.0);
    }
}
