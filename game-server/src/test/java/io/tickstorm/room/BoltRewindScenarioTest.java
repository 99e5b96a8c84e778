package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.sim.Shots;
import io.tickstorm.sim.Weapon;
import org.junit.jupiter.api.Test;

/** Tests a bolt fired at a ship that crosses in front of the shooter; the bolt meets it in its second tick. */
class BoltRewindScenarioTest {
    private static final int NEAR_U = 80;
    /** The delay of the others in the picture, in 1/16 tick. */
    private static final int AGE_16THS = 72;
    /**
     * The age at which the bolt meets the ship. An own bolt is drawn as slowing down within 12 ticks: its first two
     * ticks of flight take 12 / (12 - 4.5) as long, and bring the others forward to 1.3 ticks before the shot.
     */
    private static final int MEETS_16THS = 72 - 2 * 25;

    @Test
    void hitsAtCloseRangeTheShipThatTheShooterSaw() {
        Duel duel = shoot(AGE_16THS);
        assertEquals(150 - 12, duel.bobsLife());
        assertEquals(1, duel.metrics.viewClaims.getLongValue());
    }

    @Test
    void withoutAClaimItHitsTheShipThatIsThereNow() {
        Duel duel = shoot(0);
        for (int i = 0; i < 10; i++) {
            duel.tick();
        }
        assertEquals(150, duel.bobsLife());
    }

    @Test
    void afterAHitItIsOnlyDrawn() {
        Duel duel = shoot(AGE_16THS);
        Shots shots = duel.room.environment().world().shots();
        assertTrue(shots.live[0] && shots.spent[0], "all players see it fly");
        duel.hold();
        duel.tick();
        duel.tick();
        assertFalse(shots.live[0], "as far as it came");
        assertEquals(150 - 12, duel.bobsLife(), "and it strikes no second ship");
    }

    @Test
    void aKillReportsTheVictimsPlaceInTheShootersPicture() {
        Duel duel = new Duel(NEAR_U, MEETS_16THS);
        duel.ready();
        duel.ships.health[1] = 5;
        duel.ships.shieldQ8[1] = 0;
        duel.shoot(Weapon.BLASTER.button, AGE_16THS, 1);
        HitAudit audit = duel.newestAudit();
        assertEquals(io.tickstorm.proto.v1.Weapon.WEAPON_BLASTER, audit.getWeapon());
        assertTrue(audit.getKill());
        assertEquals(MEETS_16THS, audit.getUsedAge16Ths(), 16, "within the tick in which the bolt meets the ship");
        int eldest = audit.getUsedAge16Ths() + 16;
        assertEquals((-(eldest - 8) * Duel.STEP / 16) >> 5, audit.getSeenDy(), (Duel.STEP / 2) >> 5, "in that tick");
    }

    @Test
    void aKillInTheWorldIsReportedAsEvaluatedLive() {
        Duel duel = new Duel(NEAR_U, MEETS_16THS);
        duel.ready();
        duel.hold();
        duel.ships.health[1] = 5;
        duel.ships.shieldQ8[1] = 0;
        duel.shoot(Weapon.BLASTER.button, 0, 1);
        duel.tick();
        duel.tick();
        HitAudit audit = duel.newestAudit();
        assertTrue(audit.getKill());
        assertEquals(0, audit.getUsedAge16Ths());
    }

    private static Duel shoot(int viewAge16ths) {
        Duel duel = new Duel(NEAR_U, MEETS_16THS);
        duel.ready();
        duel.shoot(Weapon.BLASTER.button, viewAge16ths, 1);
        return duel;
    }
}
