package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.Welcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the order of waiting players while others join and leave faster than the room admits them. */
class AdmissionScenarioTest {
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final int SEATS = 20 * RoomInbox.ADMISSIONS_PER_TICK;

    private final RoomDirectory directory = directory();
    private final Room room = directory.openLobby();
    private long nowNs;

    @Test
    void repeatedJoinsDoNotOvertakeWaitingPlayers() {
        for (int i = 0; i < SEATS - 1; i++) {
            Player hammer = player(new MemoryOutbox());
            assertNull(directory.join(request(JoinRequest.Resume.NONE), hammer, entered -> {}));
            hammer.disconnected();
        }
        MemoryOutbox ada = new MemoryOutbox();
        assertNull(directory.join(request(JoinRequest.Resume.NONE), player(ada), entered -> {}));
        tick();
        assertTrue(ada.last().hasWelcome(), "in the next tick, whatever stood before her");
        assertEquals(1, room.seated(), "and no player who left has left a seat empty");
        assertEquals(1, room.people(), "or promised");
    }

    @Test
    void aJoinRefusedByAFullInboxReleasesItsPromisedSeat() {
        Player chatty = player(new MemoryOutbox());
        while (room.enqueueChat(chatty, "hello", 0)) {}
        CloseReason refused =
                directory.join(request(JoinRequest.Resume.NONE), player(new MemoryOutbox()), entered -> {});
        assertEquals(CloseReason.SERVER_FULL, refused);
        assertEquals(0, room.people());
    }

    @Test
    void aResumeOnALostConnectionTakesNoSeat() {
        MemoryOutbox ada = new MemoryOutbox();
        directory.join(request(JoinRequest.Resume.NONE), player(ada), entered -> {});
        tick();
        Welcome welcome = ada.last().getWelcome();
        JoinRequest.Resume held = new JoinRequest.Resume(welcome.getResumeToken(), 1, 0, 0, 0, welcome.getEpoch());

        Player late = player(new MemoryOutbox());
        directory.join(request(held), late, entered -> {});
        late.disconnected();
        tick();
        assertNull(ada.closed, "her connection works");
        assertFalse(ada.last().hasWelcome());

        MemoryOutbox again = new MemoryOutbox();
        directory.join(request(held), player(again), entered -> {});
        tick();
        assertTrue(again.last().getWelcome().getResumed(), "and her token is still valid");
        assertEquals(1, room.seated());
    }

    private static JoinRequest request(JoinRequest.Resume resume) {
        return new JoinRequest("Ada", "", false, resume, false);
    }

    private Player player(MemoryOutbox outbox) {
        return new Player(outbox, false, nowNs);
    }

    private void tick() {
        nowNs += TICK_NS;
        room.tick(nowNs, true);
    }

    private static RoomDirectory directory() {
        ServerMetrics metrics = new ServerMetrics();
        RoomSettings settings = new RoomSettings(30, SEATS, 0, 5, 60_000, 10_000, 30_000, 30_000);
        return new RoomDirectory(
                settings, 1, metrics, List.of(new TickLoop("never started", 30, metrics, deadlineNs -> {})));
    }
}
