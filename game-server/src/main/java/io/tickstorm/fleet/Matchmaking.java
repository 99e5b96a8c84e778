package io.tickstorm.fleet;

import io.tickstorm.room.RoomListing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses rooms for strangers. Pure functions. */
public final class Matchmaking {
    /** A party gets a room in which at least this part of the seats is free, so that the others find a seat too. */
    private static final int PARTY_PART = 4;

    private static final Comparator<RoomListing> FULLEST_FIRST =
            Comparator.comparingInt(RoomListing::people).reversed().thenComparing(RoomListing::code);

    private Matchmaking() {}

    /**
     * Returns the room for a stranger; null if there is none. A room of the server that was asked comes first if half
     * of its seats are taken: its free seats are known for certain, while many servers may send strangers to one free
     * seat elsewhere. Otherwise, and for a party, it is the fullest room of all, on which all servers agree.
     *
     * @param own rooms of the server that was asked, as they are now
     * @param others rooms of other servers, as they were when reported
     * @param isParty true for the first of several people who want the same room
     */
    public static @Nullable RoomListing choose(
            Collection<RoomListing> own, Collection<RoomListing> others, boolean isParty) {
        RoomListing here = fullest(own, isParty);
        if (!isParty && here != null && 2 * here.people() >= here.seats()) {
            return here;
        }
        List<RoomListing> all = new ArrayList<>(own);
        all.addAll(others);
        return fullest(all, isParty);
    }

    /**
     * Returns the public room that has most people and enough free seats, because newcomers want company; null if there
     * is none. Of equally full rooms it is the one whose code comes first, so that all servers agree.
     */
    public static @Nullable RoomListing fullest(Collection<RoomListing> rooms, boolean isParty) {
        return rooms.stream()
                .filter(room -> room.isPublic() && hasSeats(room, isParty))
                .min(FULLEST_FIRST)
                .orElse(null);
    }

    private static boolean hasSeats(RoomListing room, boolean isParty) {
        int wanted = isParty ? Math.max(1, room.seats() / PARTY_PART) : 1;
        return room.seats() - room.people() >= wanted;
    }
}
