package io.tickstorm.net.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tickstorm.fleet.Fleet;
import io.tickstorm.fleet.Placement;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.MemoryOutbox;
import io.tickstorm.room.Player;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomListing;
import io.tickstorm.room.RoomOrder;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests rooms that fill up, or end, between their choice by the fleet and the join. */
class SessionTest {
    private final ServerMetrics metrics = new ServerMetrics();
    private final RoomDirectory directory = new RoomDirectory(
            new RoomSettings(30, 1, 0, 5, 60_000, 10_000, 30_000, 30_000),
            10,
            metrics,
            List.of(new TickLoop("never started", 30, metrics, deadlineNs -> {})));
    private final String full = open();
    private final String free = open();
    private final Queue<CompletableFuture<Placement>> placements = new ArrayDeque<>();
    private final MemoryOutbox outbox = new MemoryOutbox();

    SessionTest() {
        JoinRequest first = new JoinRequest("Ada", full, false, JoinRequest.Resume.NONE, false);
        assertNull(directory.join(first, new Player(new MemoryOutbox(), false, 0), room -> {}));
    }

    @Test
    void aStrangerWhoseRoomHasFilledUpGetsAnotherOne() {
        chosen(full);
        chosen(free);
        join();
        assertNull(outbox.closed);
        assertEquals(1, people(free));
    }

    @Test
    void aStrangerWhoseRoomHasEndedGetsAnotherOne() {
        chosen("BBBB");
        chosen(free);
        join();
        assertNull(outbox.closed);
        assertEquals(1, people(free));
    }

    @Test
    void aDecisionThatComesLaterIsRepeatedToo() {
        CompletableFuture<Placement> later = new CompletableFuture<>();
        placements.add(later);
        chosen(free);
        join();
        assertEquals(0, people(free));
        later.complete(new Placement.Here(request().inRoom(full)));
        assertEquals(1, people(free));
    }

    @Test
    void aStrangerWhoWasSentHereEntersTheRoomOfThatChoice() {
        join(Join.newBuilder().setName("Bob").setMovedTo(free));
        assertNull(outbox.closed);
        assertEquals(1, people(free));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BBBB", "nonsense", "---", "*full*"})
    void aRoomOfThatChoiceWithoutASeatLeadsToANewSearch(String named) {
        String choice = named.equals("*full*") ? full : named;
        chosen(free);
        join(Join.newBuilder().setName("Bob").setMovedTo(choice));
        assertNull(outbox.closed);
        assertEquals(1, people(free));
    }

    @Test
    void aRoomThatTheClientNamesIsNotReplaced() {
        placements.add(CompletableFuture.completedFuture(new Placement.Refused(CloseReason.UNKNOWN_ROOM)));
        join(Join.newBuilder().setName("Bob").setRoom("BBBB").setMovedTo(free));
        assertEquals(CloseReason.UNKNOWN_ROOM, outbox.closed);
        assertEquals(0, people(free));
    }

    @Test
    void theSearchEndsAfterFourRooms() {
        for (int i = 0; i < 5; i++) {
            chosen(full);
        }
        join();
        assertEquals(CloseReason.ROOM_FULL, outbox.closed);
        assertEquals(1, placements.size());
    }

    @Test
    void aPlayerWhoAskedForTheRoomWaitsForASeat() {
        placements.add(CompletableFuture.completedFuture(
                new Placement.Here(new JoinRequest("Bob", full, false, JoinRequest.Resume.NONE, false))));
        join();
        assertNull(outbox.closed);
        assertEquals(0, people(free));
    }

    private void chosen(String code) {
        placements.add(
                CompletableFuture.completedFuture(new Placement.Here(request().inRoom(code))));
    }

    private static JoinRequest request() {
        return new JoinRequest("Bob", "", false, JoinRequest.Resume.NONE, false);
    }

    private void join() {
        join(Join.newBuilder().setName("Bob"));
    }

    private void join(Join.Builder join) {
        Fleet fleet = (Fleet)
                Proxy.newProxyInstance(Fleet.class.getClassLoader(), new Class<?>[] {Fleet.class}, (p, m, a) -> {
                    assertEquals("place", m.getName());
                    return placements.remove();
                });
        NetSettings.Limits limits = new NetSettings.Limits(50, 2048, 256, 512, 1, 5, 10_000, 500, 65_536);
        Session session = new Session(outbox, directory, fleet, Runnable::run, metrics, limits, nowNs -> true, 0);
        ClientFrame first = ClientFrame.newBuilder().setJoin(join).build();
        session.receive(first, new ClientMessage(), 0);
    }

    private String open() {
        RoomListing room = directory.open("", true, RoomOrder.STANDARD);
        return Objects.requireNonNull(room).code();
    }

    private int people(String code) {
        return Objects.requireNonNull(directory.listing(code)).people();
    }
}
