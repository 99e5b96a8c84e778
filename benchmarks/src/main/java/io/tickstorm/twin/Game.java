package io.tickstorm.twin;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.NetSettings;
import io.tickstorm.net.Session;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.Outbox;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import java.util.List;

/**
 * The server's rooms, loop and sessions without its connections, with the server's default settings. Wired by the main
 * thread; sessions are asked for by any I/O thread.
 */
final class Game {
    static final int SEND_BUFFER_BYTES = 65_536;
    static final int MESSAGE_BYTES_MAX = 2_048;
    static final int CONNECTIONS_MAX = 5_000;
    private static final int TICK_RATE = 30;
    private static final NetSettings.Limits LIMITS = new NetSettings.Limits(
            CONNECTIONS_MAX, MESSAGE_BYTES_MAX, 256, 512, 1, 5, 10_000, 2_000, SEND_BUFFER_BYTES);

    private final ServerMetrics metrics = new ServerMetrics();
    private final TickLoop loop;
    private final RoomDirectory directory;

    /** @param flush called by the tick thread after each tick */
    Game(int seats, int rooms, int bots, Runnable flush) {
        loop = new TickLoop("tick-0", TICK_RATE, metrics, flush);
        RoomSettings settings = new RoomSettings(TICK_RATE, seats, bots, 1, 300_000, 10_000, 60_000, 30_000);
        directory = new RoomDirectory(settings, rooms, metrics, List.of(loop));
    }

    void start() {
        directory.openLobby();
        loop.start(directory);
    }

    void stop() {
        loop.stop(CloseReason.SHUTTING_DOWN);
    }

    Session session(Outbox outbox) {
        metrics.connectionsAccepted.inc();
        return new Session(outbox, directory, metrics, LIMITS, System.nanoTime());
    }
}
