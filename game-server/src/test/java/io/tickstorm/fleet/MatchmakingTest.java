package io.tickstorm.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tickstorm.room.RoomListing;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchmakingTest {
    private static RoomListing room(String code, int people) {
        return new RoomListing(code, 1, true, people, 16);
    }

    private static final List<RoomListing> NONE = List.of();

    @Test
    void theFullestRoomWithASeatIsChosenAndOfEqualOnesTheFirstCode() {
        List<RoomListing> rooms = List.of(room("FULL", 16), room("GHJK", 5), room("BCDF", 5), room("LMNP", 1));
        assertEquals(room("BCDF", 5), Matchmaking.choose(rooms, NONE, false));
        assertEquals(room("BCDF", 5), Matchmaking.choose(NONE, rooms, false));
        assertNull(Matchmaking.choose(NONE, List.of(room("FULL", 16)), false));
        assertNull(Matchmaking.choose(List.of(new RoomListing("PRIV", 1, false, 1, 16)), NONE, false));
    }

    @Test
    void anOwnRoomThatIsHalfFullComesBeforeAFullerOneElsewhere() {
        List<RoomListing> elsewhere = List.of(room("BCDF", 15));
        assertEquals(room("GHJK", 8), Matchmaking.choose(List.of(room("GHJK", 8)), elsewhere, false));
        assertEquals(room("BCDF", 15), Matchmaking.choose(List.of(room("GHJK", 7)), elsewhere, false));
    }

    @Test
    void aPartyGetsARoomWithSeatsForItsPeople() {
        List<RoomListing> rooms = List.of(room("BCDF", 15), room("GHJK", 13), room("LMNP", 12), room("QRST", 3));
        assertEquals(room("LMNP", 12), Matchmaking.choose(rooms, NONE, true));
        assertNull(Matchmaking.choose(NONE, List.of(room("GHJK", 13)), true));
        RoomListing small = new RoomListing("WXYZ", 1, true, 2, 3);
        assertEquals(small, Matchmaking.choose(NONE, List.of(small), true), "a small room has one seat left");
    }
}
