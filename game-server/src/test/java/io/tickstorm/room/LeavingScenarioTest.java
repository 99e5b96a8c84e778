package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the ships of players who leave or hide the page. */
class LeavingScenarioTest {
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final int SECOND = 30;

    private final ServerMetrics metrics = new ServerMetrics();
    private final Room room = new Room(
            new RoomIdentity("ROOM", 77, true, true),
            new RoomSettings(30, 4, 0, 5, 3_600_000, 10_000, 30_000, 30_000),
            new RoomTest.NoTokens(),
            metrics);
    private final Player ada = enter("Ada");
    private final Player bob = enter("Bob");
    private long nowNs;

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 149})
    void theLastHitWithinFiveSecondsBeforeALeaveCountsAsTheKill(int ticksAgo) {
        tick(50);
        hit(1, 0);
        tick(ticksAgo);
        bob.leave();
        tick(3);
        assertEquals(CloseReason.LEFT, outbox(bob).closed);
        assertEquals(1, ships().kills[0]);
        assertEquals(1, ships().score[0]);
        assertEquals(1, kills(ada), "and all players receive the event");
        assertEquals(1, room.people());
        assertFalse(ships().seated[1]);
    }

    @Test
    void anOldHitOrOneByALeaverDoesNotCount() {
        tick(50);
        hit(1, 0);
        tick(5 * SECOND + 2);
        bob.leave();
        tick(3);
        assertEquals(0, ships().kills[0]);
        Player eve = enter("Eve");
        Player max = enter("Max");
        tick(50);
        int evesShip = shipOf(eve);
        hit(evesShip, shipOf(max));
        max.leave();
        tick(3);
        eve.leave();
        tick(3);
        assertEquals(0, kills(ada));
        assertEquals(1, room.people());
    }

    @Test
    void aHiddenPageGetsOneFrameASecond() {
        tick(10);
        ada.hide(true);
        int before = outbox(ada).frames.size();
        tick(5 * SECOND);
        assertEquals(5, outbox(ada).frames.size() - before, 1);
        ada.hide(false);
        before = outbox(ada).frames.size();
        tick(SECOND);
        assertEquals(SECOND, outbox(ada).frames.size() - before, "and all of them at once when it is shown again");
    }

    @Test
    void aShipHiddenForTenSecondsIsOutOfTheArenaUntilItsPageIsShown() {
        tick(50);
        ships().score[0] = 7;
        ada.hide(true);
        tick(10 * SECOND - 1);
        assertTrue(ships().alive[0]);
        tick(2);
        assertFalse(ships().alive[0]);
        tick(60 * SECOND);
        assertFalse(ships().alive[0]);
        assertEquals(0, ships().deaths[0], "that is not a death");
        ada.hide(false);
        tick(2);
        assertTrue(ships().alive[0]);
        assertEquals(7, ships().score[0]);
    }

    @Test
    void anInputBringsAParkedShipBack() {
        tick(50);
        ada.hide(true);
        tick(11 * SECOND);
        assertFalse(ships().alive[0]);
        int next = room.environment().world().tick() + 1;
        ada.inputs().offer(next, InputCommand.of(1, 0, 0, 0), next - 1, 0, nowNs);
        tick(2);
        assertTrue(ships().alive[0]);
        tick(9 * SECOND);
        assertTrue(ships().alive[0], "and the ten seconds begin again");
    }

    @Test
    void aShipThatIsBeingHitIsNotParked() {
        tick(50);
        ada.hide(true);
        tick(9 * SECOND);
        hit(0, 1);
        tick(3 * SECOND);
        assertTrue(ships().alive[0]);
        tick(3 * SECOND);
        assertFalse(ships().alive[0]);
    }

    @Test
    void aNewRoundLeavesAParkedShipWhereItIs() {
        tick(50);
        ada.hide(true);
        tick(11 * SECOND);
        int round = room.environment().world().round().number();
        while (room.environment().world().round().number() == round) {
            tick(SECOND);
        }
        tick(SECOND);
        assertFalse(ships().alive[0]);
        assertTrue(ships().alive[1]);
    }

    @Test
    void aStalledRoomClosesNoPlayerForSilence() {
        tick(10);
        nowNs += 25_000_000_000L;
        room.resumeAfterStall(nowNs);
        room.tick(nowNs, true);
        assertNull(outbox(ada).closed);
        tick(5 * SECOND);
        assertNull(outbox(ada).closed);
    }

    @Test
    void aMatchNearTheEndOfItsTicksIsOver() {
        assertFalse(room.isOutOfTicks());
        assertTrue(World.TICK_MAX < Integer.MAX_VALUE - 128 * 86_400, "a day before any sum of ticks overflows");
    }

    private void hit(int victim, int attacker) {
        ships().lastHurtTick[victim] = room.environment().world().tick();
        ships().lastHurtBy[victim] = attacker | Weapon.RAIL.number << 12;
        assertTrue(ships().alive[victim]);
    }

    private Ships ships() {
        return room.environment().world().ships();
    }

    private static int kills(Player player) {
        return outbox(player).frames.stream()
                .mapToInt(ServerFrame::getKillsCount)
                .sum();
    }

    private static int shipOf(Player player) {
        return outbox(player).frames.get(0).getWelcome().getShip();
    }

    private Player enter(String name) {
        assertTrue(room.counter().reserve());
        Player player = new Player(new MemoryOutbox(), false, nowNs);
        room.post(new RoomCommand.Enter(player, new JoinRequest(name, "", false, JoinRequest.Resume.NONE, false)));
        assertNotNull(player);
        return player;
    }

    private static MemoryOutbox outbox(Player player) {
        return (MemoryOutbox) player.outbox();
    }

    private void tick(int count) {
        for (int i = 0; i < count; i++) {
            nowNs += TICK_NS;
            for (Player player : List.of(ada, bob)) {
                player.recordReceipt(nowNs);
                MemoryOutbox outbox = outbox(player);
                if (!outbox.frames.isEmpty()) {
                    player.acknowledge(outbox.last().getTick(), nowNs);
                }
            }
            room.tick(nowNs, true);
        }
    }
}
