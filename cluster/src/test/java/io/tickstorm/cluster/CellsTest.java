package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.fleet.Placement;
import io.tickstorm.fleet.RoomSearch;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.RoomCode;
import io.tickstorm.room.RoomQuota;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rooms of this cell and of others. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CellsTest {
    private static final String ADDRESS = "wss://c.example/ws";
    private static final Cells CELLS = Cells.of("B", List.of("B=wss://b.example/ws", "C=" + ADDRESS));

    @Test
    void theFirstLetterNamesTheCell() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            String code = CELLS.newCode(random);
            assertTrue(RoomCode.isCode(code) && code.startsWith("B"), code);
        }
        assertTrue(CELLS.isElsewhere("CBBB"));
        assertTrue(CELLS.isElsewhere("DBBB"));
        assertEquals(ADDRESS, CELLS.address("CBBB"));
        assertNull(CELLS.address("DBBB"));
        assertEquals(Set.of("http://a", "https://c.example"), CELLS.withOrigins(Set.of("http://a")));
    }

    @Test
    void withoutCellsEveryCodeIsHere() {
        assertTrue(!Cells.NONE.isElsewhere("CBBB") && RoomCode.isCode(Cells.NONE.newCode(new Random(7))));
    }

    @Test
    void aRoomOfAnotherCellIsAnsweredWithItsAddress() throws Exception {
        try (TestNode node = new TestNode("a", List.of(), FleetAdmission.OPEN, CELLS)) {
            String own = node.open();
            assertTrue(own.startsWith("B"), own);
            assertEquals(new Placement.Elsewhere(ADDRESS, "CDFG"), place(node, "CDFG", false));
            assertEquals(new Placement.Elsewhere(ADDRESS, "CDFG"), place(node, "CDFG", true));
            assertEquals(new Placement.Refused(CloseReason.UNKNOWN_ROOM), place(node, "DDFG", true));
            assertEquals(RoomSearch.elsewhere(ADDRESS), find(node, "CDFG"));
            assertEquals(RoomSearch.refused(CloseReason.UNKNOWN_ROOM), find(node, "DDFG"));
        }
    }

    private static Placement place(TestNode node, String code, boolean createRoom) throws Exception {
        JoinRequest request = new JoinRequest("Bob", code, createRoom, JoinRequest.Resume.NONE, false);
        return node.node
                .fleet()
                .place(request, RoomQuota.NONE)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static RoomSearch find(TestNode node, String code) throws Exception {
        return node.node.fleet().find(code).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
