package io.tickstorm.cluster;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tickstorm.fleet.RoomSearch;
import io.tickstorm.fleet.TickLog;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.Outbox;
import io.tickstorm.room.Player;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomOrder;
import io.tickstorm.room.RoomQuota;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One server of a fleet without sockets for clients. Its rooms tick at 60 Hz on a loop of its own. */
final class TestNode implements AutoCloseable {
    private static final int TICK_RATE = 60;

    final ClusterGuard guard;
    final ServerMetrics metrics = new ServerMetrics();
    final RoomDirectory directory;
    final ClusterNode node;
    private final TickLoop loop;

    TestNode(String name, List<String> seeds) {
        this(name, seeds, FleetAdmission.OPEN, Cells.NONE);
    }

    TestNode(String name, List<String> seeds, FleetAdmission admission, Cells cells) {
        this(name, seeds, admission, cells, null);
    }

    /** @param log receives every tick; null for none */
    TestNode(String name, List<String> seeds, FleetAdmission admission, Cells cells, @Nullable TickLog log) {
        guard = new ClusterGuard(log);
        RoomSettings rooms = new RoomSettings(TICK_RATE, 4, 2, 7, 600_000, 600_000, 600_000, 600_000);
        loop = new TickLoop("tick-" + name, TICK_RATE, metrics, deadlineNs -> {}, guard);
        directory = new RoomDirectory(rooms, 100, metrics, List.of(loop));
        String url = "ws://" + name + ".example/ws";
        FleetConfig config = new FleetConfig("127.0.0.1", 0, seeds, url, 20_000, false, admission, cells);
        node = ClusterNode.start(config, directory, guard, TICK_RATE, metrics);
        loop.start(directory);
    }

    /** Returns the number of servers on which the fleet places rooms; 0 if it does not answer yet. */
    int placingServers() {
        return node.placingServers()
                .exceptionally(failure -> 0)
                .toCompletableFuture()
                .join();
    }

    /** Opens a private room on any server of the fleet and returns its code. */
    String open() throws Exception {
        RoomSearch search = node.fleet()
                .open(RoomOrder.STANDARD, RoomQuota.NONE)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return Objects.requireNonNull(search.place(), () -> "refused: " + search.refusal())
                .room()
                .code();
    }

    /** Seats a player in a room of this server. */
    MemoryOutbox join(String code, String name) {
        MemoryOutbox outbox = new MemoryOutbox();
        Player player = new Player(outbox, false, System.nanoTime());
        JoinRequest request = new JoinRequest(name, code, false, JoinRequest.Resume.NONE, false);
        CloseReason refusal = directory.join(request, player, room -> {});
        if (refusal != null) {
            throw new AssertionError(refusal);
        }
        return outbox;
    }

    /** Returns a metric of this server, named with its labels as the text format writes them. */
    double metric(String name) {
        return metric(metrics.registry(), name);
    }

    static double metric(PrometheusRegistry registry, String name) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.builder().build().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    /** Stops as a killed process does: no tick and no word more. */
    void kill() {
        loop.stopSoon();
        node.terminate();
    }

    @Override
    public void close() {
        kill();
    }

    /** A connection whose frames are counted, and which remembers where it was sent. */
    static final class MemoryOutbox implements Outbox {
        volatile int frames;
        volatile String movedTo = "";

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public synchronized int offer(byte[] frame, int length) {
            frames++;
            return length;
        }

        @Override
        public void close(CloseReason reason) {
            movedTo = reason.name();
        }

        @Override
        public void move(String address, String room) {
            movedTo = address;
        }
    }
}
