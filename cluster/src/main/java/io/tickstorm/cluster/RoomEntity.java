package io.tickstorm.cluster;

import io.tickstorm.checkpoint.RefusedException;
import io.tickstorm.cluster.v1.OpenRoom;
import io.tickstorm.cluster.v1.RoomAnswer;
import io.tickstorm.cluster.v1.RoomMessage;
import io.tickstorm.cluster.v1.StoreImage;
import io.tickstorm.metrics.FleetMetrics;
import io.tickstorm.metrics.FleetTrace;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomListing;
import io.tickstorm.room.RoomOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;

/**
 * The life of one room in the fleet: opened fresh or continued from its image, handed over, ended. It never ticks; the
 * room's loop does. Pekko runs at most one entity for a code, and passes {@link RoomCommand.HandOver} to move it.
 */
final class RoomEntity extends AbstractBehavior<RoomCommand> {
    /** A hand-over that takes longer than this is given up: the server that continues the room uses an older image. */
    private static final Duration HAND_OVER = Duration.ofSeconds(5);

    private static final int ANSWERS_MAX = 256;
    private static final int MARGIN_MS = 2_000;

    /** The parts of a server that its entities use. */
    record Server(
            RoomDirectory directory,
            ClusterGuard guard,
            ActorRef<NodeCommand> node,
            Entities entities,
            String url,
            int tickRate,
            FleetMetrics metrics) {}

    private final String code;
    private final Server server;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final List<String> waiting = new ArrayList<>();
    private @Nullable OpenRoom wish;
    private boolean isFetching;
    private long fetchNs;
    private boolean isDeparting;

    private RoomEntity(
            ActorContext<RoomCommand> context,
            String code,
            Server server,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        super(context);
        this.code = code;
        this.server = server;
        this.shard = shard;
        server.entities.add(code, context.getSelf());
    }

    static Behavior<RoomCommand> create(String code, Server server, ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context -> new RoomEntity(context, code, server, shard));
    }

    @Override
    public Receive<RoomCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(FleetMessage.ToRoom.class, this::receive)
                .onMessage(RoomCommand.Fetched.class, this::start)
                .onMessage(RoomCommand.Departed.class, this::departed)
                .onMessage(RoomCommand.Stored.class, stored -> stop())
                .onMessage(RoomCommand.TimedOut.class, timedOut -> giveUp())
                .onMessage(RoomCommand.Ended.class, ended -> passivate())
                .onMessage(RoomCommand.HandOver.class, handOver -> handOver())
                .build();
    }

    private Behavior<RoomCommand> receive(FleetMessage.ToRoom envelope) {
        RoomMessage message = envelope.message();
        RoomListing room = server.directory.listing(code);
        if (message.getMessageCase() == RoomMessage.MessageCase.MESSAGE_NOT_SET) {
            // A newer version sent what this one does not know.
            answer(message.getReplyTo(), refusal(CloseReason.UNKNOWN_ROOM));
            return room == null && !isFetching ? passivate() : this;
        } else if (isDeparting) {
            answer(message.getReplyTo(), refusal(CloseReason.MOVING));
        } else if (room != null) {
            answer(message.getReplyTo(), opened(room));
        } else if (waiting.size() >= ANSWERS_MAX) {
            answer(message.getReplyTo(), refusal(CloseReason.SERVER_FULL));
        } else {
            waiting.add(message.getReplyTo());
            wish = message.hasOpen() ? message.getOpen() : wish;
            if (!isFetching) {
                isFetching = true;
                fetchNs = System.nanoTime();
                server.node.tell(new NodeCommand.Fetch(code, getContext().getSelf()));
            }
        }
        return this;
    }

    private Behavior<RoomCommand> start(RoomCommand.Fetched fetched) {
        isFetching = false;
        StoreImage image = fetched.image();
        RoomListing room = image == null ? null : restore(image, fetched.ageMs());
        OpenRoom order = wish;
        if (room == null && order != null) {
            room = server.directory.open(
                    code, order.getIsPublic(), new RoomOrder(order.getSeats(), order.getBots(), order.getRoundS()));
        }
        CloseReason missing = order == null ? CloseReason.UNKNOWN_ROOM : CloseReason.SERVER_FULL;
        RoomAnswer answer = room == null ? refusal(missing) : opened(room);
        waiting.forEach(replyTo -> answer(replyTo, answer));
        waiting.clear();
        wish = null;
        server.node.tell(new NodeCommand.Beat());
        return room == null ? passivate() : this;
    }

    private @Nullable RoomListing restore(StoreImage image, int ageMs) {
        int shiftMs = image.getIsFinal() ? 0 : ageMs + MARGIN_MS;
        try {
            int shiftTicks = (int) ((long) shiftMs * server.tickRate / 1_000);
            server.directory.restore(Images.image(image.getImage()), shiftTicks);
            RoomListing listing = server.directory.listing(code);
            if (listing != null) {
                server.guard.continued(code, listing.epoch(), image.getTick() + shiftTicks, image.getTick());
            }
            trace(image, image.getTick() + shiftTicks + 1);
            return listing;
        } catch (RefusedException e) {
            getContext().getLog().warn("room {} does not continue, a fresh one starts: {}", code, e.getMessage());
            return null;
        }
    }

    private void trace(StoreImage image, int firstTick) {
        server.metrics.continued(image.getIsFinal());
        FleetTrace.Image from = new FleetTrace.Image(
                code, image.getEpoch(), image.getTick(), image.getImage().size());
        FleetTrace.continued(from, image.getIsFinal(), firstTick, System.nanoTime() - fetchNs);
    }

    private Behavior<RoomCommand> handOver() {
        isDeparting = true;
        waiting.forEach(replyTo -> answer(replyTo, refusal(CloseReason.MOVING)));
        ActorRef<RoomCommand> self = getContext().getSelf();
        if (!server.directory.handOver(code, departure -> self.tell(new RoomCommand.Departed(departure)))) {
            return stop();
        }
        getContext().scheduleOnce(HAND_OVER, self, new RoomCommand.TimedOut());
        return this;
    }

    private Behavior<RoomCommand> giveUp() {
        server.metrics.handOversTimedOut.inc();
        return stop();
    }

    private Behavior<RoomCommand> departed(RoomCommand.Departed departed) {
        server.node.tell(
                new NodeCommand.StoreFinal(departed.departure(), getContext().getSelf()));
        return this;
    }

    private Behavior<RoomCommand> passivate() {
        shard.tell(new ClusterSharding.Passivate<>(getContext().getSelf()));
        return this;
    }

    private Behavior<RoomCommand> stop() {
        server.entities.remove(code, getContext().getSelf());
        return Behaviors.stopped();
    }

    private RoomAnswer opened(RoomListing room) {
        return RoomAnswer.newBuilder()
                .setRoom(Peers.message(room))
                .setUrl(server.url)
                .build();
    }

    private static RoomAnswer refusal(CloseReason reason) {
        return RoomAnswer.newBuilder().setRefusal(reason.name()).build();
    }

    private void answer(String replyTo, RoomAnswer answer) {
        if (!replyTo.isEmpty()) {
            ActorRef<FleetMessage.Answer> asker =
                    ActorRefResolver.get(getContext().getSystem()).resolveActorRef(replyTo);
            asker.tell(new FleetMessage.Answer(answer));
        }
    }
}
