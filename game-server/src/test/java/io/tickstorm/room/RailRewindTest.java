package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.proto.v1.Weapon;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Ships;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rail fired at a ship that crosses in front of the shooter, 14 u a tick. */
class RailRewindTest {
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final int U = 256;
    private static final int STEP = 14 * U;
    private static final int CALM_TICKS = 40;

    private final ServerMetrics metrics = new ServerMetrics();
    private final Room room = new Room(
            new RoomIdentity("ROOM", 77, true, true),
            new RoomSettings(30, 2, 0, 5, 60_000, 10_000, 30_000, 30_000),
            new RoomTest.NoTokens(),
            metrics);
    private final MemoryOutbox ada = new MemoryOutbox();
    private final MemoryOutbox bob = new MemoryOutbox();
    private final Player shooter = enter(ada);
    private final Player target = enter(bob);
    private final Ships ships = room.world().ships();
    private int line;
    private int crossingTick;

    @Test
    void hitsWhereTheShooterSawHim() {
        shoot(56, 1);
        HitAudit audit = ada.last().getAudits(0);
        assertEquals(ada.last().getAuditsList(), bob.last().getAuditsList(), "both are told the same");
        assertEquals(Weapon.WEAPON_RAIL, audit.getWeapon());
        assertEquals(List.of(0, 1), List.of(audit.getShooter(), audit.getVictim()));
        assertEquals(
                List.of(56, 56, 0), List.of(audit.getClaimedAge16Ths(), audit.getUsedAge16Ths(), audit.getClamps()));
        assertEquals(0, audit.getSeenDx());
        assertEquals(-(int) (3.5 * STEP) >> 5, audit.getSeenDy(), 1, "3.5 ticks before");
        assertFalse(audit.getKill());
        assertEquals(1, metrics.rewoundHits.getLongValue());
    }

    @Test
    void missesHimWithoutAClaimForHeIsSomewhereElseByNow() {
        shoot(0, 1);
        assertEquals(0, ada.last().getAuditsCount());
        assertEquals(150, ships.health[1] + ships.shield(1));
    }

    @Test
    void aKillIsToldAsOne() {
        ready();
        ships.health[1] = 5;
        ships.shieldQ8[1] = 0;
        fire(56, 1);
        assertTrue(ada.last().getAudits(0).getKill());
        assertEquals(1, ada.last().getAuditsCount());
    }

    @Test
    void whoIsProtectedNowIsNotHurt() {
        ready();
        ships.protectedUntilTick[1] = Integer.MAX_VALUE;
        fire(56, 1);
        assertEquals(0, ada.last().getAuditsCount());
        assertEquals(150, ships.health[1] + ships.shield(1));
    }

    @Test
    void whoSkippedAFrameIsToldWithTheNext() {
        ready();
        bob.stuck = true;
        fire(56, 1);
        bob.stuck = false;
        tick();
        assertEquals(1, bob.last().getAudits(0).getAge());
        tick();
        assertEquals(0, bob.last().getAuditsCount(), "and once");
    }

    @Test
    void whatCannotBeIsMovedAndCounted() {
        shoot(400, 1);
        assertEquals(1, metrics.viewClaims.getLongValue());
        assertEquals(
                1, metrics.viewClaimsClamped[0].getLongValue(), "he acknowledges at once, so his picture is young");
        assertEquals(0, metrics.viewClaimsClamped[1].getLongValue());
        assertEquals(0, metrics.viewClaimsClamped[2].getLongValue());
    }

    @Test
    void nobodyAimsAtWhatHeDoesNotHold() {
        shoot(16, 4);
        assertEquals(1, metrics.viewClaimsClamped[1].getLongValue());
        assertEquals(64, ada.last().getAudits(0).getUsedAge16Ths());
    }

    private void shoot(int viewAge16ths, int heldAge) {
        ready();
        fire(viewAge16ths, heldAge);
    }

    /** Both rest, Ada with a free line to the right. */
    private void ready() {
        tick();
        place();
        crossingTick = room.world().tick() + CALM_TICKS - 4;
        for (int i = 1; i < CALM_TICKS; i++) {
            acknowledge(InputCommand.of(0, 0, 0, 0), 1, 0);
            tick();
        }
    }

    private void fire(int viewAge16ths, int heldAge) {
        acknowledge(InputCommand.of(0, 0, 0, InputCommand.RAIL), heldAge, viewAge16ths);
        tick();
    }

    private void acknowledge(int command, int heldAge, int viewAge16ths) {
        int tick = room.world().tick() + 1;
        long nowNs = tick * TICK_NS;
        shooter.inputs().offer(tick, command, tick - heldAge, viewAge16ths, nowNs);
        target.inputs().offer(tick, InputCommand.of(0, 0, 0, 0), tick - 1, 0, nowNs);
        shooter.heard(nowNs);
        target.heard(nowNs);
    }

    /** Bob crosses Ada's line half a tick after {@link #crossingTick}: 3.5 ticks before the shot. */
    private void tick() {
        int tick = room.world().tick() + 1;
        if (line != 0) {
            ships.y[1] = line + (tick - crossingTick) * STEP - STEP / 2;
        }
        room.tick(tick * TICK_NS, true);
    }

    private void place() {
        ArenaMap map = room.world().map();
        int x = 400 * U;
        int y = 400 * U;
        while (!isFree(map, x, y)) {
            y += 40 * U;
            if (y > map.side - 700 * U) {
                y = 400 * U;
                x += 60 * U;
            }
        }
        line = y;
        for (int i = 0; i < 2; i++) {
            ships.x[i] = x + i * 150 * U;
            ships.y[i] = y;
            ships.protectedUntilTick[i] = 0;
        }
    }

    private static boolean isFree(ArenaMap map, int x, int y) {
        for (int offset = -600; offset <= 200; offset += 20) {
            if (!map.isFree(x + 150 * U, y + offset * U, 20 * U)) {
                return false;
            }
        }
        return map.isFree(x, y, 30 * U) && map.isFree(x + 75 * U, y, 60 * U);
    }

    private Player enter(MemoryOutbox outbox) {
        assertTrue(room.reserve());
        Player player = new Player(outbox, false, 0);
        room.post(new RoomCommand.Enter(player, new JoinRequest("Ada", "", false, JoinRequest.Resume.NONE)));
        return player;
    }
}
