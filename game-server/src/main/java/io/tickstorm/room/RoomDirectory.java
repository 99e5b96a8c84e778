package io.tickstorm.room;

import io.tickstorm.checkpoint.CheckpointStore;
import io.tickstorm.checkpoint.RefusedException;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.StateImage;
import io.tickstorm.snapshot.ServerList;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rooms by code, and the room of every seat by its resume token. Any thread. */
public final class RoomDirectory implements ResumeTokens.Index, TickLoop.RoomEnded {
    /** One in this number of rooms is reserved for public ones. */
    private static final int QUICK_PLAY_PART = 4;

    private static final int QUICK_PLAY_PART_WITHOUT_LIMITS = 32;

    private final RoomSettings settings;
    private final int roomsMax;
    private final ServerMetrics metrics;
    private final RoomEnvironment.Context context;
    private volatile ServerList servers = ServerList.NONE;
    private final List<TickLoop> loops;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    /** The rooms of {@link #rooms}, and those that are about to be added. */
    private final Map<RoomIdentity, Room> roomsByIdentity = new ConcurrentHashMap<>();

    private final Map<String, RoomIdentity> identitiesByToken = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    /** Private rooms, each with its place in the creator's quota. */
    private final Map<Room, RoomQuota.Place> createdBy = new ConcurrentHashMap<>();

    private int created;

    @Nullable
    private CheckpointStore store;

    private volatile Consumer<RoomListing> onEnded = room -> {};

    private volatile boolean draining;

    /**
     * Creates a directory.
     *
     * @param loops at least one; each new room is added to the loop with the fewest rooms
     */
    public RoomDirectory(RoomSettings settings, int roomsMax, ServerMetrics metrics, List<TickLoop> loops) {
        this.settings = settings;
        this.roomsMax = roomsMax;
        this.metrics = metrics;
        context = new RoomEnvironment.Context(metrics, () -> servers);
        this.loops = List.copyOf(loops);
    }

    /** Opens the room that never ends. */
    public synchronized Room openLobby() {
        return open("", true, false, RoomOrder.STANDARD);
    }

    /** Stores copies of all rooms from now on. Call before any room is opened. */
    public synchronized void keepBy(CheckpointStore checkpoints) {
        store = checkpoints;
    }

    /** Calls this for each room that has ended for good, on its loop's thread. Before any is opened. */
    public void whenEnded(Consumer<RoomListing> listener) {
        onEnded = listener;
    }

    /**
     * Restores the room of a checkpoint, at a tick above all that it can have sent.
     *
     * @param shiftTicks added to the tick of the copy
     * @throws RefusedException if the image cannot be restored
     */
    public synchronized Room restore(StateImage image, int shiftTicks) throws RefusedException {
        if (rooms.size() >= roomsMax) {
            throw new RefusedException("the limit --rooms " + roomsMax + " is reached");
        }
        try {
            image.startReading(shiftTicks);
            RoomIdentity identity = RoomIdentity.read(image).renewed(epochStep());
            int itsSeed = image.word(0);
            Room room = new Room(identity, settings.with(identity.order()).withSeed(itsSeed), this, context);
            room.transfer(image);
            if (!image.isAtEnd() || rooms.containsKey(identity.code())) {
                throw new RefusedException("its state is invalid");
            }
            created++;
            roomsByIdentity.put(identity, room);
            // Before the room is listed and ticks: everyone may enter it from then on.
            room.awaitPeople();
            add(room);
            return room;
        } catch (RuntimeException e) {
            throw new RefusedException("its state is invalid: " + e.getMessage());
        }
    }

    /** Sends the WebSocket addresses of the servers that may continue a room to all clients. Any thread. */
    public synchronized void setServers(List<String> addresses) {
        servers = servers.replaced(addresses);
    }

    /** Returns the room that never ends; null if there is none. */
    public @Nullable Room lobby() {
        return rooms.values().stream()
                .filter(room -> !room.environment().identity().endsWhenEmpty())
                .findAny()
                .orElse(null);
    }

    /** Refuses new players from now on. */
    public void drain() {
        draining = true;
    }

    /** Returns the number of tick loops. */
    public int loops() {
        return loops.size();
    }

    /** Returns the time until the next tick of any loop, in ns; not positive while one is due or running. */
    public long untilTickNs(long nowNs) {
        long untilNs = Long.MAX_VALUE;
        for (int i = 0; i < loops.size(); i++) {
            untilNs = Math.min(untilNs, loops.get(i).untilTickNs(nowNs));
        }
        return untilNs;
    }

    /** Returns every room that is open. */
    public List<RoomListing> listings() {
        return rooms.values().stream()
                .filter(room -> !room.counter().hasEnded())
                .map(RoomDirectory::listing)
                .toList();
    }

    /** Returns the room with this normalized code; null if there is none. */
    public @Nullable RoomListing listing(String code) {
        Room room = rooms.get(code);
        return room == null || room.counter().hasEnded() ? null : listing(room);
    }

    private static RoomListing listing(Room room) {
        return room.environment().listing(room.people());
    }

    /** Returns true if a token of this resume opens a seat here. */
    public boolean holdsSeat(JoinRequest.Resume resume) {
        return roomOf(resume) != null;
    }

    /** Returns the settings of rooms that are opened without an order. */
    public RoomSettings settings() {
        return settings;
    }

    /**
     * Opens a room that ends when it is empty.
     *
     * @param code of the new room, normalized; empty for any
     * @return null if there are as many rooms as there may be, or one with this code
     */
    public synchronized @Nullable RoomListing open(String code, boolean isPublic, RoomOrder order) {
        if (draining || rooms.size() >= roomsMax || rooms.containsKey(code)) {
            return null;
        }
        return listing(open(code, isPublic, true, order));
    }

    /**
     * Ends a room here after its present tick, so that another server can continue it.
     *
     * @param departed receives the room on its loop's thread; never called if the room ends by itself before
     * @return false if there is no such room
     */
    public boolean handOver(String code, Consumer<RoomDeparture> departed) {
        Room room = rooms.get(code);
        if (room == null) {
            return false;
        }
        return loops.stream()
                .anyMatch(loop -> loop.holds(room)
                        && loop.remove(room, last -> {
                            RoomDeparture departure = last.depart();
                            synchronized (this) {
                                rooms.remove(code);
                                roomsByIdentity.remove(last.environment().identity());
                                closeQuota(last);
                            }
                            departed.accept(departure);
                        }));
    }

    /** Returns a live view of all rooms. */
    public Collection<Room> rooms() {
        return rooms.values();
    }

    /**
     * Finds a room for a request and enqueues the player there.
     *
     * @param entered receives the room before its thread sees the player
     * @return the reason for a refusal; null if the player was enqueued
     */
    public @Nullable CloseReason join(JoinRequest request, Player player, Entered entered) {
        return join(request, player, entered, RoomQuota.NONE);
    }

    /**
     * Finds a room for a player whose address has a quota of private rooms; returns the reason for a refusal, or null.
     */
    public @Nullable CloseReason join(JoinRequest request, Player player, Entered entered, RoomQuota quota) {
        if (draining) {
            return CloseReason.SHUTTING_DOWN;
        }
        if (request.resume().isAsked()) {
            Room room = roomOf(request.resume());
            return room == null ? CloseReason.RESUME_REFUSED : hand(room, player, request, entered);
        }
        String code = RoomCode.normalize(request.room());
        Room asked = rooms.get(code);
        if (asked != null) {
            return enter(asked, player, request, entered);
        }
        if (!code.isEmpty() && !(request.createRoom() && RoomCode.isCode(code))) {
            return CloseReason.UNKNOWN_ROOM;
        }
        if (request.createRoom()) {
            return create(request, player, entered, quota);
        }
        Room room = quickPlay();
        if (room != null) {
            return hand(room, player, request, entered);
        }
        Room full = lobby();
        return full == null ? CloseReason.SERVER_FULL : waitIn(full, player, request, CloseReason.SERVER_FULL, entered);
    }

    private @Nullable Room roomOf(JoinRequest.Resume resume) {
        RoomIdentity identity = identitiesByToken.get(ResumeToken.hash(resume.token()));
        return identity == null ? null : roomsByIdentity.get(identity);
    }

    private static @Nullable CloseReason enter(Room room, Player player, JoinRequest request, Entered entered) {
        if (room.counter().reserve()) {
            return hand(room, player, request, entered);
        }
        return !request.waitsForSeat()
                ? CloseReason.ROOM_FULL
                : waitIn(room, player, request, CloseReason.ROOM_FULL, entered);
    }

    /** Enqueues a player for a full room: a seat may become free, and the room's thread decides within some ticks. */
    private static @Nullable CloseReason waitIn(
            Room room, Player player, JoinRequest request, CloseReason ifFull, Entered entered) {
        entered.room(room);
        return room.post(new RoomCommand.Enter(player, request, ifFull)) ? null : ifFull;
    }

    /** Opens a private room with the code of the request, or a random code if that is empty. */
    private @Nullable CloseReason create(JoinRequest request, Player player, Entered entered, RoomQuota quota) {
        Room room;
        String code = RoomCode.normalize(request.room());
        synchronized (this) {
            room = rooms.get(code);
            if (room == null) {
                return createNew(request, player, entered, quota);
            }
        }
        // Two players have opened the room of one link at once.
        return enter(room, player, request, entered);
    }

    private @Nullable CloseReason createNew(JoinRequest request, Player player, Entered entered, RoomQuota quota) {
        RoomOpening opening = openPrivate(RoomCode.normalize(request.room()), RoomOrder.STANDARD, quota);
        Room room = opening.room() == null ? null : rooms.get(opening.room().code());
        return room == null ? opening.refusal() : enter(room, player, request, entered);
    }

    /**
     * Opens a private room.
     *
     * @param code of the new room, normalized, which no room has; empty for any
     * @param quota of the address that asks for it
     */
    public synchronized RoomOpening openPrivate(String code, RoomOrder order, RoomQuota quota) {
        int open = privateRooms();
        int openMax = privateRoomsMax(quota);
        if (draining || open >= openMax || rooms.size() >= roomsMax) {
            return RoomOpening.refused(CloseReason.SERVER_FULL);
        }
        RoomQuota.Place place = quota.reserve(open, openMax);
        if (place == null) {
            return RoomOpening.refused(CloseReason.TOO_MANY_ROOMS);
        }
        Room room = open(code, false, true, order);
        createdBy.put(room, place);
        return RoomOpening.opened(listing(room));
    }

    /**
     * Returns the limit of private rooms: a quarter of all rooms, but at least one, is reserved for quick play; fewer
     * if their creators have no limit.
     */
    private int privateRoomsMax(RoomQuota quota) {
        int part = quota == RoomQuota.NONE ? QUICK_PLAY_PART_WITHOUT_LIMITS : QUICK_PLAY_PART;
        return roomsMax - Math.max(1, roomsMax / part);
    }

    private int privateRooms() {
        int count = 0;
        for (Room room : rooms.values()) {
            count += room.environment().identity().isPublic() ? 0 : 1;
        }
        return count;
    }

    /** Publishes an already cleaned line to every player who is subscribed to announcements. */
    public void announce(String cleanLine) {
        for (Room room : rooms.values()) {
            if (!room.announce(cleanLine)) {
                metrics.dropped("announcement");
            }
        }
    }

    /** Receives the room of a connection. */
    public interface Entered {
        /** Receives the room, on the joining thread and before the room's thread sees the player. */
        void room(Room room);
    }

    @Override
    public void add(String tokenHash, RoomIdentity room) {
        identitiesByToken.put(tokenHash, room);
    }

    @Override
    public void remove(String tokenHash) {
        identitiesByToken.remove(tokenHash);
    }

    /** Removes a room that a loop has ended because it is empty. */
    @Override
    public synchronized void ended(Room room) {
        rooms.remove(room.code());
        room.checkpoints().forget();
        forget(room);
        closeQuota(room);
        onEnded.accept(listing(room));
    }

    private void closeQuota(Room room) {
        RoomQuota.Place place = createdBy.remove(room);
        if (place != null) {
            place.close();
        }
    }

    /**
     * Replaces a match that a loop has ended with players in it. The new match has the same code and a new epoch; the
     * tokens of those players resume their seats in it.
     */
    @Override
    public synchronized void failed(Room room) {
        room.checkpoints().forget();
        RoomIdentity before = room.environment().identity();
        Room next = create(before.renewed(epochStep()));
        next.inherit(room);
        RoomQuota.Place place = createdBy.remove(room);
        if (place != null) {
            createdBy.put(next, place);
        }
        add(next);
        forget(room);
    }

    private void forget(Room room) {
        roomsByIdentity.remove(room.environment().identity());
        identitiesByToken.values().removeIf(room.environment().identity()::equals);
    }

    private static @Nullable CloseReason hand(Room room, Player player, JoinRequest request, Entered entered) {
        entered.room(room);
        if (room.post(new RoomCommand.Enter(player, request))) {
            return null;
        }
        if (!request.resume().isAsked()) {
            room.counter().release();
        }
        return CloseReason.SERVER_FULL;
    }

    /** Returns the public room with the most players that still has a seat, because newcomers want company. */
    private @Nullable Room quickPlay() {
        List<Room> fullestFirst = rooms.values().stream()
                .sorted(Comparator.comparingInt(Room::people).reversed())
                .toList();
        for (Room room : fullestFirst) {
            if (room.environment().identity().isPublic() && room.counter().reserve()) {
                return room;
            }
        }
        return openReserved("", true);
    }

    /**
     * Opens a room with a reserved seat.
     *
     * @param wishedCode of the new room; empty: any
     */
    private synchronized @Nullable Room openReserved(String wishedCode, boolean isPublic) {
        if (rooms.size() >= roomsMax) {
            return null;
        }
        Room room = open(wishedCode, isPublic, true, RoomOrder.STANDARD);
        return room.counter().reserve() ? room : null;
    }

    private Room open(String wishedCode, boolean isPublic, boolean endsWhenEmpty, RoomOrder order) {
        String code = wishedCode.isEmpty() ? RoomCode.create(random) : wishedCode;
        while (rooms.containsKey(code)) {
            code = RoomCode.create(random);
        }
        RoomIdentity identity = new RoomIdentity(code, epoch(), isPublic, endsWhenEmpty, order);
        Room room = create(identity);
        add(room);
        return room;
    }

    private Room create(RoomIdentity identity) {
        Room room = new Room(identity, settings.with(identity.order()).withSeed(nextSeed()), this, context);
        roomsByIdentity.put(identity, room);
        return room;
    }

    private int nextSeed() {
        int seed = created == 0 ? settings.seed() : Fixed.hash(settings.seed(), created);
        created++;
        return seed;
    }

    private void add(Room room) {
        if (store != null) {
            room.checkpoints().start(store);
        }
        rooms.put(room.code(), room);
        loops.stream()
                .min(Comparator.comparingInt(TickLoop::weight))
                .orElseThrow()
                .add(room);
    }

    private int epoch() {
        return random.nextInt(1, RoomIdentity.FIRST_EPOCH_MAX);
    }

    private int epochStep() {
        return random.nextInt(1, RoomIdentity.EPOCH_STEP_MAX);
    }
}
