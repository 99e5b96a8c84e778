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

    /** Seats and size of each room's arena, bots in it, and how many rooms there may be. */
    record Rooms(int seats, int arenaSeats, int bots, int rooms) {}

    /** @param flush called by the tick thread after each tick */
    Game(Rooms rooms, Runnable flush) {
        loop = new TickLoop("tick-0", TICK_RATE, metrics, flush);
        RoomSettings settings = new RoomSettings(
                TICK_RATE, rooms.seats, rooms.bots, 1, 300_000, 10_000, 60_000, 30_000, rooms.arenaSeats);
        directory = new RoomDirectory(settings, rooms.rooms, metrics, List.of(loop));
    }

    void start() {
        directory.openLobby();
        loop.start(directory);
    }

    void stop() {
        loop.stop(CloseReason.SHUTTING_DOWN);
    }

    /** What a frame is on the wire: an unmasked header of 2, 4 or 10 bytes before it. */
    static int wireBytes(int length) {
        return length + (length < 126 ? 2 : length <= 0xFFFF ? 4 : 10);
    }

    Session session(Outbox outbox) {
        metrics.connectionsAccepted.inc();
        return new Session(outbox, directory, metrics, LIMITS, System.nanoTime());
    }
}
