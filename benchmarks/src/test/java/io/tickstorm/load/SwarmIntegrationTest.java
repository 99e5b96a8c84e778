package io.tickstorm.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.GameServer;
import io.tickstorm.net.NetSettings;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load client against a real server: that it plays, not how fast. */
class SwarmIntegrationTest {
    private static final int PLAYERS = 24;
    private static final NetSettings.Limits LIMITS =
            new NetSettings.Limits(50, 2048, 256, 512, 1, 5, 10_000, 500, 65_536);

    private final ServerMetrics metrics = new ServerMetrics();
    private final TickLoop loop = new TickLoop("tick", 30, metrics, this::flush);
    private final RoomDirectory directory = new RoomDirectory(
            new RoomSettings(30, 16, 4, 3, 60_000, 10_000, 30_000, 30_000), 4, metrics, List.of(loop));
    private final GameServer server =
            new GameServer(new NetSettings("127.0.0.1", 0, Path.of("none"), 1, List.of(), LIMITS), directory, metrics);

    @BeforeEach
    void start() {
        server.start();
        directory.openLobby();
        loop.start(directory);
    }

    @AfterEach
    void stop() {
        loop.stop(CloseReason.SHUTTING_DOWN);
        server.stop();
    }

    @Test
    void everyPlayerJoinsFliesAndIsAcknowledged() throws IOException, InterruptedException {
        URI url = URI.create("ws://127.0.0.1:" + server.port() + "/ws");
        ServerFigures before = ServerFigures.read(url);
        LoadReport report = new Swarm(new LoadPlan(url, PLAYERS, 30, 1, 1, 1, 2))
                .play(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        String summary = report.summary(before, ServerFigures.read(url));
        assertEquals(PLAYERS, report.connected(), summary);
        assertTrue(summary.contains(PLAYERS + " of " + PLAYERS + " joined, 0 lost"), summary);
        assertTrue(report.frames() > PLAYERS, summary);
        assertTrue(report.inputToAcknowledgeUs.getTotalCount() > PLAYERS, summary);
        assertTrue(metrics.inputsReceived.getLongValue() > PLAYERS);
        assertEquals(2, directory.rooms().size(), "16 seats a room: quick play opens a second one");
    }

    private void flush() {
        server.flush();
    }
}
