package io.tickstorm.cluster;

import io.tickstorm.metrics.CheckpointMetrics;
import io.tickstorm.room.RoomDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The state that the parts of one server of the fleet share. Any thread. */
final class ClusterParts {
    private final RoomDirectory directory;
    private final ClusterGuard guard;
    private final String url;
    private final CrashSensor crashSensor;
    private final CheckpointMetrics checkpoints;
    private final Entities entities = new Entities();
    private final AtomicLong moves = new AtomicLong();
    private volatile Peers.Known known = Peers.Known.NOTHING;
    private volatile boolean isDraining;
    private volatile @Nullable ShardedRooms rooms;

    /** @param url WebSocket address of this server for clients */
    ClusterParts(
            RoomDirectory directory,
            ClusterGuard guard,
            String url,
            CrashSensor crashSensor,
            CheckpointMetrics checkpoints) {
        this.checkpoints = checkpoints;
        this.crashSensor = crashSensor;
        this.directory = directory;
        this.guard = guard;
        this.url = url;
    }

    RoomDirectory directory() {
        return directory;
    }

    ClusterGuard guard() {
        return guard;
    }

    String url() {
        return url;
    }

    CheckpointMetrics checkpoints() {
        return checkpoints;
    }

    CrashSensor crashSensor() {
        return crashSensor;
    }

    Entities entities() {
        return entities;
    }

    ShardedRooms rooms() {
        return Objects.requireNonNull(rooms, "the sharding starts first");
    }

    void started(ShardedRooms sharded) {
        rooms = sharded;
    }

    Peers.Known known() {
        return known;
    }

    boolean isDraining() {
        return isDraining;
    }

    /** Publishes what the node actor knows, and the addresses that clients are told. */
    void published(Peers.Known newest, boolean draining) {
        List<String> urls = new ArrayList<>(List.of(url));
        urls.addAll(newest.urls());
        if (!newest.urls().equals(known.urls())) {
            directory.tellServers(urls);
        }
        known = newest;
        isDraining = draining;
    }

    void moved() {
        moves.incrementAndGet();
    }

    /** Returns the number of rooms that this server has handed over. */
    long moves() {
        return moves.get();
    }
}
