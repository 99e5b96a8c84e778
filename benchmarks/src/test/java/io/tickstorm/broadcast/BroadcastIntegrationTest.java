package io.tickstorm.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.ServerOptions;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadGenerator;
import io.tickstorm.load.client.LoadPlan;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that the players of the load tool can play on the broadcast server. Does not check speed. */
@Timeout(60)
class BroadcastIntegrationTest {
    private static final int PLAYERS = 12;

    @Test
    void playersFillRoomsGetOneSharedFrameAndSeeTheirInputs() throws IOException {
        ServerOptions options = ServerOptions.of(List.of("--seats=4", "--arena-seats=16", "--rooms=3"));
        try (Broadcast.Running server = Broadcast.start(0, options)) {
            URI url = URI.create("ws://127.0.0.1:" + server.port() + "/ws");
            LoadPlan plan = LoadPlan.steady(url, PLAYERS, 0, 1, new LoadPlan.Times(0, 1, 1));
            Figures figures = LoadGenerator.play(plan, (second, soFar) -> {});
            Figures.Counts counts = figures.counts();
            assertEquals(PLAYERS, counts.joined, figures.reasons()::toString);
            assertEquals(0, counts.lost, figures.reasons()::toString);
            assertTrue(counts.frames > PLAYERS, "frames: " + counts.frames);
            assertTrue(counts.overdueFrames < counts.frames / 2, "overdue: " + counts.overdueFrames);
            assertTrue(figures.inputToAcknowledgeUs.getTotalCount() > PLAYERS, "frames show inputs");
            double bytes = (double) counts.payloadBytes / counts.frames;
            assertEquals(4 * 7 + 5.5, bytes, 1, "a record for each seat");
        }
    }
}
