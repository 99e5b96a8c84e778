package io.tickstorm.fleet;

import io.tickstorm.room.RoomListing;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Chooses rooms for strangers. Pure functions. */
public final class Matchmaking {
    private static final Comparator<RoomListing> FULLEST_FIRST =
            Comparator.comparingInt(RoomListing::people).reversed().thenComparing(RoomListing::code);

    private Matchmaking() {}

    /**
     * Returns the public room that has most people and a free seat, because newcomers want company; null if there is
     * none. Of equally full rooms it is the one whose code comes first, so that all servers agree.
     */
    public static @Nullable RoomListing fullestWithSeat(Collection<RoomListing> rooms) {
        return rooms.stream()
                .filter(room -> room.isPublic() && room.hasSeat())
                .min(FULLEST_FIRST)
                .orElse(null);
    }
}
