package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.checkpoint.CheckpointStore;
import io.tickstorm.checkpoint.RefusedException;
import io.tickstorm.checkpoint.RoomCopy;
import io.tickstorm.metrics.CheckpointMetrics;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tests a room in another process: copied to an image, restored from it, and resumed by its players. */
class RoomRestoreScenarioTest {
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final int SHIFT = 18_001;
    private static final RoomSettings SETTINGS = new RoomSettings(30, 6, 4, 5, 60_000, 10_000, 30_000, 30_000);

    private final ServerMetrics metrics = new ServerMetrics();
    private final RoomDirectory first = directory(SETTINGS);
    private final RoomDirectory second = directory(SETTINGS);
    private final Room room = first.openLobby();
    private final StateImage image = new StateImage();
    private long nowNs;

    @Test
    void aReturningPlayerHasShipAndScoreAndAFullFirstFrame() throws RefusedException {
        Guest ada = join("Ada");
        play(room, 400, ada);
        room.environment().world().ships().score[ada.ship()] = 700;
        play(room, 1, ada);
        int held = ada.outbox.last().getTick();
        Room restored = restore();
        Ships before = room.environment().world().ships();
        Ships after = restored.environment().world().ships();
        assertEquals(before.x[ada.ship()], after.x[ada.ship()]);
        assertEquals(before.health[ada.ship()], after.health[ada.ship()]);
        Guest back = resume(ada, held);
        play(restored, 1, back);
        ServerFrame frame = back.outbox.frames.get(0);
        Welcome welcome = frame.getWelcome();
        assertTrue(welcome.getResumed());
        assertEquals(room.code(), welcome.getRoom());
        assertEquals(ada.ship(), welcome.getShip());
        assertNotEquals(ada.welcome().getEpoch(), welcome.getEpoch());
        assertTrue(frame.getTick() > held + SHIFT - 2, "above every tick that can have been sent");
        assertEquals(0, frame.getSinceAge(), "held frames do not count any more");
        assertTrue(frame.getRoster().getReset());
        assertTrue(frame.hasOwn());
        RosterEntry entry = frame.getRoster().getEntriesList().stream()
                .filter(line -> line.getId() == ada.ship())
                .findFirst()
                .orElseThrow();
        assertEquals("Ada", entry.getName());
        assertEquals(700, entry.getScore());
        assertFalse(entry.getAway());
        assertEquals(4, frame.getRoster().getEntriesCount(), "bots stay, no more and no fewer");
    }

    @Test
    void theMatchContinuesUnchanged() throws RefusedException {
        play(room, 1_000);
        Room restored = restoreWith(0);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(room.stateHash(), restored.stateHash(), "after " + i + " ticks");
            nowNs += TICK_NS;
            room.tick(nowNs, true);
            restored.tick(nowNs, true);
        }
    }

    @Test
    void aRestoredRoomHoldsItsSeatsBeforeOthersCanEnterIt() throws RefusedException {
        Guest ada = join("Ada");
        play(room, 3, ada);
        List<Boolean> held = new ArrayList<>();
        second.keepBy(new StoreOfARoomThatStarts(() -> {
            assertTrue(second.listings().isEmpty(), "the room is about to be listed");
            held.add(second.holdsSeat(request(ada, 1).resume()));
        }));
        restore();
        assertEquals(List.of(true), held);
    }

    @Test
    void anEarlierValidTokenStaysValid() throws RefusedException {
        Guest ada = join("Ada");
        play(room, 3, ada);
        Guest again = resumeIn(first, ada, 2);
        nowNs += TICK_NS;
        room.tick(nowNs, true);
        assertNull(again.outbox.closed);
        Room restored = restore();
        Guest back = resume(ada, 2);
        play(restored, 1, back);
        assertNull(back.outbox.closed, "the Welcome with the newer token may have been lost with the process");
        assertEquals(ada.ship(), back.ship());
    }

    @Test
    void theChatContinuesWithoutRepeatingReceivedLines() throws RefusedException {
        Guest ada = join("Ada");
        play(room, 2, ada);
        room.enqueueChat(ada.player, "one", 0);
        room.enqueueChat(ada.player, "two", 0);
        play(room, 2, ada);
        Room restored = restore();
        room.enqueueChat(ada.player, "after the copy", 0);
        play(room, 2, ada);
        assertEquals(List.of("one", "two", "after the copy"), ada.received());
        Guest back = resume(ada, ada.outbox.last().getTick());
        play(restored, 1, back);
        restored.enqueueChat(back.player, "three", 0);
        play(restored, 2, back);
        assertEquals(List.of("three"), back.received());
        Guest newcomer = joinIn(second, "Bob");
        play(restored, 1, newcomer);
        assertEquals(List.of("one", "two", "three"), newcomer.received());
    }

    @Test
    void anUnclaimedSeatIsFreedAfterItsTime() throws RefusedException {
        Guest ada = join("Ada");
        play(room, 10, ada);
        Room restored = restore();
        assertEquals(1, restored.people());
        play(restored, 30 * 30);
        assertEquals(1, restored.people());
        play(restored, 3);
        assertEquals(0, restored.people());
        Guest late = new Guest(nowNs);
        assertEquals(CloseReason.RESUME_REFUSED, second.join(request(ada, 5), late.player, entered -> {}));
    }

    @Test
    void theLobbyStaysTheLobbyAndARoomOfFriendsStaysTheirs() throws RefusedException {
        Room friends = Objects.requireNonNull(privateRoom());
        Room restored = restore();
        assertEquals(restored, second.lobby());
        copy(friends);
        Room theirs = second.restore(image, SHIFT);
        assertFalse(theirs.environment().identity().isPublic());
        assertEquals(friends.code(), theirs.code());
        assertEquals(
                friends.environment().settings().seed(),
                theirs.environment().settings().seed());
        assertArrayEqualsX(friends, theirs);
    }

    @Test
    void anInvalidImageIsRefusedAndNothingIsOpened() {
        play(room, 5);
        copy(room);
        int[] words = Arrays.copyOf(image.words(), image.length());
        RoomDirectory larger = directory(new RoomSettings(30, 12, 4, 5, 60_000, 10_000, 30_000, 30_000));
        assertRefused(larger, words);
        assertRefused(second, Arrays.copyOf(words, words.length - 1));
        assertRefused(second, Arrays.copyOf(words, words.length + 1));
        assertNull(second.lobby());
    }

    @Test
    void aRoomIsRestoredOnce() throws RefusedException {
        restore();
        RefusedException refused = assertThrows(RefusedException.class, () -> second.restore(image, SHIFT));
        assertNotNull(refused.getMessage());
    }

    @Test
    void inputsForLaterTicksAreCarriedOutByTheNextServer() throws RefusedException {
        Guest ada = join("Ada");
        play(room, 60, ada);
        plan(ada, 8);
        play(room, 1);
        Room restored = restoreWith(0);
        play(room, 7);
        play(restored, 7);
        assertArrayEqualsX(room, restored);
        assertEquals(
                room.environment().world().ships().velocityX[ada.ship()],
                restored.environment().world().ships().velocityX[ada.ship()]);
    }

    @Test
    void inputsThatWaitInTheQueueLeaveWithTheRoom() throws RefusedException {
        Guest ada = join("Ada");
        play(room, 60, ada);
        Room withoutThem = restoreWith(0);
        plan(ada, 8);
        RoomDeparture departure = room.depart();
        RoomDirectory third = directory(SETTINGS);
        Room restored = third.restore(departure.image(), 0);
        play(withoutThem, 8);
        play(restored, 8);
        int ship = ada.ship();
        assertNotEquals(
                withoutThem.environment().world().ships().velocityX[ship],
                restored.environment().world().ships().velocityX[ship]);
    }

    /** Sends full thrust to the right for this number of ticks ahead. */
    private void plan(Guest guest, int ticks) {
        int next = room.environment().world().tick() + 1;
        for (int tick = next; tick < next + ticks; tick++) {
            assertTrue(guest.player.inputs().offer(tick, InputCommand.of(7, 0, 0, 0), next - 1, 0, nowNs));
        }
    }

    private void assertRefused(RoomDirectory directory, int[] words) {
        StateImage wrong = new StateImage();
        wrong.set(words, words.length);
        assertThrows(RefusedException.class, () -> directory.restore(wrong, SHIFT));
    }

    private static void assertArrayEqualsX(Room one, Room other) {
        assertEquals(
                one.environment().world().map().side,
                other.environment().world().map().side);
        assertTrue(
                Arrays.equals(
                        one.environment().world().map().asteroidX,
                        other.environment().world().map().asteroidX),
                "the same arena");
    }

    private RoomDirectory directory(RoomSettings settings) {
        return new RoomDirectory(
                settings, 3, metrics, List.of(new TickLoop("never started", 30, metrics, deadlineNs -> {})));
    }

    private Room restore() throws RefusedException {
        return restoreWith(SHIFT);
    }

    private Room restoreWith(int shift) throws RefusedException {
        copy(room);
        return second.restore(image, shift);
    }

    private void copy(Room from) {
        image.startWriting();
        from.environment().identity().write(image, from.environment().settings().seed());
        from.transfer(image);
    }

    private Guest join(String name) {
        return joinIn(first, name);
    }

    private Guest joinIn(RoomDirectory directory, String name) {
        Guest guest = new Guest(nowNs);
        JoinRequest request = new JoinRequest(name, "", false, JoinRequest.Resume.NONE, false);
        assertNull(directory.join(request, guest.player, entered -> {}));
        return guest;
    }

    private Room privateRoom() {
        Guest guest = new Guest(nowNs);
        Room[] opened = new Room[1];
        JoinRequest request = new JoinRequest("Eve", "", true, JoinRequest.Resume.NONE, false);
        assertNull(first.join(request, guest.player, entered -> opened[0] = entered));
        play(opened[0], 3, guest);
        return opened[0];
    }

    private Guest resume(Guest before, int heldTick) {
        return resumeIn(second, before, heldTick);
    }

    private Guest resumeIn(RoomDirectory directory, Guest before, int heldTick) {
        Guest guest = new Guest(nowNs);
        assertNull(directory.join(request(before, heldTick), guest.player, entered -> {}));
        return guest;
    }

    private static JoinRequest request(Guest before, int heldTick) {
        Welcome welcome = before.welcome();
        int chat = before.outbox.frames.stream()
                .flatMap(frame -> frame.getChatList().stream())
                .mapToInt(ChatLine::getSequence)
                .max()
                .orElse(0);
        return new JoinRequest(
                "Ada",
                "",
                false,
                new JoinRequest.Resume(welcome.getResumeToken(), heldTick, 1_000_000, chat, 0, welcome.getEpoch()),
                false);
    }

    private void play(Room in, int ticks, Guest... guests) {
        for (int i = 0; i < ticks; i++) {
            nowNs += TICK_NS;
            int tick = in.environment().world().tick() + 1;
            for (Guest guest : guests) {
                guest.player.recordReceipt(nowNs);
                int command = InputCommand.of(Fixed.cos(i * 40) >> 12, 7, i * 30 & 4095, i & 1);
                guest.player.inputs().offer(tick, command, tick - 1, 0, nowNs);
            }
            in.tick(nowNs, true);
        }
    }

    /** A store that is asked for its interval once for each room, before the room is listed. */
    private record StoreOfARoomThatStarts(Runnable asked) implements CheckpointStore {
        @Override
        public int intervalMs() {
            asked.run();
            return 1_000;
        }

        @Override
        public void write(RoomCopy copy, long nowMs) {
            throw new AssertionError("the room does not tick");
        }

        @Override
        public void forget(String code) {
            throw new AssertionError("the room does not end");
        }

        @Override
        public CheckpointMetrics metrics() {
            throw new AssertionError("nothing is copied");
        }
    }

    private static final class Guest {
        final MemoryOutbox outbox = new MemoryOutbox();
        final Player player;

        Guest(long nowNs) {
            player = new Player(outbox, false, nowNs);
        }

        Welcome welcome() {
            return outbox.frames.get(0).getWelcome();
        }

        int ship() {
            return welcome().getShip();
        }

        List<String> received() {
            return outbox.frames.stream()
                    .flatMap(frame -> frame.getChatList().stream())
                    .map(ChatLine::getText)
                    .toList();
        }
    }
}
