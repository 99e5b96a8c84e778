package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tickstorm.fleet.RoomPlace;
import io.tickstorm.fleet.RoomSearch;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomListing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class NewRoomTest {
    private static final long MS_NS = 1_000_000;

    private final NewRoom room = new NewRoom();
    private final List<CompletableFuture<RoomSearch>> opened = new ArrayList<>();
    private boolean isListed;

    @Test
    void strangersOfOneMomentShareARoom() {
        CompletionStage<RoomSearch> first = share(0);
        assertSame(first, share(3_000 * MS_NS));
        assertEquals(1, opened.size());
    }

    @Test
    void aStrangerWithoutASeatGetsAnotherRoom() {
        CompletionStage<RoomSearch> first = share(0);
        share(0);
        assertNotSame(first, share(0));
        assertEquals(2, opened.size());
    }

    @Test
    void theRoomIsSharedUntilTheReportOfItsServer() {
        share(0);
        opened.get(0).complete(found());
        share(900 * MS_NS);
        assertEquals(1, opened.size());
        share(1_100 * MS_NS);
        assertEquals(2, opened.size());
    }

    @Test
    void aListedRoomIsSharedNoMoreBecauseItMayBeFull() {
        share(0);
        opened.get(0).complete(found());
        isListed = true;
        share(MS_NS);
        assertEquals(2, opened.size());
    }

    @Test
    void afterAFailureTheNextStrangerTriesAgain() {
        share(0);
        opened.get(0).complete(RoomSearch.refused(CloseReason.SERVER_FULL));
        share(MS_NS);
        assertEquals(2, opened.size());
    }

    private CompletionStage<RoomSearch> share(long nowNs) {
        return room.share(
                2,
                () -> {
                    opened.add(new CompletableFuture<>());
                    return opened.get(opened.size() - 1);
                },
                code -> isListed && code.equals("BCDF"),
                nowNs);
    }

    private static RoomSearch found() {
        return RoomSearch.found(new RoomPlace(new RoomListing("BCDF", 1, true, 0, 2), ""));
    }
}
