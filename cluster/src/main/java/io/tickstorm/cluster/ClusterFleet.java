package io.tickstorm.cluster;

import io.tickstorm.cluster.v1.NodeReport;
import io.tickstorm.cluster.v1.OpenRoom;
import io.tickstorm.cluster.v1.RoomAnswer;
import io.tickstorm.fleet.Fleet;
import io.tickstorm.fleet.FleetView;
import io.tickstorm.fleet.Matchmaking;
import io.tickstorm.fleet.Parties;
import io.tickstorm.fleet.Placement;
import io.tickstorm.fleet.RoomPlace;
import io.tickstorm.fleet.RoomSearch;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.RoomCode;
import io.tickstorm.room.RoomListing;
import io.tickstorm.room.RoomOrder;
import io.tickstorm.room.RoomQuota;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The fleet as one of its servers sees it: its own rooms, and those that the others reported. Any thread. */
final class ClusterFleet implements Fleet {
    private static final Duration OPEN = Duration.ofSeconds(5);
    private static final int DRAIN_POLL_MS = 50;
    private static final int CODE_DRAWS_MAX = 100;

    private final ClusterParts parts;
    private final ActorRef<NodeCommand> node;
    private final String self;
    private final Parties parties = new Parties();
    private final OpenedRooms opened = new OpenedRooms();
    private final NewRoom newRoom = new NewRoom();
    private final PromisedSeats promised = new PromisedSeats();
    private final SecureRandom random = new SecureRandom();
    private final java.util.concurrent.Executor later =
            CompletableFuture.delayedExecutor(DRAIN_POLL_MS, java.util.concurrent.TimeUnit.MILLISECONDS);
    private final long drainNs;
    private final Cells cells;

    /** @param self cluster address of this server */
    ClusterFleet(ClusterParts parts, ActorRef<NodeCommand> node, String self, FleetConfig config) {
        this.self = self;
        this.parts = parts;
        this.node = node;
        drainNs = config.drainMs() * 1_000_000L;
        cells = config.cells();
    }

    @Override
    public CompletionStage<Placement> place(JoinRequest request, RoomQuota quota) {
        if (request.resume().isAsked() && parts.directory().holdsSeat(request.resume())) {
            return done(new Placement.Here(request));
        }
        String code = RoomCode.normalize(request.room());
        if (code.isEmpty() && !request.createRoom()) {
            return request.resume().isAsked()
                    ? done(new Placement.Here(request))
                    : quickMatch(request.party()).thenApply(search -> placement(search, request));
        }
        Placement known = known(code, request);
        if (known != null) {
            return done(known);
        }
        if (request.createRoom() && (code.isEmpty() || RoomCode.isCode(code))) {
            String wished = code.isEmpty() ? newCode() : code;
            return openPrivate(wished, RoomOrder.STANDARD, quota).thenApply(search -> placement(search, request));
        }
        return done(new Placement.Here(request));
    }

    private @Nullable Placement known(String code, JoinRequest request) {
        if (cells.isElsewhere(code)) {
            String address = cells.address(code);
            return address == null ? new Placement.Refused(CloseReason.UNKNOWN_ROOM) : elsewhere(address, code);
        }
        Peers.Known known = parts.known();
        RoomPlace place = placeOf(code, known);
        if (place != null) {
            return place.url().isEmpty() ? new Placement.Here(request) : elsewhere(place.url(), code);
        }
        return known.expected().contains(code) ? new Placement.Refused(CloseReason.MOVING) : null;
    }

    private Placement placement(RoomSearch search, JoinRequest request) {
        RoomPlace place = search.place();
        CloseReason refusal = search.refusal();
        if (place == null) {
            return new Placement.Refused(refusal == null ? CloseReason.SERVER_FULL : refusal);
        }
        return place.url().isEmpty()
                ? new Placement.Here(request.inRoom(place.room().code()))
                : elsewhere(place.url(), place.room().code());
    }

    private Placement elsewhere(String url, String code) {
        parts.metrics().joinsMoved.inc();
        return new Placement.Elsewhere(url, code);
    }

    @Override
    public CompletionStage<RoomSearch> find(String code) {
        if (cells.isElsewhere(code)) {
            String address = cells.address(code);
            return done(address == null ? RoomSearch.refused(CloseReason.UNKNOWN_ROOM) : RoomSearch.elsewhere(address));
        }
        Peers.Known known = parts.known();
        RoomPlace place = placeOf(code, known);
        if (place != null) {
            boolean isHere = place.url().isEmpty();
            return done(RoomSearch.found(isHere ? new RoomPlace(place.room(), parts.url()) : place));
        }
        boolean isMoving = known.expected().contains(code);
        return done(RoomSearch.refused(isMoving ? CloseReason.MOVING : CloseReason.UNKNOWN_ROOM));
    }

    @Override
    public CompletionStage<RoomSearch> quickMatch(String party) {
        RoomPlace place = party.isEmpty() ? fullest(false) : placeOfParty(party);
        if (place == null && party.isEmpty()) {
            int seats = parts.directory().settings().seats();
            return newRoom.share(
                            seats,
                            () -> open(newCode(), true, RoomOrder.STANDARD),
                            code -> placeOf(code, parts.known()) != null,
                            System.nanoTime())
                    .thenApply(this::promise);
        } else if (place == null) {
            return open(freeCodeOf(party), true, RoomOrder.STANDARD);
        }
        parties.found(party, place.room().code());
        return done(promise(RoomSearch.found(place)));
    }

    /** Counts the seat that a stranger will take in a room of another server. */
    private RoomSearch promise(RoomSearch search) {
        RoomPlace place = search.place();
        if (place != null && !place.url().isEmpty()) {
            promised.add(place.room().code(), System.nanoTime());
        }
        return search;
    }

    /**
     * Returns the room of a party; null if it needs a new one. Servers with the same reports give the same answer, and
     * open a new room with the same code.
     */
    private @Nullable RoomPlace placeOfParty(String party) {
        return Stream.concat(Stream.of(parties.room(party)), PartyCodes.of(party, cells).stream())
                .map(code -> placeOf(code, parts.known()))
                .filter(place ->
                        place != null && place.room().isPublic() && place.room().hasSeat())
                .findFirst()
                .orElseGet(() -> fullest(true));
    }

    private String freeCodeOf(String party) {
        return PartyCodes.of(party, cells).stream()
                .filter(code -> !isTaken(code))
                .findFirst()
                .orElseGet(this::newCode);
    }

    private @Nullable RoomPlace fullest(boolean isParty) {
        long nowNs = System.nanoTime();
        Peers.Known known = parts.known();
        List<RoomListing> own =
                parts.isDraining() ? List.of() : parts.directory().listings();
        List<RoomListing> others = known.reports().values().stream()
                .filter(report -> !report.getDraining() && !known.unreachable().contains(report.getNode()))
                .flatMap(report -> report.getRoomsList().stream())
                .map(room -> promised.counted(Peers.listing(room), nowNs))
                .toList();
        RoomListing best = Matchmaking.choose(own, others, isParty);
        return best == null ? null : placeOf(best.code(), known);
    }

    /** Returns the place of a room, without an address if it is here; null if no server has it. */
    private @Nullable RoomPlace placeOf(String code, Peers.Known known) {
        RoomListing own = parts.directory().listing(code);
        return own == null ? known.places().get(code) : new RoomPlace(own, "");
    }

    @Override
    public CompletionStage<RoomSearch> open(RoomOrder order, RoomQuota quota) {
        return openPrivate(newCode(), order, quota);
    }

    private CompletionStage<RoomSearch> openPrivate(String code, RoomOrder order, RoomQuota quota) {
        if (!opened.reserve(code, quota, this::isTaken, System.nanoTime())) {
            return done(RoomSearch.refused(CloseReason.TOO_MANY_ROOMS));
        }
        return open(code, false, order).thenApply(search -> {
            if (search.place() == null) {
                opened.release(code);
            }
            return search;
        });
    }

    private CompletionStage<RoomSearch> open(String code, boolean isPublic, RoomOrder order) {
        OpenRoom message = OpenRoom.newBuilder()
                .setIsPublic(isPublic)
                .setSeats(order.seats())
                .setBots(order.bots())
                .setRoundS(order.roundS())
                .build();
        return parts.rooms()
                .open(code, message, OPEN)
                .thenApply(this::search)
                .exceptionally(failure -> RoomSearch.refused(CloseReason.SERVER_FULL));
    }

    private RoomSearch search(RoomAnswer answer) {
        if (answer.getUrl().isEmpty()) {
            return RoomSearch.refused(
                    answer.getRefusal().isEmpty() ? CloseReason.SERVER_FULL : CloseReason.valueOf(answer.getRefusal()));
        }
        boolean isHere = answer.getUrl().equals(parts.url());
        return RoomSearch.found(new RoomPlace(Peers.listing(answer.getRoom()), isHere ? "" : answer.getUrl()));
    }

    /** Returns a code that no known room has. */
    private String newCode() {
        String code = cells.newCode(random);
        for (int i = 0; i < CODE_DRAWS_MAX && isTaken(code); i++) {
            code = cells.newCode(random);
        }
        return code;
    }

    private boolean isTaken(String code) {
        Peers.Known known = parts.known();
        return placeOf(code, known) != null || known.expected().contains(code);
    }

    @Override
    public List<String> addresses() {
        return parts.addresses();
    }

    @Override
    public Set<String> pageOrigins() {
        return cells.withOrigins(parts.pageOrigins());
    }

    @Override
    public List<String> pageTargets() {
        return cells.withAddresses(parts.addresses());
    }

    @Override
    public FleetView view() {
        Peers.Known known = parts.known();
        List<FleetView.Node> nodes = new ArrayList<>();
        String state = parts.isDraining() ? "draining" : "up";
        nodes.add(new FleetView.Node(
                nameOf(self),
                parts.url(),
                state,
                parts.directory().listings(),
                parts.metrics().roomsHandedOver(),
                parts.metrics().roomsContinued()));
        known.reports()
                .values()
                .forEach(report -> nodes.add(new FleetView.Node(
                        nameOf(report.getNode()),
                        report.getUrl(),
                        known.unreachable().contains(report.getNode())
                                ? "unreachable"
                                : report.getDraining() ? "draining" : "up",
                        report.getRoomsList().stream().map(Peers::listing).toList(),
                        report.getHandedOver(),
                        report.getContinued())));
        nodes.subList(1, nodes.size()).sort(Comparator.comparing(FleetView.Node::name));
        return new FleetView(nodes);
    }

    /** Returns {@code host:port} of a cluster address. */
    private static String nameOf(String node) {
        return node.replaceFirst("^.*@", "");
    }

    @Override
    public CompletionStage<Void> drain() {
        node.tell(new NodeCommand.Drain());
        return untilEmpty(System.nanoTime() + drainNs);
    }

    private CompletionStage<Void> untilEmpty(long giveUpNs) {
        return CompletableFuture.runAsync(() -> {}, later)
                .thenCompose(nothing -> parts.isEmpty() || isLast() || System.nanoTime() - giveUpNs > 0
                        ? CompletableFuture.allOf()
                        : untilEmpty(giveUpNs));
    }

    /** Returns true if no other server could take a room, now or after a short cut. */
    private boolean isLast() {
        return parts.known().reports().values().stream().allMatch(NodeReport::getDraining);
    }

    private static <T> CompletionStage<T> done(T result) {
        return CompletableFuture.completedStage(result);
    }
}
