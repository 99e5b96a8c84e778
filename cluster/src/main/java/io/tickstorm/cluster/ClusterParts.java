package io.tickstorm.cluster;

import io.tickstorm.metrics.CheckpointMetrics;
import io.tickstorm.metrics.FleetMetrics;
import io.tickstorm.metrics.FleetTrace;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.room.RoomDeparture;
import io.tickstorm.room.RoomDirectory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The state that the parts of one server of the fleet share. Any thread. */
final class ClusterParts {
    private static final int PAGES_MAX = 256;

    private final RoomDirectory directory;
    private final ClusterGuard guard;
    private final String url;
    private final CrashSensor crashSensor;
    private final CheckpointMetrics checkpoints;
    private final Entities entities = new Entities();
    private final FleetMetrics metrics;
    private final AtomicInteger departing = new AtomicInteger();
    private volatile Peers.Known known = Peers.Known.NOTHING;
    private volatile boolean isDraining;
    private volatile List<String> addresses = List.of();
    private volatile Set<String> pages = Set.of();
    private volatile @Nullable ShardedRooms rooms;

    /** @param url WebSocket address of this server for clients */
    ClusterParts(
            RoomDirectory directory, ClusterGuard guard, String url, CrashSensor crashSensor, ServerMetrics metrics) {
        checkpoints = metrics.checkpoints;
        this.crashSensor = crashSensor;
        this.directory = directory;
        this.guard = guard;
        this.url = url;
        this.metrics = new FleetMetrics(
                metrics.registry(),
                new FleetMetrics.Sources(this::servers, this::roomsKnown, guard.freezes()::frozenS));
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

    /** Publishes what the node actor knows, and the addresses that clients receive. */
    void published(Peers.Known newest, boolean draining) {
        List<String> urls = new ArrayList<>(List.of(url));
        urls.addAll(newest.urls());
        if (!urls.equals(addresses)) {
            addresses = List.copyOf(urls);
            pages = remembered(urls);
            directory.setServers(urls);
        }
        known = newest;
        isDraining = draining;
    }

    /** Returns the origins of these servers and the former ones, the newest first. */
    private Set<String> remembered(List<String> urls) {
        Set<String> all = new LinkedHashSet<>();
        urls.forEach(address -> all.add(OriginRule.originOf(address)));
        pages.stream().limit(PAGES_MAX).forEach(all::add);
        return Collections.unmodifiableSet(all);
    }

    /** Returns the codes of the rooms that a server has, or that are on their way. */
    Set<String> aliveRooms() {
        Peers.Known others = known;
        Set<String> codes = new LinkedHashSet<>(others.places().keySet());
        codes.addAll(others.expected());
        directory.listings().forEach(room -> codes.add(room.code()));
        return codes;
    }

    /** Returns the WebSocket addresses of the servers, this one first. */
    List<String> addresses() {
        return addresses;
    }

    /** Returns the origins of the servers of the fleet, and of up to 256 that have left it. */
    Set<String> pageOrigins() {
        return pages;
    }

    /** Notes that the clients of a room wait for its new address. */
    void departed() {
        departing.incrementAndGet();
    }

    /** Notes that the clients of a departed room have been sent away. */
    void farewell() {
        departing.decrementAndGet();
    }

    /** Returns true if this server has no room, and no client that waits for the address of one. */
    boolean isEmpty() {
        return entities.size() == 0 && departing.get() == 0;
    }

    /** Notes where a departed room continues: a WebSocket address, or nothing if no server has it. */
    void handedOver(RoomDeparture departure, String address) {
        long tookNs = System.nanoTime() - departure.endedNs();
        if (address.isEmpty()) {
            metrics.handOversWithoutOwner.inc();
        } else {
            metrics.handedOver(tookNs);
        }
        FleetTrace.Image last = new FleetTrace.Image(
                departure.room().code(),
                departure.room().epoch(),
                departure.tick(),
                departure.image().length() * Integer.BYTES);
        FleetTrace.handedOver(last, departure.connections().size(), address, tookNs);
    }

    FleetMetrics metrics() {
        return metrics;
    }

    private int servers() {
        return known.urls().size() + 1;
    }

    private int roomsKnown() {
        return directory.listings().size() + known.places().size();
    }
}
