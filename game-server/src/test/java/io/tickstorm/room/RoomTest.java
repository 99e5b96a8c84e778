package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final long TICK_NS = 1_000_000_000L / 30;

    private final ServerMetrics metrics = new ServerMetrics();
    private final Map<String, RoomIdentity> tokens = new HashMap<>();
    private Room room = room(4, 0);
    private long nowNs;

    @Test
    void welcomesWithTheFirstFrame() {
        MemoryOutbox ada = enter("Ada");
        tick(1);
        Welcome welcome = ada.last().getWelcome();
        assertEquals("ROOM", welcome.getRoom());
        assertEquals(16, welcome.getResumeToken().size());
        assertEquals(25, welcome.getArena().getAsteroidXCount());
        assertEquals(0, ada.last().getSinceAge(), "nothing is held yet");
        tick(1);
        assertFalse(ada.last().hasWelcome());
        assertEquals(1, ada.last().getSinceAge());
    }

    @Test
    void sendsOneFrameEveryTick() {
        MemoryOutbox ada = enter("Ada");
        tick(20);
        for (int i = 0; i < 20; i++) {
            assertEquals(i + 1, ada.frames.get(i).getTick());
        }
    }

    @Test
    void simulatesAnInputInItsTick() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(5);
        int ship = ada.frames.get(0).getWelcome().getShip();
        player.inputs().offer(8, InputCommand.of(7, 0, 0, 0), 5, 0, nowNs);
        tick(2);
        assertEquals(0, room.environment().world().ships().velocityX[ship]);
        tick(1);
        assertNotEquals(0, room.environment().world().ships().velocityX[ship]);
    }

    @Test
    void reportsTheMarginOfAnInput() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(5);
        player.inputs().offer(7, InputCommand.of(0, 0, 0, 0), 5, 0, nowNs);
        tick(1);
        assertEquals(32, ada.last().getInputMargin(), "in 1/16 tick: one for the tick between, one until the deadline");
        tick(1);
        assertEquals(0, ada.last().getInputMargin(), "none arrived since");
    }

    @Test
    void countsALateInputAndDoesNotSimulateIt() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(5);
        player.inputs().offer(3, InputCommand.of(7, 0, 0, 0), 2, 0, nowNs);
        tick(1);
        assertTrue(ada.last().getInputMargin() < 0);
        assertEquals(1, metrics.inputsLate.getLongValue());
        assertEquals(0, room.environment().world().ships().velocityX[0]);
    }

    @Test
    void repeatsMovementButNotAShotForAMissingInput() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(2);
        player.inputs().offer(3, InputCommand.of(7, 0, 0, Weapon.BLASTER.button), 2, 0, nowNs);
        tick(1);
        int afterOne = room.environment().world().ships().velocityX[0];
        assertEquals(1, room.environment().world().shots().count());
        tick(6);
        assertTrue(room.environment().world().ships().velocityX[0] > afterOne);
        assertEquals(1, room.environment().world().shots().count(), "a missing input never fires");
        assertEquals(
                CorrectionCause.CORRECTION_CAUSE_MISSED_INPUT,
                ada.last().getOwn().getCause());
        tick(20);
        assertEquals(0, room.environment().world().ships().velocityX[0], "after 250 ms it rests");
    }

    @Test
    void dropsAndCountsAnInputForAFarTick() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(2);
        player.inputs().offer(500, InputCommand.of(7, 0, 0, 0), 2, 0, nowNs);
        tick(1);
        assertNull(ada.closed, "a client whose clock ran while the server stalled is not an offender");
        assertEquals(1, metrics.inputsEarly.getLongValue());
        assertEquals(16 * 120, ada.last().getInputMargin(), "and it gets the reported lead, up to 4 s");
        player.inputs().offer(4, InputCommand.of(7, 0, 0, 0), 3, 0, nowNs);
        tick(1);
        assertNotEquals(0, room.environment().world().ships().velocityX[0], "it continues with its next input");
    }

    @Test
    void aJoinWaitsForASeatThatIsBeingLeft() {
        room = room(2, 0);
        Player leaving = player();
        enter("Ada", leaving);
        enter("Bob");
        tick(3);
        Player next = player();
        room.post(new RoomCommand.Enter(
                next, new JoinRequest("Eve", "", false, JoinRequest.Resume.NONE, false), CloseReason.ROOM_FULL));
        leaving.leave();
        tick(2);
        assertTrue(((MemoryOutbox) next.outbox()).last().hasWelcome());
        assertEquals(2, room.people());
    }

    @Test
    void aJoinWithoutAFreedSeatIsRefusedWithinATenthOfASecond() {
        room = room(1, 0);
        enter("Ada");
        tick(3);
        Player next = player();
        room.post(new RoomCommand.Enter(
                next, new JoinRequest("Eve", "", false, JoinRequest.Resume.NONE, false), CloseReason.SERVER_FULL));
        tick(3);
        assertNull(((MemoryOutbox) next.outbox()).closed);
        tick(1);
        assertEquals(CloseReason.SERVER_FULL, ((MemoryOutbox) next.outbox()).closed);
        assertEquals(1, room.people());
    }

    @Test
    void aScreenThatTurnsAllTheTimeChangesItsViewOnceASecond() {
        Player player = player();
        MemoryOutbox outbox = enter("Ada", player);
        tick(1);
        int views = 0;
        for (int i = 0; i < 300; i++) {
            player.turnScreen(i % 2 == 0);
            tick(1);
            views += outbox.last().getView() == 0 ? 0 : 1;
        }
        assertTrue(views >= 5 && views <= 10, views + " changes in ten seconds");
    }

    @Test
    void aPingIsReturnedUnchanged() {
        for (long sentUs : new long[] {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            Player player = player();
            MemoryOutbox outbox = enter("P", player);
            tick(1);
            player.ping(sentUs);
            tick(1);
            assertTrue(outbox.last().hasPong());
            assertEquals(sentUs, outbox.last().getPong().getSentUs());
            player.leave();
            tick(1);
        }
    }

    @Test
    void skipsAPlayerWithAnUnsentFrameAndLaterSendsAllChanges() {
        MemoryOutbox ada = enter("Ada");
        tick(3);
        ada.stuck = true;
        tick(4);
        assertEquals(3, ada.frames.size());
        assertEquals(4, metrics.framesSkippedUnsent.getLongValue());
        ada.stuck = false;
        tick(1);
        assertEquals(5, ada.last().getSinceAge());
    }

    @Test
    void sendsOneFrameForSeveralTicksSimulatedAtOnce() {
        MemoryOutbox ada = enter("Ada");
        tick(1);
        room.tick(nowNs + TICK_NS, false);
        room.tick(nowNs + 2 * TICK_NS, true);
        assertEquals(2, ada.frames.size());
        assertEquals(2, ada.last().getSinceAge());
    }

    @Test
    void botsFillTheRoomAndFreeSeatsForPlayers() {
        room = room(3, 3);
        MemoryOutbox ada = enter("Ada");
        tick(2);
        assertEquals(List.of(false, true, true), bots(ada));
        MemoryOutbox bob = enter("Bob");
        MemoryOutbox eve = enter("Eve");
        tick(2);
        assertEquals(List.of(false, false, false), bots(ada));
        assertNull(eve.closed);
        assertNotNull(bob.last());
    }

    @Test
    void promisesNoMoreSeatsThanThereAre() {
        room = room(2, 0);
        assertTrue(room.counter().reserve());
        assertTrue(room.counter().reserve());
        assertFalse(room.counter().reserve());
    }

    @Test
    void resumesTheSameShipWithAnotherToken() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(10);
        Welcome first = ada.frames.get(0).getWelcome();
        player.disconnected();
        tick(5);
        assertTrue(entry(enter("Bob"), first.getShip()).getAway());
        MemoryOutbox back = resume(first.getResumeToken(), 10, first.getEpoch());
        tick(1);
        assertTrue(back.last().getWelcome().getResumed());
        assertEquals(first.getShip(), back.last().getWelcome().getShip());
        assertNotEquals(first.getResumeToken(), back.last().getWelcome().getResumeToken());
        assertEquals(
                room.environment().world().tick() - 10, back.last().getSinceAge(), "continues from the frame it holds");
        assertTrue(back.last().hasOwn());
    }

    @Test
    void aResumeTakesOverALiveConnection() {
        MemoryOutbox ada = enter("Ada");
        tick(3);
        Welcome first = ada.frames.get(0).getWelcome();
        MemoryOutbox again = resume(first.getResumeToken(), 3, first.getEpoch());
        tick(1);
        assertEquals(CloseReason.SUPERSEDED, ada.closed);
        assertTrue(again.last().getWelcome().getResumed());
        assertEquals(3, ada.frames.size(), "the old connection gets nothing more");
    }

    @Test
    void theOldTokenIsGoodUntilTheFirstInputOverTheNewConnection() {
        MemoryOutbox ada = enter("Ada");
        tick(3);
        Welcome first = ada.frames.get(0).getWelcome();
        resume(first.getResumeToken(), 3, first.getEpoch());
        tick(1);
        MemoryOutbox third = resume(first.getResumeToken(), 3, first.getEpoch());
        tick(1);
        assertNull(third.closed, "the answer to the first resume may have been lost");
        Player player = player();
        resume(third.last().getWelcome().getResumeToken(), 3, first.getEpoch(), player);
        tick(1);
        player.inputs().offer(9, InputCommand.of(0, 0, 0, 0), 5, 0, nowNs);
        tick(1);
        MemoryOutbox late = resume(third.last().getWelcome().getResumeToken(), 3, first.getEpoch());
        tick(1);
        assertEquals(CloseReason.RESUME_REFUSED, late.closed);
    }

    @Test
    void freesTheSeatOfALostConnectionAfterHalfAMinute() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(3);
        Welcome first = ada.frames.get(0).getWelcome();
        player.disconnected();
        tick(30 * 30);
        assertEquals(1, room.people());
        tick(3);
        assertEquals(0, room.people());
        assertTrue(tokens.isEmpty());
        MemoryOutbox late = resume(first.getResumeToken(), 3, first.getEpoch());
        tick(1);
        assertEquals(CloseReason.RESUME_REFUSED, late.closed);
    }

    @Test
    void leavingFreesTheSeatAtOnce() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(3);
        player.leave();
        tick(1);
        assertEquals(CloseReason.LEFT, ada.closed);
        assertEquals(0, room.people());
    }

    @Test
    void closesAPlayerSilentForTenSeconds() {
        MemoryOutbox ada = enter("Ada");
        tick(300);
        assertNull(ada.closed);
        tick(5);
        assertEquals(CloseReason.SILENT, ada.closed);
    }

    @Test
    void closesAPlayerWithoutKeysForMinutesDespiteMouseMotion() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        for (int i = 0; i < 60 * 30 + 10 && ada.closed == null; i++) {
            player.recordReceipt(nowNs);
            int held = room.environment().world().tick();
            player.inputs().offer(held + 2, InputCommand.of(0, 0, i % 3, 0), held, 0, nowNs);
            tick(1);
        }
        assertEquals(CloseReason.IDLE, ada.closed);
    }

    @Test
    void deliversChatOnce() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        MemoryOutbox bob = enter("Bob");
        tick(2);
        room.enqueueChat(player, "hello", 0);
        tick(3);
        List<String> lines = bob.frames.stream()
                .flatMap(frame -> frame.getChatList().stream())
                .map(line -> line.getName() + ": " + line.getText())
                .toList();
        assertEquals(List.of("Ada: hello"), lines);
        assertEquals(1, ada.frames.stream().mapToInt(ServerFrame::getChatCount).sum());
    }

    @Test
    void answersAPingWithTheNextFrame() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(1);
        player.ping(123_456);
        tick(1);
        assertEquals(123_456, ada.last().getPong().getSentUs());
        tick(1);
        assertFalse(ada.last().hasPong());
    }

    @Test
    void reportsWhyALineWasDropped() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        player.complain(CloseReason.BAD_CHAT);
        tick(1);
        assertEquals(ErrorCode.ERROR_CODE_BAD_CHAT, ada.last().getError().getCode());
        assertNull(ada.closed);
    }

    @Test
    void sendsTheOwnStateOnRequestAtMostOnceASecond() {
        Player player = player();
        MemoryOutbox ada = enter("Ada", player);
        tick(40);
        int sent = 0;
        for (int i = 0; i < 60; i++) {
            player.wantState();
            player.recordReceipt(nowNs);
            int held = room.environment().world().tick();
            player.inputs().offer(held + 1, InputCommand.of(0, 0, 0, 0), held, 0, nowNs);
            tick(1);
            sent += ada.last().hasOwn() ? 1 : 0;
        }
        assertEquals(2, sent);
    }

    @Test
    void equalRoomsWithEqualInputsStayEqual() {
        room = room(4, 2);
        Room other = room(4, 2);
        for (int i = 0; i < 300; i++) {
            nowNs += TICK_NS;
            room.tick(nowNs, true);
            other.tick(nowNs, i % 3 == 0);
            assertEquals(room.stateHash(), other.stateHash());
        }
    }

    @Test
    void anEmptyRoomEndsAfterItsTime() {
        Player player = player();
        enter("Ada", player);
        tick(1);
        player.leave();
        tick(1);
        int ticks = 0;
        while (!room.endIfEmpty()) {
            tick(1);
            ticks++;
        }
        assertEquals(30 * 30, ticks);
        assertFalse(room.counter().reserve(), "no player can join a room that has ended");
    }

    private Room room(int seats, int bots) {
        RoomSettings settings = new RoomSettings(30, seats, bots, 5, 60_000, 10_000, 30_000, 30_000);
        return new Room(new RoomIdentity("ROOM", 77, true, true), settings, new TokenMap(), metrics);
    }

    private Player player() {
        return new Player(new MemoryOutbox(), false, nowNs);
    }

    private MemoryOutbox enter(String name) {
        return enter(name, player());
    }

    private MemoryOutbox enter(String name, Player player) {
        assertTrue(room.counter().reserve());
        room.post(new RoomCommand.Enter(player, new JoinRequest(name, "", false, JoinRequest.Resume.NONE, false)));
        return (MemoryOutbox) player.outbox();
    }

    private MemoryOutbox resume(ByteString token, int tick, int epoch) {
        return resume(token, tick, epoch, player());
    }

    private MemoryOutbox resume(ByteString token, int tick, int epoch, Player player) {
        JoinRequest.Resume resume = new JoinRequest.Resume(token, tick, 0, 0, 0, epoch);
        room.post(new RoomCommand.Enter(player, new JoinRequest("Ada", "", false, resume, false)));
        return (MemoryOutbox) player.outbox();
    }

    private void tick(int count) {
        for (int i = 0; i < count; i++) {
            nowNs += TICK_NS;
            room.tick(nowNs, true);
        }
    }

    /** Returns which ships are bots, by ship id, according to the frames so far. */
    private static List<Boolean> bots(MemoryOutbox outbox) {
        Map<Integer, Boolean> bots = new java.util.TreeMap<>();
        for (ServerFrame frame : outbox.frames) {
            for (RosterEntry entry : frame.getRoster().getEntriesList()) {
                if (entry.getLeft()) {
                    bots.remove(entry.getId());
                } else if (!entry.getName().isEmpty()) {
                    bots.put(entry.getId(), entry.getBot());
                }
            }
        }
        return List.copyOf(bots.values());
    }

    private RosterEntry entry(MemoryOutbox outbox, int ship) {
        tick(1);
        return outbox.last().getRoster().getEntriesList().stream()
                .filter(entry -> entry.getId() == ship)
                .findFirst()
                .orElseThrow();
    }

    private final class TokenMap implements ResumeTokens.Index {
        @Override
        public void add(String tokenHash, RoomIdentity of) {
            tokens.put(tokenHash, of);
        }

        @Override
        public void remove(String tokenHash) {
            tokens.remove(tokenHash);
        }
    }

    /** A registry that does not store tokens, because no client resumes. */
    static final class NoTokens implements ResumeTokens.Index {
        @Override
        public void add(String tokenHash, RoomIdentity of) {}

        @Override
        public void remove(String tokenHash) {}
    }
}
