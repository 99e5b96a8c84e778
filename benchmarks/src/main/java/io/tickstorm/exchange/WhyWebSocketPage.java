package io.tickstorm.exchange;

import io.tickstorm.kit.MarkedText;
import io.tickstorm.kit.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The measured part of {@code docs/WHY-WEBSOCKET.md}, between its two markers. One thread. */
final class WhyWebSocketPage {
    private static final MarkedText FIGURES =
            new MarkedText("<!-- figures: written by ExchangeAlternation -->", "<!-- end of the figures -->");

    private final Rounds rounds;
    private final List<Integer> players;

    /** The counts of a run. */
    interface Rounds {
        List<ExchangeCount> of(ExchangeTransport way, int players);
    }

    WhyWebSocketPage(Rounds rounds, List<Integer> players) {
        this.rounds = rounds;
        this.players = players;
    }

    /** Replaces the text between the markers, and writes the two plots next to the page. */
    void rewrite(Path page, String howMeasured) throws IOException {
        String text = FIGURES.replacedIn(
                page,
                "| how it was measured |\n|---|\n| " + howMeasured + " |\n\n"
                        + "![Bytes on the wire per exchange](why-websocket-bytes.svg)\n\n"
                        + "![Server CPU per exchange](why-websocket-cpu.svg)\n\n" + tables());
        ExchangePlots plots = new ExchangePlots(rounds, players);
        plots.bytes(page.resolveSibling("why-websocket-bytes.svg"));
        plots.cpu(page.resolveSibling("why-websocket-cpu.svg"));
        Files.writeString(page, text);
    }

    /** Returns a Markdown table for each number of players. */
    String tables() {
        StringBuilder tables = new StringBuilder();
        for (int count : players) {
            tables.append(table(count)).append('\n');
        }
        return tables.toString();
    }

    private String table(int count) {
        StringBuilder table = new StringBuilder("### " + count + (count == 1 ? " player" : " players") + "\n\n"
                + "| per exchange | TCP payload up / down, B | segments | with headers, B | round trips "
                + "| input to snapshot p50 / p99, ms | server CPU, µs | exchanged |\n"
                + "|---|---|---|---|---|---|---|---|\n");
        for (ExchangeTransport way : ExchangeTransport.values()) {
            List<ExchangeCount> counts = rounds.of(way, count);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.0f / %.0f | %s | %s | %.2f | %.1f / %.1f | %s | %.1f %% |%n",
                    way,
                    median(counts, c -> c.perExchange(c.bytesUp())),
                    median(counts, c -> c.perExchange(c.bytesDown())),
                    hasSegments(counts) ? format("%.1f", median(counts, ExchangeCount::segmentsEach)) : "?",
                    hasSegments(counts) ? format("%.0f", median(counts, ExchangeCount::wireBytesEach)) : "?",
                    median(counts, c -> c.perExchange(c.roundTrips())),
                    median(counts, c -> c.p50Us() / 1e3),
                    median(counts, c -> c.p99Us() / 1e3),
                    Spread.of(counts, ExchangeCount::cpuUsEach).text(0),
                    100 * median(counts, ExchangeCount::exchangedShare)));
        }
        return table.toString();
    }

    static boolean hasSegments(List<ExchangeCount> counts) {
        return counts.stream().allMatch(count -> count.segments() >= 0);
    }

    static double median(List<ExchangeCount> counts, ToDoubleFunction<ExchangeCount> figure) {
        return Spread.of(counts, figure).median();
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    /** The counts as the JSON file shows them. */
    record Result(String machine, Map<ExchangeTransport, Map<Integer, List<ExchangeCount>>> rounds) {}
}
