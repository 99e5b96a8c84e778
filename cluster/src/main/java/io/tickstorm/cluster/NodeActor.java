package io.tickstorm.cluster;

import io.tickstorm.checkpoint.RoomCopy;
import io.tickstorm.cluster.v1.Confirm;
import io.tickstorm.cluster.v1.Confirmed;
import io.tickstorm.cluster.v1.FetchImage;
import io.tickstorm.cluster.v1.FetchedImage;
import io.tickstorm.cluster.v1.ForgetImage;
import io.tickstorm.cluster.v1.ImageStored;
import io.tickstorm.cluster.v1.NodeMessage;
import io.tickstorm.cluster.v1.NodeReport;
import io.tickstorm.cluster.v1.StoreImage;
import io.tickstorm.room.RoomDeparture;
import io.tickstorm.room.RoomListing;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;

/**
 * The services of one server for the others: it reports its rooms, keeps images of theirs, has the rooms of a lost
 * server continued, and confirms who belongs to the cluster. It also sets the {@link ClusterGuard} of its own server.
 */
final class NodeActor extends AbstractBehavior<NodeCommand> {
    static final ServiceKey<NodeCommand> KEY = ServiceKey.create(NodeCommand.class, "tickstorm-node");

    private static final System.Logger LOG = System.getLogger(NodeActor.class.getName());
    private static final Duration BEAT = Duration.ofMillis(250);
    /** An image that was not acknowledged within this time counts as lost. */
    private static final long STORE_NS = 2_000_000_000L;

    /** Reachable servers answer within milliseconds; a busy one that keeps the newest image may take longer. */
    private static final long FETCH_NS = 1_500_000_000L;

    private static final Duration CONTINUE = Duration.ofSeconds(5);

    private final ClusterParts parts;
    private final Cluster cluster;
    private final String self;
    private final Peers peers = new Peers();
    private final Keeper keeper;
    private final Map<String, Copying> copies = new HashMap<>();
    /** The newest copies that were stored, by room. */
    private final Map<String, Copying> safe = new HashMap<>();

    private final Map<String, ImageSearch> fetches = new HashMap<>();
    private final LostRooms lost = new LostRooms();
    private final Set<String> confirmedBy = new HashSet<>();
    private Map<String, ActorRef<NodeCommand>> nodes = Map.of();
    private boolean isDraining;
    private long confirmNumber;

    /** A copy on its way to its keeper. */
    private record Copying(RoomCopy copy, int tick, String keeper, long sentNs) {}

    private NodeActor(ActorContext<NodeCommand> context, ClusterParts parts) {
        super(context);
        this.parts = parts;
        keeper = new Keeper(parts.metrics());
        cluster = Cluster.get(context.getSystem());
        self = cluster.selfMember().address().toString();
        context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
        context.getSystem()
                .receptionist()
                .tell(Receptionist.subscribe(
                        KEY, context.messageAdapter(Receptionist.Listing.class, NodeCommand.Listed::new)));
        cluster.subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(ClusterEvent.ClusterDomainEvent.class, NodeCommand.Changed::new),
                        ClusterEvent.ClusterDomainEvent.class));
    }

    static Behavior<NodeCommand> create(ClusterParts parts) {
        return Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new NodeCommand.Beat(), BEAT);
            return Behaviors.setup(context -> new NodeActor(context, parts));
        });
    }

    @Override
    public Receive<NodeCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(FleetMessage.ToNode.class, this::receive)
                .onMessage(NodeCommand.Listed.class, this::listed)
                .onMessage(NodeCommand.Changed.class, this::changed)
                .onMessage(NodeCommand.Beat.class, beat -> beat())
                .onMessage(NodeCommand.Store.class, this::store)
                .onMessage(NodeCommand.StoreFinal.class, this::storeFinal)
                .onMessage(NodeCommand.Continued.class, this::continued)
                .onMessage(NodeCommand.Ended.class, this::ended)
                .onMessage(NodeCommand.Fetch.class, this::fetch)
                .onMessage(NodeCommand.Drain.class, drain -> drain())
                .build();
    }

    private Behavior<NodeCommand> listed(NodeCommand.Listed listed) {
        Map<String, ActorRef<NodeCommand>> now = new HashMap<>();
        for (ActorRef<NodeCommand> node : listed.listing().getServiceInstances(KEY)) {
            if (!node.equals(getContext().getSelf())) {
                now.put(node.path().address().toString(), node);
            }
        }
        nodes = now;
        return beat();
    }

    private Behavior<NodeCommand> changed(NodeCommand.Changed changed) {
        ClusterEvent.ClusterDomainEvent event = changed.event();
        if (event instanceof ClusterEvent.UnreachableMember unreachable) {
            peers.reachable(unreachable.member().address().toString(), false);
            copyAgain(unreachable.member().address().toString());
            parts.crashSensor().look(unreachable.member());
        } else if (event instanceof ClusterEvent.ReachableMember reachable) {
            peers.reachable(reachable.member().address().toString(), true);
        } else if (event instanceof ClusterEvent.MemberRemoved removed) {
            removed(removed.member());
        }
        watchReachability();
        publish();
        return this;
    }

    private void removed(Member member) {
        String node = member.address().toString();
        if (node.equals(self)) {
            parts.guard().remove();
            return;
        }
        peers.remove(node, System.nanoTime());
        publish();
        copyAgain(node);
        List<String> codes = keeper.roomsOf(node);
        if (!codes.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, node + " has left; " + codes.size() + " of its rooms continue from here");
        }
        lost.add(codes, System.nanoTime());
        revive(System.nanoTime());
    }

    private void revive(long nowNs) {
        // The first beats come before the sharding has started, and no room is lost then.
        lost.waiting(this::isBack, nowNs).forEach(code -> parts.rooms().revive(code));
    }

    private boolean isBack(String code) {
        return parts.directory().listing(code) != null || parts.known().places().containsKey(code);
    }

    private void watchReachability() {
        ClusterEvent.CurrentClusterState state = cluster.state();
        int silent = peers.silent(System.nanoTime(), this::isMember);
        parts.guard()
                .reachability(
                        count(state.getMembers()),
                        Math.max(silent, state.getUnreachable().size()));
    }

    private static int count(Iterable<Member> members) {
        return (int) StreamSupport.stream(members.spliterator(), false).count();
    }

    private Behavior<NodeCommand> beat() {
        long nowNs = System.nanoTime();
        parts.guard().noteTime(nowNs);
        NodeReport.Builder report =
                NodeReport.newBuilder().setNode(self).setUrl(parts.url()).setDraining(isDraining);
        report.setHandedOver(parts.metrics().roomsHandedOver())
                .setContinued(parts.metrics().roomsContinued());
        parts.directory().listings().forEach(room -> report.addRooms(Peers.message(room)));
        sendAll(NodeMessage.newBuilder().setReport(report));
        watchReachability();
        confirmMembership();
        expire(nowNs);
        publish();
        revive(nowNs);
        return this;
    }

    private void confirmMembership() {
        if (!parts.guard().needsConfirmation()) {
            return;
        }
        if (count(cluster.state().getMembers()) <= 1) {
            // A server that was removed knows no member, not even itself.
            if (isMember(self)) {
                parts.guard().confirm();
            }
            return;
        }
        confirmNumber++;
        confirmedBy.clear();
        sendAll(NodeMessage.newBuilder()
                .setReplyTo(own())
                .setConfirm(Confirm.newBuilder().setNode(self).setNumber(confirmNumber)));
    }

    private void expire(long nowNs) {
        copies.values().removeIf(copying -> {
            boolean isLate = nowNs - copying.sentNs > STORE_NS;
            if (isLate) {
                copying.copy.stored(false);
            }
            return isLate;
        });
        for (Iterator<Map.Entry<String, ImageSearch>> i = fetches.entrySet().iterator(); i.hasNext(); ) {
            ImageSearch fetching = i.next().getValue();
            if (nowNs - fetching.untilNs > 0) {
                i.remove();
                fetching.askers.forEach(asker -> asker.tell(fetching.best));
            }
        }
    }

    private void publish() {
        Peers.Known known = peers.known(System.nanoTime());
        parts.published(known, isDraining);
    }

    private void sendAll(NodeMessage.Builder message) {
        FleetMessage.ToNode envelope = new FleetMessage.ToNode(message.build());
        nodes.values().forEach(node -> node.tell(envelope));
    }

    private Behavior<NodeCommand> receive(FleetMessage.ToNode envelope) {
        NodeMessage message = envelope.message();
        switch (message.getMessageCase()) {
            case REPORT -> {
                // A late report of a server that has left would stay for ever.
                if (isMember(message.getReport().getNode())) {
                    boolean hasMoved = peers.reported(message.getReport(), System.nanoTime());
                    if (hasMoved) {
                        publish();
                    }
                }
            }
            case STORE -> keep(message.getStore(), message.getReplyTo());
            case STORED -> stored(message.getStored());
            case FORGET ->
                keeper.forget(message.getForget().getCode(), message.getForget().getEpoch());
            case FETCH -> answerFetch(message.getFetch().getCode(), message.getReplyTo());
            case FETCHED -> fetched(message.getFetched());
            case CONFIRM -> answerConfirm(message.getConfirm(), message.getReplyTo());
            case CONFIRMED -> confirmed(message.getConfirmed(), message.getReplyTo());
            case MESSAGE_NOT_SET -> {} // A newer version sent it.
        }
        return this;
    }

    private void keep(StoreImage image, String replyTo) {
        keeper.store(image, System.nanoTime());
        reply(
                replyTo,
                NodeMessage.newBuilder()
                        .setStored(ImageStored.newBuilder()
                                .setCode(image.getCode())
                                .setEpoch(image.getEpoch())
                                .setTick(image.getTick())));
    }

    private Behavior<NodeCommand> store(NodeCommand.Store command) {
        RoomCopy copy = command.copy();
        String keeperNode = keeperOf(copy.room());
        if (keeperNode == null) {
            copy.stored(false);
            return this;
        }
        copies.put(copy.room(), new Copying(copy, copy.tick(), keeperNode, System.nanoTime()));
        send(
                node(keeperNode),
                NodeMessage.newBuilder()
                        .setStore(StoreImage.newBuilder()
                                .setCode(copy.room())
                                .setEpoch(copy.epoch())
                                .setTick(copy.tick())
                                .setOwner(self)
                                .setImage(Images.bytes(copy.image))));
        return this;
    }

    private void stored(ImageStored stored) {
        Copying copying = copies.get(stored.getCode());
        if (copying != null && copying.tick == stored.getTick()) {
            copies.remove(stored.getCode());
            forgetAtFormerKeeper(safe.put(stored.getCode(), copying), copying);
            long nowNs = System.nanoTime();
            parts.checkpoints().written(copying.copy.image.length() * Integer.BYTES, nowNs - copying.sentNs, nowNs);
            copying.copy.stored(true);
        }
    }

    /** An image that is not renewed any more must not be found when its keeper is the only one to answer in time. */
    private void forgetAtFormerKeeper(@Nullable Copying former, Copying now) {
        ActorRef<NodeCommand> keeperBefore =
                former == null || former.keeper.equals(now.keeper) ? null : nodes.get(former.keeper);
        if (keeperBefore != null) {
            keeperBefore.tell(new FleetMessage.ToNode(NodeMessage.newBuilder()
                    .setForget(ForgetImage.newBuilder().setCode(now.copy.room()).setEpoch(now.copy.epoch()))
                    .build()));
        }
    }

    private ActorRef<NodeCommand> node(String address) {
        return Objects.requireNonNull(nodes.get(address), address);
    }

    /** Rooms whose keeper is gone make a new copy soon. */
    private void copyAgain(String lostKeeper) {
        safe.values().stream()
                .filter(copying -> copying.keeper.equals(lostKeeper))
                .forEach(copying -> copying.copy.lost());
    }

    /** Returns the server that keeps the images of a room: always the same one while the servers are the same. */
    private @Nullable String keeperOf(String code) {
        Peers.Known known = parts.known();
        List<String> reachable = nodes.keySet().stream()
                .filter(node -> !known.unreachable().contains(node))
                .sorted()
                .toList();
        // The images of a draining server go when it leaves.
        List<String> staying = reachable.stream()
                .filter(node -> !known.draining().contains(node))
                .toList();
        List<String> choice = staying.isEmpty() ? reachable : staying;
        return choice.isEmpty() ? null : choice.get(Math.floorMod(code.hashCode(), choice.size()));
    }

    private Behavior<NodeCommand> storeFinal(NodeCommand.StoreFinal command) {
        parts.departed();
        RoomDeparture departure = command.departure();
        RoomListing room = departure.room();
        StoreImage image = StoreImage.newBuilder()
                .setCode(room.code())
                .setEpoch(room.epoch())
                .setTick(departure.tick())
                .setOwner(self)
                .setImage(Images.bytes(departure.image()))
                .setIsFinal(true)
                .build();
        // This server runs until the next owner has asked for the image, so nobody waits for the keeper.
        keeper.store(image, System.nanoTime());
        peers.expect(room.code(), System.nanoTime());
        String keeperNode = keeperOf(room.code());
        if (keeperNode != null) {
            send(node(keeperNode), NodeMessage.newBuilder().setStore(image));
        }
        copies.remove(room.code());
        safe.remove(room.code());
        command.stored().tell(new RoomCommand.Stored());
        getContext()
                .pipeToSelf(
                        parts.rooms().reviveAndAsk(room.code(), CONTINUE),
                        (answer, failure) ->
                                new NodeCommand.Continued(departure, answer == null ? "" : answer.getUrl()));
        return this;
    }

    private Behavior<NodeCommand> continued(NodeCommand.Continued continued) {
        parts.handedOver(continued.departure(), continued.url());
        if (continued.url().isEmpty()) {
            continued.departure().closeAll();
        } else {
            continued.departure().moveTo(continued.url());
        }
        parts.farewell();
        return this;
    }

    private Behavior<NodeCommand> ended(NodeCommand.Ended ended) {
        RoomListing room = ended.room();
        keeper.forget(room.code(), room.epoch());
        safe.remove(room.code());
        sendAll(NodeMessage.newBuilder()
                .setForget(ForgetImage.newBuilder().setCode(room.code()).setEpoch(room.epoch())));
        parts.entities().ended(room.code());
        return this;
    }

    private Behavior<NodeCommand> fetch(NodeCommand.Fetch command) {
        String code = command.code();
        List<ActorRef<NodeCommand>> asked = nodes.entrySet().stream()
                .filter(node -> !parts.known().unreachable().contains(node.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        ImageSearch fetching =
                fetches.computeIfAbsent(code, key -> new ImageSearch(asked.size(), System.nanoTime() + FETCH_NS));
        fetching.askers.add(command.replyTo());
        Keeper.Kept own = keeper.find(code);
        if (own != null) {
            fetching.found(own.image(), own.ageMs(System.nanoTime()));
        }
        NodeMessage.Builder question =
                NodeMessage.newBuilder().setFetch(FetchImage.newBuilder().setCode(code));
        asked.forEach(node -> send(node, question));
        finishIfComplete(code, fetching);
        return this;
    }

    private void answerFetch(String code, String replyTo) {
        FetchedImage.Builder answer = FetchedImage.newBuilder().setCode(code);
        Keeper.Kept kept = keeper.find(code);
        if (kept != null) {
            answer.setImage(kept.image()).setAgeMs(kept.ageMs(System.nanoTime()));
        }
        reply(replyTo, NodeMessage.newBuilder().setFetched(answer));
    }

    private void fetched(FetchedImage answer) {
        ImageSearch fetching = fetches.get(answer.getCode());
        if (fetching != null) {
            fetching.answered();
            if (answer.hasImage()) {
                fetching.found(answer.getImage(), answer.getAgeMs());
            }
            finishIfComplete(answer.getCode(), fetching);
        }
    }

    private void finishIfComplete(String code, ImageSearch fetching) {
        if (fetching.awaited <= 0) {
            fetches.remove(code);
            fetching.askers.forEach(asker -> asker.tell(fetching.best));
        }
    }

    private boolean isMember(String node) {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .anyMatch(member -> member.address().toString().equals(node)
                        && member.status() != MemberStatus.down()
                        && member.status() != MemberStatus.removed());
    }

    private void answerConfirm(Confirm confirm, String replyTo) {
        reply(
                replyTo,
                NodeMessage.newBuilder()
                        .setConfirmed(Confirmed.newBuilder()
                                .setNumber(confirm.getNumber())
                                .setIsMember(isMember(confirm.getNode()))
                                .setMembers(count(cluster.state().getMembers()))));
    }

    private void confirmed(Confirmed confirmed, String from) {
        if (confirmed.getNumber() == confirmNumber && confirmed.getIsMember() && confirmedBy.add(from)) {
            int members = count(cluster.state().getMembers());
            if (2 * (confirmedBy.size() + 1) > members) {
                parts.guard().confirm();
            }
        }
    }

    private Behavior<NodeCommand> drain() {
        isDraining = true;
        return beat();
    }

    private void send(ActorRef<NodeCommand> to, NodeMessage.Builder message) {
        to.tell(new FleetMessage.ToNode(message.setReplyTo(own()).build()));
    }

    private void reply(String replyTo, NodeMessage.Builder message) {
        if (!replyTo.isEmpty()) {
            ActorRef<NodeCommand> asker =
                    ActorRefResolver.get(getContext().getSystem()).resolveActorRef(replyTo);
            send(asker, message);
        }
    }

    private String own() {
        return ActorRefResolver.get(getContext().getSystem())
                .toSerializationFormat(getContext().getSelf());
    }
}
