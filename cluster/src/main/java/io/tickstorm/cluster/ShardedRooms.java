package io.tickstorm.cluster;

import io.tickstorm.cluster.v1.OpenRoom;
import io.tickstorm.cluster.v1.ReviveRoom;
import io.tickstorm.cluster.v1.RoomAnswer;
import io.tickstorm.cluster.v1.RoomMessage;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.pattern.Patterns;

/** Sends messages to the entities of rooms on any server. Any thread. */
final class ShardedRooms {
    static final EntityTypeKey<RoomCommand> TYPE = EntityTypeKey.create(RoomCommand.class, "room");

    private final ClusterSharding sharding;
    private final ActorRefResolver resolver;
    private final ActorRef region;

    ShardedRooms(ActorSystem<?> system) {
        sharding = ClusterSharding.get(system);
        resolver = ActorRefResolver.get(system);
        region = org.apache.pekko.cluster.sharding.ClusterSharding.get(Adapter.toClassic(system))
                .shardRegion(TYPE.name());
    }

    /** Returns the number of servers on which the coordinator places rooms; fails with a timeout. */
    CompletionStage<Integer> servers(Duration timeout) {
        return Patterns.ask(region, ShardRegion.getCurrentRegionsInstance(), timeout)
                .thenApply(answer ->
                        ((ShardRegion.CurrentRegions) answer).getRegions().size());
    }

    /** Opens a room, or finds it if it is open; fails with a timeout. */
    CompletionStage<RoomAnswer> open(String code, OpenRoom order, Duration timeout) {
        return ask(code, RoomMessage.newBuilder().setOpen(order), timeout);
    }

    /** Continues a room from its image and returns where it is; fails with a timeout. */
    CompletionStage<RoomAnswer> reviveAndAsk(String code, Duration timeout) {
        return ask(code, RoomMessage.newBuilder().setRevive(ReviveRoom.getDefaultInstance()), timeout);
    }

    /** Continues a room from its image. */
    void revive(String code) {
        RoomMessage message = RoomMessage.newBuilder()
                .setRevive(ReviveRoom.getDefaultInstance())
                .build();
        sharding.entityRefFor(TYPE, code).tell(new FleetMessage.ToRoom(message));
    }

    private CompletionStage<RoomAnswer> ask(String code, RoomMessage.Builder message, Duration timeout) {
        return sharding.entityRefFor(TYPE, code)
                .<FleetMessage.Answer>ask(
                        replyTo -> new FleetMessage.ToRoom(message.setReplyTo(resolver.toSerializationFormat(replyTo))
                                .build()),
                        timeout)
                .thenApply(FleetMessage.Answer::message);
    }
}
