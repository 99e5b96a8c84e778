package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests a rail fired at a ship that crosses in front of the shooter. */
class RailRewindScenarioTest {
    private final Duel duel = new Duel(150, 56);
    private final ServerMetrics metrics = duel.metrics;
    private final Ships ships = duel.ships;

    @Test
    void hitsAtThePlaceThatTheShooterSaw() {
        shoot(56, 1);
        HitAudit audit = duel.newestAudit();
        assertEquals(duel.ada.last().getAuditsList(), duel.bob.last().getAuditsList(), "both receive the same");
        assertEquals(io.tickstorm.proto.v1.Weapon.WEAPON_RAIL, audit.getWeapon());
        assertEquals(List.of(0, 1), List.of(audit.getShooter(), audit.getVictim()));
        assertEquals(
                List.of(56, 56, 0), List.of(audit.getClaimedAge16Ths(), audit.getUsedAge16Ths(), audit.getClamps()));
        assertEquals(0, audit.getSeenDx());
        assertEquals(-(int) (3.5 * Duel.STEP) >> 5, audit.getSeenDy(), 1, "3.5 ticks before");
        assertFalse(audit.getKill());
        assertEquals(1, metrics.rewoundHits.getLongValue());
    }

    @Test
    void missesWithoutAClaimBecauseTheShipHasMoved() {
        shoot(0, 1);
        assertEquals(0, duel.ada.last().getAuditsCount());
        assertEquals(150, duel.bobsLife());
    }

    @Test
    void aKillIsReportedAsAKill() {
        duel.ready();
        ships.health[1] = 5;
        ships.shieldQ8[1] = 0;
        duel.shoot(Weapon.RAIL.button, 56, 1);
        assertTrue(duel.newestAudit().getKill());
        assertEquals(1, duel.ada.last().getAuditsCount());
    }

    @Test
    void aProtectedShipIsNotHurt() {
        duel.ready();
        ships.protectedUntilTick[1] = Integer.MAX_VALUE;
        duel.shoot(Weapon.RAIL.button, 56, 1);
        assertEquals(0, duel.ada.last().getAuditsCount());
        assertEquals(150, duel.bobsLife());
    }

    @Test
    void afterASkippedFrameTheNextOneReportsTheHit() {
        duel.ready();
        duel.bob.stuck = true;
        duel.shoot(Weapon.RAIL.button, 56, 1);
        duel.bob.stuck = false;
        duel.tick();
        assertEquals(1, duel.bob.last().getAudits(0).getAge());
        duel.tick();
        assertEquals(0, duel.bob.last().getAuditsCount(), "and once");
    }

    @Test
    void anImpossibleClaimIsLimitedAndCounted() {
        shoot(400, 1);
        assertEquals(1, metrics.viewClaims.getLongValue());
        assertEquals(
                1,
                metrics.viewClaimsClamped[0].getLongValue(),
                "the client acknowledges at once, so its picture is young");
        assertEquals(0, metrics.viewClaimsClamped[1].getLongValue());
        assertEquals(0, metrics.viewClaimsClamped[2].getLongValue());
    }

    @Test
    void claimsReachAtMostAQuarterOfASecondBeyondTheHeldFrame() {
        shoot(16, 12);
        assertEquals(1, metrics.viewClaimsClamped[1].getLongValue());
        assertEquals(12 * 16 - 120, duel.newestAudit().getUsedAge16Ths());
    }

    @Test
    void aShipThatWasNotSentIsHitOnlyAtItsCurrentPlace() {
        Duel beyond = new Duel(850, 56);
        beyond.ready();
        beyond.shoot(Weapon.RAIL.button, 56, 1);
        assertEquals(150, beyond.bobsLife(), "in a picture that had the ship it would be hit");
    }

    @Test
    void aHitBeyondTheShootersSightHasNoPlace() {
        Duel beyond = new Duel(850, 0);
        beyond.ready();
        beyond.shoot(Weapon.RAIL.button, 0, 1);
        assertTrue(beyond.bobsLife() < 150);
        assertEquals(0, beyond.ada.last().getAuditsCount());
        assertEquals(1, beyond.bob.last().getAuditsCount());
    }

    private void shoot(int viewAge16ths, int heldAge) {
        duel.ready();
        duel.shoot(Weapon.RAIL.button, viewAge16ths, heldAge);
    }
}
