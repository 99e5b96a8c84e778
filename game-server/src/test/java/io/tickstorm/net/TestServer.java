package io.tickstorm.net;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import java.nio.file.Path;
import java.util.List;

/** A complete server on a port that the system chooses. */
public final class TestServer implements AutoCloseable {
    public static final NetSettings.Limits LIMITS =
            new NetSettings.Limits(50, 2048, 256, 512, 1, 5, 10_000, 500, 65_536);

    public final ServerMetrics metrics = new ServerMetrics();
    public final GameServer server;
    public final Room lobby;
    public final RoomDirectory directory;
    private final TickLoop loop;

    public TestServer(int seats, NetSettings.Limits limits) {
        this(seats, limits, 60);
    }

    public TestServer(int seats, NetSettings.Limits limits, int tickRate) {
        this(seats, limits, tickRate, Defence.STANDARD, Path.of("no-page"));
    }

    public TestServer(int seats, NetSettings.Limits limits, Defence defence) {
        this(seats, limits, defence, Path.of("no-page"));
    }

    public TestServer(int seats, NetSettings.Limits limits, Defence defence, Path webRoot) {
        this(seats, limits, 60, defence, webRoot);
    }

    private TestServer(int seats, NetSettings.Limits limits, int tickRate, Defence defence, Path webRoot) {
        this(new RoomSettings(tickRate, seats, 0, 3, 60_000, 10_000, 30_000, 30_000), limits, defence, webRoot);
    }

    private TestServer(RoomSettings rooms, NetSettings.Limits limits, Defence defence, Path webRoot) {
        this(rooms, 3, new NetSettings("127.0.0.1", 0, webRoot, 1, List.of("https://friend.example"), limits, defence));
    }

    private TestServer(RoomSettings rooms, int roomsMax, NetSettings net) {
        int tickRate = rooms.tickRate();
        loop = new TickLoop("tick", tickRate, metrics, this::flush);
        directory = new RoomDirectory(rooms, roomsMax, metrics, List.of(loop));
        server = new GameServer(net, directory, metrics);
        server.start();
        lobby = directory.openLobby();
        loop.start(directory);
    }

    public static TestServer withTextConnections(int max) {
        return new TestServer(4, LIMITS, text(max));
    }

    public static Defence text(int connectionsMax) {
        return Defence.STANDARD.with(Defence.STANDARD.connections().withTextConnections(connectionsMax));
    }

    public static TestServer withRooms(int roomsMax, Defence defence) {
        RoomSettings rooms = new RoomSettings(60, 4, 0, 3, 60_000, 10_000, 30_000, 30_000);
        return new TestServer(
                rooms, roomsMax, new NetSettings("127.0.0.1", 0, Path.of("no-page"), 1, List.of(), LIMITS, defence));
    }

    /** Starts a server that closes clients that send nothing for this time. */
    public static TestServer impatient(int silenceMs) {
        RoomSettings rooms = new RoomSettings(60, 4, 0, 3, 60_000, silenceMs, 30_000, 30_000);
        return new TestServer(rooms, LIMITS, Defence.STANDARD, Path.of("no-page"));
    }

    public TestClient connect() {
        return TestClient.open(server.port());
    }

    private void flush(long deadlineNs) {
        server.flush(deadlineNs);
    }

    public void shutDown() {
        server.drain();
        directory.drain();
        loop.stop(CloseReason.SHUTTING_DOWN);
        server.closeAll(CloseReason.SHUTTING_DOWN);
    }

    @Override
    public void close() {
        loop.stop(CloseReason.SHUTTING_DOWN);
        server.stop();
    }
}
