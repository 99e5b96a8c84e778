package io.tickstorm.twin;

import io.tickstorm.ServerOptions;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.session.Session;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.Outbox;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.TickLoop;
import java.util.List;

/**
 * The server's rooms, loop and sessions without its connections, with the server's settings. The main thread creates
 * it; any I/O thread may create sessions.
 */
final class Game {
    private final ServerMetrics metrics = new ServerMetrics();
    private final NetSettings.Limits limits;
    private final TickLoop loop;
    private final RoomDirectory directory;

    /** @param flush called by the tick thread after each tick */
    Game(ServerOptions options, Runnable flush) {
        limits = options.netSettings().limits();
        loop = new TickLoop("tick-0", options.tickRate(), metrics, deadlineNs -> flush.run());
        directory = new RoomDirectory(options.roomSettings(), options.rooms(), metrics, List.of(loop));
    }

    void start() {
        directory.openLobby();
        loop.start(directory);
    }

    void stop() {
        loop.stop(CloseReason.SHUTTING_DOWN);
    }

    NetSettings.Limits limits() {
        return limits;
    }

    Session session(Outbox outbox) {
        metrics.connectionsAccepted.inc();
        return new Session(outbox, directory, metrics, limits, System.nanoTime());
    }
}
