package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.room.RoomQuota;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenedRoomsTest {
    private final OpenedRooms rooms = new OpenedRooms();
    private int held;
    private final RoomQuota two = (open, openMax) -> held >= 2 ? null : place();

    @Test
    void anAddressAtItsLimitOpensNoFurtherRoomUntilOneHasEnded() {
        assertTrue(rooms.reserve("A", two, code -> true, 0));
        assertTrue(rooms.reserve("B", two, code -> true, 0));
        assertFalse(rooms.reserve("C", two, code -> true, 0));
        assertFalse(rooms.reserve("C", two, code -> false, OpenedRooms.REPORTED_NS), "it may not be reported yet");
        assertTrue(rooms.reserve("C", two, Set.of("A")::contains, OpenedRooms.REPORTED_NS + 1));
        assertEquals(2, held);
    }

    @Test
    void aRoomThatCouldNotBeOpenedDoesNotCount() {
        assertTrue(rooms.reserve("A", two, code -> true, 0));
        rooms.release("A");
        rooms.release("A");
        assertEquals(0, held);
    }

    private RoomQuota.Place place() {
        held++;
        return () -> held--;
    }
}
