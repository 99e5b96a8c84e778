package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a bolt meets in its shooter's picture, in which the victim is 200 u above where it is: right in front of him. A
 * bolt starts 22 u before its shooter and meets a ship 22 u from its centre.
 */
class BoltSweepTest {
    private static final int SHOOTER = 0;
    private static final int VICTIM = 1;
    private static final int APART_U = 200;
    private static final int FULL_LIFE = 150;

    @ParameterizedTest
    @CsvSource({"30, 138, true", "30, 140, false", "60, 138, true", "60, 140, false"})
    void itIsDecidedByThePictureForATenthOfASecond(int tickRate, int distanceU, boolean hits) {
        OpenArena arena = fire(tickRate, distanceU, 20);
        assertEquals(hits ? FULL_LIFE - 12 : FULL_LIFE, lifeAfterAll(arena));
    }

    @Test
    void butNoFartherThanThePictureIsKnown() {
        assertEquals(FULL_LIFE, lifeAfterAll(fire(30, 138, 2)));
        assertEquals(FULL_LIFE - 12, lifeAfterAll(fire(30, 106, 2)));
        assertEquals(FULL_LIFE, lifeAfterAll(fire(30, 60, 0)));
    }

    @Test
    void anAsteroidStopsItInThePictureToo() {
        OpenArena arena = fire(30, 138, 3, new int[] {480, 1600, 20});
        assertFalse(arena.world.shots().spent[0]);
        assertEquals(FULL_LIFE, lifeAfterAll(arena));
    }

    @Test
    void havingStruckItFliesOnAsAPicture() {
        OpenArena arena = fire(30, 138, 3);
        Shots shots = arena.world.shots();
        assertTrue(shots.spent[0]);
        arena.ships.y[VICTIM] = 1600 * ONE;
        arena.step(2);
        assertTrue(shots.live[0], "to where it struck, in its third tick");
        arena.step(1);
        assertFalse(shots.live[0]);
        assertEquals(FULL_LIFE - 12, arena.ships.health[VICTIM] + arena.ships.shield(VICTIM), "and hurts nobody");
    }

    @Test
    void whoIsDeadOrProtectedNowIsNotHurt() {
        OpenArena arena = arena(30, 100, 3);
        arena.ships.protectedUntilTick[VICTIM] = Integer.MAX_VALUE;
        arena.step(1);
        assertEquals(FULL_LIFE, lifeAfterAll(arena));
        arena = arena(30, 100, 3);
        arena.ships.alive[VICTIM] = false;
        arena.ships.respawnTick[VICTIM] = Integer.MAX_VALUE;
        arena.step(1);
        assertEquals(0, arena.count(WorldEvents.HIT));
    }

    private static OpenArena fire(int tickRate, int distanceU, int knownTicks, int[]... asteroids) {
        OpenArena arena = arena(tickRate, distanceU, knownTicks, asteroids);
        arena.step(1);
        return arena;
    }

    private static OpenArena arena(int tickRate, int distanceU, int knownTicks, int[]... asteroids) {
        OpenArena arena = new OpenArena(tickRate, 2, asteroids);
        arena.put(SHOOTER, 400, 1600);
        arena.put(VICTIM, 400 + distanceU, 1600 + APART_U);
        arena.world.judgeShotsBy(new Picture(arena.ships, knownTicks));
        arena.hold(SHOOTER, 0, 0, 0, InputCommand.FIRE);
        return arena;
    }

    private static int lifeAfterAll(OpenArena arena) {
        arena.rest();
        arena.ships.lastHurtTick[VICTIM] = arena.world.tick();
        arena.step(arena.world.rules().boltLifeTicks);
        return arena.ships.health[VICTIM] + arena.ships.shield(VICTIM);
    }

    private record Picture(Ships ships, int knownFlightTicks) implements ShooterPicture {
        @Override
        public void open(int shooter) {}

        @Override
        public void follow(int flownTicks) {
            assertTrue(flownTicks <= knownFlightTicks);
        }

        @Override
        public int x(int ship) {
            return ships.x[ship];
        }

        @Override
        public int y(int ship) {
            return ships.y[ship] - APART_U * ONE;
        }

        @Override
        public int slack() {
            return APART_U * ONE;
        }

        @Override
        public void struck(int weapon, int ship) {
            assertEquals(VICTIM, ship);
        }
    }
}
