package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tickstorm.room.RoomListing;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromisedSeatsTest {
    private static final long MS = 1_000_000;
    private static final RoomListing ROOM = new RoomListing("BCDF", 7, true, 14, 16);

    private final PromisedSeats promised = new PromisedSeats();

    @Test
    void eachStrangerWhoWasSentThereCountsUntilTheReportsDo() {
        promised.add("BCDF", 0);
        promised.add("BCDF", 100 * MS);
        assertEquals(16, promised.counted(ROOM, 200 * MS).people());
        assertFalse(promised.counted(ROOM, 200 * MS).hasSeat());
        assertEquals(Set.of("BCDF"), promised.codes(200 * MS));
        assertEquals(ROOM, promised.counted(ROOM, 601 * MS));
        assertEquals(Set.of(), promised.codes(601 * MS));
    }

    @Test
    void otherRoomsAreNotCounted() {
        promised.add("GHJK", 0);
        assertEquals(ROOM, promised.counted(ROOM, 0));
    }
}
