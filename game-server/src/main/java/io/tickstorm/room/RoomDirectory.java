package io.tickstorm.room;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.sim.Fixed;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Every room by its code, and every seat's room by the token that resumes it. Any thread. */
public final class RoomDirectory implements Reception.Tokens, TickLoop.RoomEnded {
    private final RoomSettings settings;
    private final int roomsMax;
    private final ServerMetrics metrics;
    private final List<TickLoop> loops;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final Map<String, Room> roomsByToken = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private int created;

    /** @param loops at least one; each new room goes to the one with the fewest */
    public RoomDirectory(RoomSettings settings, int roomsMax, ServerMetrics metrics, List<TickLoop> loops) {
        this.settings = settings;
        this.roomsMax = roomsMax;
        this.metrics = metrics;
        this.loops = List.copyOf(loops);
    }

    /** Opens the room that never ends. */
    public synchronized Room openLobby() {
        return open(true, false);
    }

    public int loops() {
        return loops.size();
    }

    /** A tick is due or under way: where cores are scarce, whatever can wait should. */
    public boolean isTicking(long nowNs) {
        for (int i = 0; i < loops.size(); i++) {
            if (loops.get(i).isTicking(nowNs)) {
                return true;
            }
        }
        return false;
    }

    public Collection<Room> rooms() {
        return rooms.values();
    }

    /**
     * Finds a room for a request and hands the player over to it.
     *
     * @param entered told the room before its thread knows the player
     * @return why not, or null
     */
    public @Nullable CloseReason join(JoinRequest request, Player player, Entered entered) {
        if (request.resume().isAsked()) {
            Room room = roomsByToken.get(ResumeToken.hash(request.resume().token()));
            return room == null ? CloseReason.RESUME_REFUSED : hand(room, player, request, entered);
        }
        if (!request.createRoom() && !request.room().isEmpty()) {
            Room room = rooms.get(RoomCode.normalize(request.room()));
            if (room == null) {
                return CloseReason.UNKNOWN_ROOM;
            }
            return room.reserve() ? hand(room, player, request, entered) : CloseReason.ROOM_FULL;
        }
        Room room = request.createRoom() ? openReserved(false) : quickPlay();
        return room == null ? CloseReason.SERVER_FULL : hand(room, player, request, entered);
    }

    /** Where a connection learns its room. */
    public interface Entered {
        void room(Room room);
    }

    @Override
    public void add(String tokenHash, Room room) {
        roomsByToken.put(tokenHash, room);
    }

    @Override
    public void remove(String tokenHash) {
        roomsByToken.remove(tokenHash);
    }

    /** A loop has ended this room. The one that never ends is replaced if a fault ended it. */
    @Override
    public synchronized void ended(Room room) {
        rooms.remove(room.code());
        roomsByToken.values().removeIf(other -> other == room);
        if (!room.identity().endsWhenEmpty()) {
            open(true, false);
        }
    }

    private static @Nullable CloseReason hand(Room room, Player player, JoinRequest request, Entered entered) {
        entered.room(room);
        return room.post(new RoomCommand.Enter(player, request)) ? null : CloseReason.SERVER_FULL;
    }

    /** The fullest room of strangers that still has a seat: company is what a newcomer wants. */
    private @Nullable Room quickPlay() {
        List<Room> fullestFirst = rooms.values().stream()
                .sorted(Comparator.comparingInt(Room::people).reversed())
                .toList();
        for (Room room : fullestFirst) {
            if (room.identity().isPublic() && room.reserve()) {
                return room;
            }
        }
        return openReserved(true);
    }

    private synchronized @Nullable Room openReserved(boolean isPublic) {
        if (rooms.size() >= roomsMax) {
            return null;
        }
        Room room = open(isPublic, true);
        return room.reserve() ? room : null;
    }

    private Room open(boolean isPublic, boolean endsWhenEmpty) {
        String code = RoomCode.create(random);
        while (rooms.containsKey(code)) {
            code = RoomCode.create(random);
        }
        int seed = created == 0 ? settings.seed() : Fixed.hash(settings.seed(), created);
        created++;
        RoomIdentity identity = new RoomIdentity(code, epoch(), isPublic, endsWhenEmpty);
        Room room = new Room(identity, settings.withSeed(seed), this, metrics);
        rooms.put(code, room);
        loops.stream()
                .min(Comparator.comparingInt(TickLoop::rooms))
                .orElseThrow()
                .add(room);
        return room;
    }

    private int epoch() {
        return random.nextInt(1, Integer.MAX_VALUE);
    }
}
