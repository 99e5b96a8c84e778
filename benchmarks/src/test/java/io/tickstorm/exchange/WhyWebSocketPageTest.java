package io.tickstorm.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyWebSocketPageTest {
    private static final int PLOT_LENGTH_MAX = 100_000;

    @TempDir
    private Path folder = Path.of("");

    private final WhyWebSocketPage figures = new WhyWebSocketPage(WhyWebSocketPageTest::counts, List.of(1, 200));

    @Test
    void onlyTheTextBetweenTheMarkersIsReplaced() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(
                page,
                "before\n<!-- figures: written by ExchangeAlternation -->\nold\n<!-- end of the figures -->\nafter\n");
        figures.rewrite(page, "How.");
        String once = Files.readString(page);
        figures.rewrite(page, "How.");
        assertEquals(once, Files.readString(page), "a second time changes nothing");
        assertTrue(once.startsWith("before\n") && once.endsWith("-->\nafter\n"), once);
        assertTrue(!once.contains("old") && once.contains("How."), once);
        assertTrue(
                once.contains("| WebSocket | 20 / 170 | 2.0 | 294 | 0.50 | 17.0 / 34.0 | 40 (40–40) | 100.0 % |"),
                once);
        for (String plot : List.of("why-websocket-bytes.svg", "why-websocket-cpu.svg")) {
            assertTrue(once.contains("](" + plot + ")"), once);
            String svg = Files.readString(folder.resolve(plot));
            assertTrue(svg.contains("<svg") && svg.contains("WebSocket</text>"), plot);
            assertTrue(svg.length() < PLOT_LENGTH_MAX, plot + " has " + svg.length());
        }
    }

    @Test
    void aPageWithoutMarkersIsNotChanged() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "nothing to replace");
        assertThrows(IOException.class, () -> figures.rewrite(page, "How."));
        assertEquals("nothing to replace", Files.readString(page));
    }

    @Test
    void segmentsThatTheMachineDoesNotCountAreNotEstimated() {
        WhyWebSocketPage withoutBytes =
                new WhyWebSocketPage((transport, players) -> List.of(count(players, -1)), List.of(1));
        assertTrue(withoutBytes.tables().contains("| WebSocket | 20 / 170 | ? | ? |"), withoutBytes.tables());
    }

    private static List<ExchangeCount> counts(ExchangeTransport transport, int players) {
        return List.of(count(players, 60 * players), count(players, 60 * players));
    }

    /** Returns the counts of one second with 30 exchanges for each player. */
    private static ExchangeCount count(int players, int segments) {
        long all = 30L * players;
        return new ExchangeCount(
                players, 1, all, all, 20 * all, 170 * all, 0, all / 2, segments, 40_000L * all, 17_000, 34_000);
    }
}
