package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PickupsTest {
    private static final int[][] PADS = {{500, 500}, {1500, 500}, {2500, 500}};

    private final OpenArena arena = OpenArena.withPads(3, PADS);
    private final Pickups pickups = arena.world.pickups();

    @Test
    void healthHealsFortyAndNeverBeyondFull() {
        arena.put(0, 900, 900);
        arena.ships.health[0] = 30;
        moveToPad(0, Pickups.HEALTH);
        assertEquals(70, arena.ships.health[0]);
        assertFalse(pickups.present[Pickups.HEALTH]);

        arena.ships.health[0] = 90;
        arena.step(12 * 30 + 1);
        assertEquals(100, arena.ships.health[0]);
    }

    @Test
    void aShipWithFullHealthDoesNotCollectHealth() {
        arena.put(0, 900, 900);
        moveToPad(0, Pickups.HEALTH);
        arena.step(30);
        assertTrue(pickups.present[Pickups.HEALTH]);
    }

    @Test
    void shieldGoesToTwiceItsFullMeasureAndNoFurther() {
        arena.put(0, 900, 900);
        moveToPad(0, Pickups.SHIELD);
        assertEquals(100, arena.ships.shield(0));
        arena.step(12 * 30 + 2);
        assertTrue(pickups.present[Pickups.SHIELD], "no ship needs it");
    }

    @Test
    void boostLastsFourSeconds() {
        arena.put(0, 900, 900);
        moveToPad(0, Pickups.BOOST);
        assertEquals(4 * 30, arena.ships.boostTicks[0]);
        assertEquals(Ships.PICKUP, arena.ships.disturbances[0] & Ships.PICKUP);
        assertEquals(Pickups.BOOST, arena.world.events().a[arena.last(WorldEvents.PICKUP)]);
    }

    @Test
    void aPickupReturnsAfterTwelveSeconds() {
        arena.put(0, 900, 900);
        moveToPad(0, Pickups.BOOST);
        arena.ships.x[0] = 900 * ONE;
        int ticks = 0;
        while (!pickups.present[Pickups.BOOST]) {
            arena.step(1);
            ticks++;
        }
        assertEquals(12 * 30, ticks);
    }

    @Test
    void theNearestOfTwoTakesIt() {
        arena.put(0, 900, 900);
        arena.put(1, 950, 900);
        arena.ships.x[0] = 2480 * ONE;
        arena.ships.y[0] = 500 * ONE;
        arena.ships.x[1] = 2510 * ONE;
        arena.ships.y[1] = 500 * ONE;
        arena.step(1);
        assertEquals(1, arena.world.events().subject[arena.last(WorldEvents.PICKUP)]);
        assertEquals(0, arena.ships.boostTicks[0]);
    }

    @Test
    void aShipCollectsThePickupsThatItsHullTouches() {
        arena.put(0, 900, 900);
        arena.ships.x[0] = (2500 - 18 - 16) * ONE;
        arena.ships.y[0] = 500 * ONE;
        arena.step(1);
        assertTrue(pickups.present[Pickups.BOOST]);
        arena.ships.x[0] += 2 * ONE;
        arena.step(1);
        assertFalse(pickups.present[Pickups.BOOST]);
    }

    private void moveToPad(int ship, int pad) {
        arena.ships.x[ship] = PADS[pad][0] * ONE;
        arena.ships.y[ship] = PADS[pad][1] * ONE;
        arena.step(1);
    }
}
