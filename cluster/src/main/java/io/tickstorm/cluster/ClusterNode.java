package io.tickstorm.cluster;

import io.tickstorm.fleet.Fleet;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.RoomDirectory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Leave;

/**
 * One server's membership in the fleet. Create it before the directory opens a room; start and stop once, from one
 * thread.
 */
public final class ClusterNode {
    private final ActorSystem<Void> system;
    private final ClusterParts parts;
    private final Fleet fleet;
    private final Cluster cluster;

    private ClusterNode(ActorSystem<Void> system, ClusterParts parts, Fleet fleet) {
        this.system = system;
        this.parts = parts;
        this.fleet = fleet;
        cluster = Cluster.get(system);
    }

    /**
     * Joins the fleet, or starts one.
     *
     * @param guard the guard of the loops that tick the directory's rooms
     * @param tickRate of the directory's rooms
     */
    public static ClusterNode start(
            FleetConfig config, RoomDirectory directory, ClusterGuard guard, int tickRate, ServerMetrics metrics) {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), FleetConfig.SYSTEM, config.pekko());
        CrashSensor sensor = new CrashSensor(
                config.crashSensor(), address -> Cluster.get(system).manager().tell(new Down(address)));
        ClusterParts parts = new ClusterParts(directory, guard, config.url(), sensor, metrics);
        ActorRef<NodeCommand> node = spawn(system, NodeActor.create(parts));
        directory.keepBy(new KeeperStore(node, metrics.checkpoints));
        directory.whenEnded(room -> node.tell(new NodeCommand.Ended(room)));
        RoomEntity.Server server = new RoomEntity.Server(
                directory, guard, node, parts.entities(), config.url(), tickRate, parts.metrics());
        String self = Cluster.get(system).selfMember().address().toString();
        RoomAllocation allocation = new RoomAllocation(self, () -> draining(parts, self), parts::aliveRooms);
        ClusterSharding.get(system)
                .init(Entity.of(
                                ShardedRooms.TYPE,
                                context -> RoomEntity.create(context.getEntityId(), server, context.getShard()))
                        .withStopMessage(new RoomCommand.HandOver())
                        .withMessageExtractor(new OneRoomAShard())
                        .withAllocationStrategy(allocation));
        parts.started(new ShardedRooms(system));
        ClusterNode started = new ClusterNode(system, parts, new ClusterFleet(parts, node, self, config));
        if (config.seeds().isEmpty()) {
            started.joinItself();
        }
        return started;
    }

    private static java.util.Set<String> draining(ClusterParts parts, String self) {
        java.util.Set<String> all = new java.util.HashSet<>(parts.known().draining());
        if (parts.isDraining()) {
            all.add(self);
        }
        return all;
    }

    private static ActorRef<NodeCommand> spawn(ActorSystem<Void> system, Behavior<NodeCommand> behavior) {
        return system.systemActorOf(behavior, "node", org.apache.pekko.actor.typed.Props.empty());
    }

    /** The code of a room is the name of its shard, so that each room moves by itself. */
    private static final class OneRoomAShard
            extends ShardingMessageExtractor<ShardingEnvelope<RoomCommand>, RoomCommand> {
        @Override
        public String entityId(ShardingEnvelope<RoomCommand> envelope) {
            return envelope.entityId();
        }

        @Override
        public String shardId(String entityId) {
            return entityId;
        }

        @Override
        public RoomCommand unwrapMessage(ShardingEnvelope<RoomCommand> envelope) {
            return envelope.message();
        }
    }

    /** Returns the system of this server, whose transport a test may cut. */
    ActorSystem<?> system() {
        return system;
    }

    /** Returns the fleet as this server sees it. */
    public Fleet fleet() {
        return fleet;
    }

    /** Returns {@code host:port} of this server for the other servers. */
    public String address() {
        return hostAndPort(cluster.selfMember().address());
    }

    /** Returns {@code host:port} of an address. */
    static String hostAndPort(Address address) {
        return address.hostPort().replaceFirst("^.*@", "");
    }

    /** Completes when this server is a member of the fleet. */
    CompletionStage<Void> whenUp() {
        CompletableFuture<Void> up = new CompletableFuture<>();
        org.apache.pekko.cluster.Cluster.get(system.classicSystem()).registerOnMemberUp(() -> up.complete(null));
        return up;
    }

    /** Returns the seeds that belong to another fleet; see {@link SeedCheck}. */
    List<String> seedsOfAnotherFleet(List<String> seeds) {
        return SeedCheck.ofAnotherFleet(system, seeds);
    }

    /** Returns true if the fleet refused this server: its name, secret or version differs. */
    boolean isRefused() {
        return CoordinatedShutdown.get(system.classicSystem())
                .getShutdownReason()
                .filter(CoordinatedShutdown.incompatibleConfigurationDetectedReason()::equals)
                .isPresent();
    }

    /** Returns true if no seed has answered in time. */
    boolean isWithoutSeed() {
        return CoordinatedShutdown.get(system.classicSystem())
                .getShutdownReason()
                .filter(CoordinatedShutdown.clusterJoinUnsuccessfulReason()::equals)
                .isPresent();
    }

    /** Starts a new fleet of which this server is the first. Only for a server without seeds. */
    private void joinItself() {
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }

    /** Returns the number of servers that have joined, this one included. */
    public int members() {
        return parts.known().reports().size() + 1;
    }

    /** Returns the number of servers on which the fleet places rooms; fails with a timeout of 5 s. */
    CompletionStage<Integer> placingServers() {
        return parts.rooms().servers(Duration.ofSeconds(5));
    }

    /** Leaves the fleet in order; completes when the cluster knows it. */
    public CompletionStage<Done> leave() {
        cluster.manager().tell(Leave.create(cluster.selfMember().address()));
        return system.getWhenTerminated();
    }

    /** Runs a task when the membership has ended, for whatever reason. */
    public void whenTerminated(Runnable task) {
        var unused = ended().thenRun(task);
    }

    /** Runs a task when the fleet has removed this server. Its membership ends soon after that. */
    void whenRemoved(Runnable task) {
        org.apache.pekko.cluster.Cluster.get(system.classicSystem()).registerOnMemberRemoved(task);
    }

    /** Completes when the membership has ended, for whatever reason. */
    CompletionStage<Done> ended() {
        return system.getWhenTerminated();
    }

    /** Ends at once, without a word to the others, as a killed process would. */
    public void terminate() {
        system.terminate();
    }
}
