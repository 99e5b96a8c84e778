package io.tickstorm.cluster.scale;

import io.tickstorm.fleet.Matchmaking;
import io.tickstorm.room.RoomListing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The listings of many rooms by their number of people, so that {@link Matchmaking} need not look at all of them. It
 * decides among the rooms with equally many people, the fullest first; its first answer is the one that it gives for
 * all rooms.
 */
final class RoomIndex {
    private final Map<String, RoomListing> byCode = new HashMap<>();
    private final List<TreeMap<String, RoomListing>> byPeople = new ArrayList<>();

    /** Adds a room, or replaces its listing. */
    void put(RoomListing room) {
        remove(room.code());
        if (!room.isPublic() || !room.hasSeat()) {
            // The matchmaker never chooses it.
            return;
        }
        while (byPeople.size() <= room.people()) {
            byPeople.add(new TreeMap<>());
        }
        byCode.put(room.code(), room);
        byPeople.get(room.people()).put(room.code(), room);
    }

    /** Removes a room, if it is there. */
    void remove(String code) {
        RoomListing before = byCode.remove(code);
        if (before != null) {
            byPeople.get(before.people()).remove(code);
        }
    }

    /** Returns the listing of a public room with a free seat; null if it is not here. */
    @Nullable
    RoomListing find(String code) {
        return byCode.get(code);
    }

    /** Returns what {@link Matchmaking#fullest} returns for all rooms but these. */
    @Nullable
    RoomListing fullest(Set<String> without, boolean isParty) {
        for (int people = byPeople.size() - 1; people >= 0; people--) {
            TreeMap<String, RoomListing> rooms = byPeople.get(people);
            if (!rooms.isEmpty()) {
                Collection<RoomListing> considered = rooms.values();
                if (!without.isEmpty()) {
                    considered = considered.stream()
                            .filter(room -> !without.contains(room.code()))
                            .toList();
                }
                RoomListing fullest = Matchmaking.fullest(considered, isParty);
                if (fullest != null) {
                    return fullest;
                }
            }
        }
        return null;
    }
}
