package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.checkpoint.RefusedException;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.sim.StateImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the names of players in the frames of a room. */
class RoomNamesScenarioTest {
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final RoomSettings SETTINGS = new RoomSettings(30, 6, 2, 5, 60_000, 10_000, 30_000, 30_000);

    private final RoomDirectory directory = directory();
    private Room room = directory.openLobby();
    private long nowNs;

    @Test
    void similarNamesAreDistinguishedInRosterAndChat() {
        join(directory, "Ada");
        MemoryOutbox second = new MemoryOutbox();
        Player player = join(directory, "\u0410d\u0430", second);
        tick(2);
        room.enqueueChat(player, "hello", 0);
        tick(2);
        assertEquals(List.of("Ada", "\u0410d\u0430 (2)"), people(second));
        List<String> received = second.frames.stream()
                .flatMap(frame -> frame.getChatList().stream())
                .map(ChatLine::getName)
                .toList();
        assertEquals(List.of("\u0410d\u0430 (2)"), received);
    }

    @Test
    void noPlayerHasTheNameOfABot() {
        MemoryOutbox outbox = new MemoryOutbox();
        join(directory, "Rigel", outbox);
        tick(2);
        assertEquals(List.of("Rigel (2)"), people(outbox));
        assertTrue(entries(outbox).stream().anyMatch(RosterEntry::getBot), "bots are marked as such");
        assertFalse(entries(outbox).stream()
                .filter(RosterEntry::getBot)
                .anyMatch(bot -> bot.getName().contains("(")));
    }

    @Test
    void aRestoredRoomKnowsTheNames() throws RefusedException {
        join(directory, "Ada");
        tick(2);
        StateImage image = new StateImage();
        image.startWriting();
        room.environment().identity().write(image, room.environment().settings().seed());
        room.transfer(image);
        RoomDirectory second = directory();
        room = second.restore(image, 1_000);
        MemoryOutbox outbox = new MemoryOutbox();
        join(second, "ADA", outbox);
        tick(2);
        assertEquals(List.of("Ada", "ADA (2)"), people(outbox));
    }

    private static List<RosterEntry> entries(MemoryOutbox outbox) {
        return outbox.frames.get(0).getRoster().getEntriesList();
    }

    private static List<String> people(MemoryOutbox outbox) {
        return entries(outbox).stream()
                .filter(entry -> !entry.getBot())
                .map(RosterEntry::getName)
                .toList();
    }

    private static RoomDirectory directory() {
        ServerMetrics metrics = new ServerMetrics();
        TickLoop neverStarted = new TickLoop("never started", 30, metrics, deadlineNs -> {});
        return new RoomDirectory(SETTINGS, 3, metrics, List.of(neverStarted));
    }

    private void join(RoomDirectory in, String name) {
        join(in, name, new MemoryOutbox());
    }

    private Player join(RoomDirectory in, String name, MemoryOutbox outbox) {
        Player player = new Player(outbox, false, nowNs);
        JoinRequest request = new JoinRequest(name, "", false, JoinRequest.Resume.NONE, false);
        assertNull(in.join(request, player, entered -> {}));
        return player;
    }

    private void tick(int count) {
        for (int i = 0; i < count; i++) {
            nowNs += TICK_NS;
            room.tick(nowNs, true);
        }
    }
}
