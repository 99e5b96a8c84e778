package io.tickstorm.cluster.scale;

import io.tickstorm.cluster.PromisedSeats;
import io.tickstorm.room.RoomListing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server of the model, and its rooms in the order of their arrival. */
final class ModelNode {
    private final String name;
    private final Map<String, ModelRoom> rooms = new LinkedHashMap<>();
    private final PromisedSeats promised = new PromisedSeats();
    private final RoomIndex own = new RoomIndex();
    private final RoomIndex reported = new RoomIndex();
    /** Rooms that are not in the last report as they are now; null for those that are here no more. */
    private final Map<String, @Nullable RoomListing> changed = new HashMap<>();

    ModelNode(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(ModelRoom room) {
        rooms.put(room.code(), room);
        note(room);
    }

    void remove(ModelRoom room) {
        rooms.remove(room.code());
        own.remove(room.code());
        changed.put(room.code(), null);
    }

    /** Notes that the people of a room have changed. */
    void note(ModelRoom room) {
        RoomListing listing = room.listing();
        own.put(listing);
        changed.put(room.code(), listing);
    }

    /** Tells the other servers what has changed. */
    void report() {
        changed.forEach((code, listing) -> {
            if (listing == null) {
                reported.remove(code);
            } else {
                reported.put(listing);
            }
        });
        changed.clear();
    }

    /** Returns the best room for a stranger here, as this server knows it. */
    @Nullable
    RoomListing ownFullest(boolean isParty) {
        return own.fullest(Set.of(), isParty);
    }

    /** Returns the seats that this server has promised elsewhere. */
    PromisedSeats promised() {
        return promised;
    }

    /** Returns the best room for a stranger here without these rooms, as the other servers know it. */
    @Nullable
    RoomListing reportedFullest(Set<String> without, boolean isParty) {
        return reported.fullest(without, isParty);
    }

    /** Returns a room as the other servers know it; null if they do not. */
    @Nullable
    RoomListing reported(String code) {
        return reported.find(code);
    }

    int size() {
        return rooms.size();
    }

    List<String> codes() {
        return List.copyOf(rooms.keySet());
    }

    List<ModelRoom> rooms() {
        return List.copyOf(rooms.values());
    }

    int people() {
        int sum = 0;
        for (ModelRoom room : rooms.values()) {
            sum += room.people();
        }
        return sum;
    }
}
