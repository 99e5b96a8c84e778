package io.tickstorm.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.IgnoreActorRef;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import org.apache.pekko.dispatch.Futures;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tells Pekko where a room goes: see {@link LeastLoaded}. A shard holds one room, and its name is the room's code. The
 * coordinator, which runs on the oldest server, is the only caller.
 */
final class RoomAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {
    private static final long RELEASE_NS = 500_000_000L;

    private final String self;
    private final Supplier<Set<String>> draining;
    private final Supplier<Set<String>> alive;
    private final EndedRooms ended = new EndedRooms();
    private long releasedNs = System.nanoTime();

    /**
     * @param self cluster address of this server
     * @param draining returns the cluster addresses of draining servers; any thread
     * @param alive returns the codes of rooms that have not ended; any thread
     */
    RoomAllocation(String self, Supplier<Set<String>> draining, Supplier<Set<String>> alive) {
        this.self = self;
        this.alive = alive;
        this.draining = draining;
    }

    @Override
    public Future<ActorRef> allocateShard(
            ActorRef requester, String shardId, Map<ActorRef, IndexedSeq<String>> current) {
        if (requester instanceof IgnoreActorRef && ended.isReleased(shardId)) {
            // Pekko asks for a new place after each hand-off. An ended room gets none until a player asks for it.
            return Futures.<ActorRef>promise().future();
        }
        Map<String, Integer> rooms = new HashMap<>();
        Map<String, ActorRef> regions = new HashMap<>();
        current.forEach((region, shards) -> {
            rooms.put(address(region), shards.size());
            regions.put(address(region), region);
        });
        String chosen = LeastLoaded.choose(rooms, draining.get());
        return Futures.successful(chosen == null ? requester : regions.get(chosen));
    }

    @Override
    public Future<Set<String>> rebalance(Map<ActorRef, IndexedSeq<String>> current, Set<String> inProgress) {
        Map<String, List<String>> rooms = new HashMap<>();
        current.forEach((region, shards) -> rooms.put(address(region), CollectionConverters.asJava(shards)));
        Set<String> leaving = new HashSet<>(LeastLoaded.toMove(rooms, draining.get(), inProgress));
        long nowNs = System.nanoTime();
        if (draining.get().isEmpty() && nowNs - releasedNs > RELEASE_NS) {
            releasedNs = nowNs;
            Set<String> all = new HashSet<>();
            rooms.values().forEach(all::addAll);
            leaving.addAll(ended.toRelease(all, alive.get(), inProgress, nowNs));
        }
        return Futures.successful(leaving);
    }

    private String address(ActorRef region) {
        return region.path().address().hasLocalScope()
                ? self
                : region.path().address().toString();
    }
}
