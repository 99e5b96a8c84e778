package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests that a bolt is evaluated in its shooter's picture until it flies in the time of the others. A bolt starts 22 u
 * before its shooter, flies 950 u a second, and meets a ship 22 u from its centre.
 */
class BoltSweepTest {
    private static final int SHOOTER = 0;
    private static final int VICTIM = 1;
    private static final int FULL_LIFE = 150;
    private static final int HIT_LIFE = FULL_LIFE - Weapon.BLASTER.damage;
    /** The distance from the shooter to the victim. */
    private static final int NEAR_U = 100;

    @ParameterizedTest
    @CsvSource({"10, 3, 60", "30, 4, 60", "30, 8, 100", "30, 15, 100", "128, 40, 100"})
    void aShipInItsPathInThePictureIsHitThoughItHasMoved(int tickRate, int viewAgeTicks, int distanceU) {
        OpenArena arena = arena(tickRate, viewAgeTicks, tick -> tick < 101 ? 0 : 300, distanceU);
        fireInTick(arena, 101);
        assertEquals(HIT_LIFE, life(arena), "the ship is away now, and the picture is older");
        assertTrue(arena.world.shots().spent[0]);
    }

    @Test
    void aShipInItsPathNowButNotInThePictureIsNotHit() {
        OpenArena arena = arena(30, 15, tick -> tick < 96 ? 300 : tick < 110 ? 0 : 300);
        fireInTick(arena, 101);
        arena.rest();
        stepTo(arena, 140);
        assertEquals(FULL_LIFE, life(arena), "the picture shows the bolt passing before the ship comes");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "6, true", "12, true"})
    void aRestingShipIsHitInAnyPicture(int viewAgeTicks, boolean hits) {
        OpenArena arena = arena(30, viewAgeTicks, tick -> 0);
        fireInTick(arena, 101);
        arena.rest();
        stepTo(arena, 140);
        assertEquals(hits ? HIT_LIFE : FULL_LIFE, life(arena));
    }

    @Test
    void beyondTheSlowingDownItFliesInTheTimeOfTheOthers() {
        // 24 ticks of flight are 760 u: then it meets those who are there in that tick, in every picture.
        OpenArena arena = arena(30, 6, tick -> tick == 124 || tick == 125 ? 0 : 300, 780);
        fireInTick(arena, 101);
        arena.rest();
        stepTo(arena, 140);
        assertEquals(HIT_LIFE, life(arena));
    }

    @Test
    void aVictimThatCrossesItsWayBetweenTwoTicksIsHit() {
        // 60 u before it in one tick, 60 u behind it in the next: at neither end is it within reach.
        OpenArena arena = arena(30, 0, tick -> tick < 104 ? -60 : 60, 22 + 63 + 16);
        fireInTick(arena, 101);
        arena.rest();
        stepTo(arena, 104);
        assertEquals(HIT_LIFE, life(arena));
    }

    @Test
    void anAsteroidStopsItInThePictureToo() {
        OpenArena arena = arena(30, 15, tick -> tick < 100 ? 0 : 300, 200, new int[] {500, 1600, 20});
        fireInTick(arena, 101);
        assertEquals(FULL_LIFE, life(arena));
        arena.rest();
        stepTo(arena, 104);
        assertFalse(arena.world.shots().live[0], "others see it end there, too");
    }

    @Test
    void afterAHitItContinuesAsAPicture() {
        OpenArena arena = arena(30, 8, tick -> tick < 100 ? 0 : 300);
        fireInTick(arena, 101);
        arena.rest();
        Shots shots = arena.world.shots();
        assertTrue(shots.live[0]);
        stepTo(arena, 102);
        assertTrue(shots.live[0], "to where it struck, in its second tick");
        stepTo(arena, 103);
        assertFalse(shots.live[0]);
        assertEquals(HIT_LIFE, life(arena), "and hurts no other ship");
    }

    @ParameterizedTest
    @CsvSource({"1750, false", "2750, true"})
    void anOldPictureDoesNotCountForWhomAnAsteroidCoveredSince(int asteroidY, boolean hits) {
        // Cover counts from 250 ms on, seven ticks; one asteroid stands between the two, the other does not.
        int[] asteroid = {440, asteroidY, 70};
        OpenArena arena = arena(30, 15, tick -> tick < 92 ? 0 : 300, 80, asteroid);
        fireInTick(arena, 101);
        assertEquals(hits ? HIT_LIFE : FULL_LIFE, life(arena));
    }

    @Test
    void aDeadOrProtectedShipIsNotHurt() {
        OpenArena arena = arena(30, 8, tick -> 0);
        arena.ships.protectedUntilTick[VICTIM] = Integer.MAX_VALUE;
        fireInTick(arena, 101);
        assertEquals(FULL_LIFE, life(arena));
        arena = arena(30, 8, tick -> 0);
        arena.ships.alive[VICTIM] = false;
        arena.ships.respawnTick[VICTIM] = Integer.MAX_VALUE;
        fireInTick(arena, 101);
        assertEquals(0, arena.count(WorldEvents.HIT));
    }

    /** The distance of the victim above the path of the bolt at the end of a tick, in u. */
    private interface Course {
        int offsetU(int tick);
    }

    private static OpenArena arena(int tickRate, int viewAgeTicks, Course course) {
        return arena(tickRate, viewAgeTicks, course, NEAR_U);
    }

    private static OpenArena arena(int tickRate, int viewAgeTicks, Course course, int distanceU, int[]... asteroids) {
        OpenArena arena = new OpenArena(tickRate, 2, asteroids);
        arena.put(SHOOTER, 400, 1600);
        arena.put(VICTIM, 400 + distanceU, 1600);
        arena.ships.spawnTick[VICTIM] = 0;
        arena.world.useShooterPictures(new Picture(arena, viewAgeTicks * 16, course, tickRate / 4));
        stepTo(arena, 100);
        return arena;
    }

    private static void fireInTick(OpenArena arena, int tick) {
        assertEquals(tick - 1, arena.world.tick());
        arena.hold(SHOOTER, 0, 0, 0, Weapon.BLASTER.button);
        arena.step(1);
    }

    /** Steps; ships do not regenerate meanwhile. */
    private static void stepTo(OpenArena arena, int tick) {
        while (arena.world.tick() < tick) {
            arena.ships.lastHurtTick[VICTIM] = arena.world.tick();
            arena.step(1);
        }
    }

    private static int life(OpenArena arena) {
        return arena.ships.health[VICTIM] + arena.ships.shield(VICTIM);
    }

    /** A picture older than the world, in which the victim flies its own course. */
    private static final class Picture extends LivePicture {
        private final OpenArena arena;
        private final int viewAge16ths;
        private final Course course;
        private final int coverTicks;

        Picture(OpenArena arena, int viewAge16ths, Course course, int coverTicks) {
            super(arena.ships);
            this.arena = arena;
            this.viewAge16ths = viewAge16ths;
            this.course = course;
            this.coverTicks = coverTicks;
        }

        @Override
        public int viewAge16ths() {
            return viewAge16ths;
        }

        @Override
        public int placeY(int ship, int tick) {
            return super.placeY(ship, tick) + (ship == VICTIM ? course.offsetU(tick) * ONE : 0);
        }

        @Override
        public int slack() {
            return 512 * ONE;
        }

        @Override
        public int coverTick() {
            return arena.world.tick() - coverTicks;
        }
    }
}
