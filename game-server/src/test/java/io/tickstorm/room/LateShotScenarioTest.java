package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.WorldEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests shots whose input arrives after its tick. Bob is on Ada's line 80/16 ticks before the tick of the shot. */
class LateShotScenarioTest {
    private static final int FULL_LIFE = 150;
    private static final int VIEW_AGE = 80;
    private static final int RELOAD_TICKS = 45;

    private final Duel duel = new Duel(300, VIEW_AGE);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void aLateRailHitsTheShipThatItsShooterSaw(int lateTicks) {
        duel.ready();
        duel.shootLate(Weapon.RAIL.button, VIEW_AGE, 2, lateTicks);
        assertEquals(FULL_LIFE - 60, duel.bobsLife());
        assertEquals(1, duel.metrics.shotsLate.getLongValue());
        assertEquals(1, beams());
    }

    @Test
    void aRailThatIsMoreThanAQuarterOfASecondLateIsNotFired() {
        duel.ready();
        duel.shootLate(Weapon.RAIL.button, VIEW_AGE, 2, 8);
        assertEquals(FULL_LIFE, duel.bobsLife());
        assertEquals(0, duel.metrics.shotsLate.getLongValue());
    }

    @Test
    void theReloadCountsFromTheTickOfTheShot() {
        duel.ready();
        duel.shootLate(Weapon.RAIL.button, VIEW_AGE, 2, 5);
        assertEquals(RELOAD_TICKS - 5, duel.ships.cooldown(Weapon.RAIL)[0]);
    }

    @Test
    void lateRailsAreNoMoreFrequentThanOthers() {
        duel.ready();
        duel.shoot(Weapon.RAIL.button, VIEW_AGE, 2);
        int first = duel.room.environment().world().tick();
        while (duel.room.environment().world().tick() < first + RELOAD_TICKS - 3) {
            duel.shoot(0, 0, 2);
        }
        duel.shootLate(Weapon.RAIL.button, VIEW_AGE, 2, 6);
        assertEquals(0, beams(), "it was not ready in the tick of the shot, though it is by now");
        assertTrue(duel.ships.cooldown(Weapon.RAIL)[0] <= 0);
    }

    @Test
    void aLateInputThatIsSentAgainFiresOnce() {
        duel.ready();
        duel.shootLate(Weapon.RAIL.button, VIEW_AGE, 2, 3);
        assertEquals(1, beams());
        duel.shootLate(Weapon.RAIL.button, VIEW_AGE, 2, 0);
        assertEquals(0, beams());
    }

    @Test
    void aPastTickAcceptsNoShot() {
        duel.ready();
        duel.shoot(0, 0, 2);
        duel.shoot(0, 0, 2);
        duel.backdate(Weapon.RAIL.button, VIEW_AGE, 2, 2);
        assertEquals(0, beams(), "inputs of later ticks were there before");
        assertEquals(FULL_LIFE, duel.bobsLife());
    }

    @Test
    void aLateBoltFliesWhereItsShooterSeesIt() {
        duel.ready();
        duel.shootLate(Weapon.BLASTER.button, VIEW_AGE, 2, 4);
        int shot = duel.room.environment().world().tick() - 4;
        assertEquals(shot, duel.room.environment().world().shots().spawnTick[0]);
        int flown = duel.room.environment().world().shots().x[0] - duel.ships.x[0] - 22 * Duel.U;
        assertEquals(4 * 950.0 / 30, flown / (double) Duel.U, 0.5);
    }

    @Test
    void deadShipsDoNotFire() {
        duel.ready();
        duel.ships.alive[0] = false;
        duel.ships.respawnTick[0] = Integer.MAX_VALUE;
        duel.shootLate(Weapon.RAIL.button, VIEW_AGE, 2, 3);
        assertFalse(duel.ships.alive[0]);
        assertEquals(0, beams());
    }

    private int beams() {
        WorldEvents events = duel.room.environment().world().events();
        int beams = 0;
        for (int i = 0; i < events.count(); i++) {
            beams += events.kind[i] == WorldEvents.BEAM ? 1 : 0;
        }
        return beams;
    }
}
