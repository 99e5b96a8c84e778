package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombatTest {
    private static final int EAST = 0;
    private static final int NORTH = 3 * Fixed.ANGLE_STEPS / 4;
    private static final int SHOOTER = 0;
    private static final int VICTIM = 1;

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void theBlasterFiresSevenTimesASecondOnAverage(int tickRate) {
        OpenArena arena = new OpenArena(tickRate, 1);
        arena.put(SHOOTER, 400, 1600);
        arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
        int shots = 0;
        for (int t = 0; t < 20 * tickRate; t++) {
            arena.step(1);
            shots += firedNow(arena);
        }
        assertEquals(20 * 7, shots, 1);
    }

    @Test
    void tappingIsNotFasterThanHolding() {
        OpenArena arena = new OpenArena(30, 1);
        arena.put(SHOOTER, 400, 1600);
        int shots = 0;
        for (int t = 0; t < 20 * 30; t++) {
            arena.hold(SHOOTER, 0, 0, EAST, t % 3 == 0 ? Weapon.BLASTER.button : 0);
            arena.step(1);
            shots += firedNow(arena);
        }
        assertTrue(shots <= 20 * 7, shots + " shots");
    }

    @Test
    void aBoltTakesTwelveFromTheShieldFirst() {
        OpenArena arena = duel(30, 300);
        arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
        arena.step(1);
        arena.hold(SHOOTER, 0, 0, EAST, 0);
        assertEquals(1, arena.countWhileStepping(30, WorldEvents.HIT));
        assertEquals(38, arena.ships.shield(VICTIM));
        assertEquals(100, arena.ships.health[VICTIM]);
    }

    @Test
    void damageBeyondTheShieldHitsTheHull() {
        OpenArena arena = duel(30, 300);
        arena.ships.shieldQ8[VICTIM] = 5 << 8;
        rail(arena, EAST);
        assertEquals(0, arena.ships.shield(VICTIM));
        assertEquals(45, arena.ships.health[VICTIM]);
    }

    @Test
    void aBlasterKillTakesUnderTwoSecondsIfAllHitsLand() {
        OpenArena arena = duel(30, 100);
        arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
        int ticks = 0;
        while (arena.ships.alive[VICTIM]) {
            arena.step(1);
            ticks++;
        }
        assertEquals(1.8, ticks / 30.0, 0.15);
        assertEquals(1, arena.ships.kills[SHOOTER]);
        assertEquals(1, arena.ships.score[SHOOTER]);
        assertEquals(1, arena.ships.deaths[VICTIM]);
        assertEquals(Weapon.BLASTER.number, arena.world.events().a[arena.last(WorldEvents.KILL)]);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void aBoltNeverPassesThroughAShip(int tickRate) {
        for (int distance = 40; distance < 840; distance += 7) {
            OpenArena arena = duel(tickRate, distance);
            arena.ships.y[VICTIM] += distance % 40 * ONE - 20 * ONE;
            arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
            arena.step(1);
            arena.hold(SHOOTER, 0, 0, EAST, 0);
            assertEquals(1, arena.countWhileStepping(tickRate, WorldEvents.HIT), "at " + distance + " u");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 30, 60, 128})
    void aBoltNeverPassesThroughAShipThatFliesAgainstIt(int tickRate) {
        for (int distance = 100; distance < 900; distance += 13) {
            OpenArena arena = duel(tickRate, distance);
            arena.ships.boostTicks[VICTIM] = 1000;
            arena.hold(VICTIM, -7, 0, EAST, 0);
            arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
            arena.step(1);
            arena.hold(SHOOTER, 0, 0, EAST, 0);
            assertEquals(1, arena.countWhileStepping(tickRate, WorldEvents.HIT), "at " + distance + " u");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void aBoltFliesNineTenthsOfASecond(int tickRate) {
        OpenArena arena = new OpenArena(tickRate, 1);
        arena.put(SHOOTER, 400, 1600);
        arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
        arena.step(1);
        arena.rest();
        int life = 0;
        int reach = 0;
        while (arena.world.shots().count() > 0) {
            reach = arena.world.shots().x[0];
            arena.step(1);
            life++;
        }
        assertEquals(tickRate * 9 / 10, life);
        int step = arena.world.rules().of(Weapon.BLASTER).boltVelocity;
        assertEquals(422 + 855, (reach + step) / (double) ONE, 8.0, "where its last tick took it");
    }

    @Test
    void aBoltEndsAtAnAsteroid() {
        OpenArena arena = new OpenArena(30, 2, new int[] {700, 1600, 60});
        face(arena, 400);
        arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
        assertEquals(0, arena.countWhileStepping(60, WorldEvents.HIT));
        for (int id = 0; id < arena.world.shots().high(); id++) {
            boolean beyond = arena.world.shots().x[id] > 720 * ONE;
            assertFalse(arena.world.shots().live[id] && beyond, "bolt " + id);
        }
    }

    @Test
    void aBoltEndsAtTheWall() {
        OpenArena arena = new OpenArena(30, 1);
        arena.put(SHOOTER, 3170, 1600);
        arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
        arena.step(1);
        arena.rest();
        arena.step(2);
        assertEquals(0, arena.world.shots().count());
    }

    @Test
    void aRailTakesSixtyAndPushes() {
        OpenArena arena = duel(30, 800);
        rail(arena, EAST);
        assertEquals(0, arena.ships.shield(VICTIM));
        assertEquals(90, arena.ships.health[VICTIM]);
        assertTrue(arena.ships.velocityX[VICTIM] > 0);
        assertEquals(Ships.IMPULSE, arena.ships.disturbances[VICTIM] & Ships.IMPULSE);
        int beam = arena.last(WorldEvents.BEAM);
        assertEquals(VICTIM, arena.world.events().object[beam]);
        assertEquals(800 - 18, arena.world.events().b[beam], 1.0);
    }

    @Test
    void aRailEndsAtAnAsteroid() {
        OpenArena arena = new OpenArena(30, 2, new int[] {700, 1600, 60});
        face(arena, 400);
        rail(arena, EAST);
        assertEquals(0, arena.count(WorldEvents.HIT));
        int beam = arena.last(WorldEvents.BEAM);
        assertEquals(Ships.NOBODY, arena.world.events().object[beam]);
        assertEquals(700 - 60 - 400, arena.world.events().b[beam], 1.0);
    }

    @Test
    void aRailHitsOnlyTheFirstInLine() {
        OpenArena arena = new OpenArena(30, 3);
        face(arena, 300);
        arena.put(2, 900, 1600);
        rail(arena, EAST);
        assertEquals(1, arena.count(WorldEvents.HIT));
        assertEquals(VICTIM, arena.world.events().object[arena.last(WorldEvents.BEAM)]);
    }

    @Test
    void aRailReachesAcrossCellsInEveryDirectionAndNoFartherThanItsRange() {
        for (int angle = 0; angle < Fixed.ANGLE_STEPS; angle += 128) {
            for (int distance : new int[] {850, 890, 950}) {
                OpenArena arena = new OpenArena(30, 2);
                arena.put(SHOOTER, 1600, 1600);
                double radians = angle * 2 * Math.PI / Fixed.ANGLE_STEPS;
                int x = (int) Math.round(1600 + distance * Math.cos(radians));
                int y = (int) Math.round(1600 + distance * Math.sin(radians));
                arena.put(VICTIM, x, y);
                rail(arena, angle);
                assertEquals(distance < 918 ? 1 : 0, arena.count(WorldEvents.HIT), distance + " u, angle " + angle);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void aRailReloadsInOneAndAHalfSeconds(int tickRate) {
        OpenArena arena = new OpenArena(tickRate, 1);
        arena.put(SHOOTER, 400, 1600);
        arena.hold(SHOOTER, 0, 0, EAST, Weapon.RAIL.button);
        int last = -1;
        for (int t = 0; t < 10 * tickRate; t++) {
            arena.step(1);
            if (arena.count(WorldEvents.BEAM) == 1) {
                assertTrue(last < 0 || arena.world.tick() - last == tickRate * 3 / 2, "after " + last);
                last = arena.world.tick();
            }
        }
    }

    @Test
    void protectedShipsAreNotHurtAndDoNotStopBolts() {
        OpenArena arena = duel(30, 300);
        arena.ships.protectedUntilTick[VICTIM] = 10_000;
        rail(arena, EAST);
        arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
        assertEquals(0, arena.countWhileStepping(60, WorldEvents.HIT));
        assertEquals(50, arena.ships.shield(VICTIM));
        assertEquals(0, arena.ships.velocityX[VICTIM]);
        assertTrue(arena.world.shots().count() < 4, "bolts fly on");
    }

    @Test
    void protectionLastsOneAndAHalfSeconds() {
        OpenArena arena = new OpenArena(30, 1);
        arena.world.seat(0);
        arena.step(1);
        int ticks = 0;
        while (arena.ships.isProtected(0, arena.world.tick())) {
            arena.step(1);
            ticks++;
        }
        assertEquals(45, ticks);
    }

    @ParameterizedTest
    @EnumSource(Weapon.class)
    void protectionEndsOnFiring(Weapon weapon) {
        OpenArena arena = new OpenArena(30, 1);
        arena.world.seat(0);
        arena.hold(0, 7, 0, NORTH, 0);
        arena.step(5);
        assertTrue(arena.ships.isProtected(0, arena.world.tick()), "flying does not end it");
        arena.hold(0, 7, 0, NORTH, weapon.button);
        arena.step(1);
        assertFalse(arena.ships.isProtected(0, arena.world.tick()));
    }

    @Test
    void theCrownIsWorthDouble() {
        OpenArena arena = duel(30, 300);
        arena.ships.score[VICTIM] = 3;
        arena.step(1);
        assertEquals(VICTIM, arena.world.round().leader());
        killByRail(arena);
        assertEquals(2, arena.ships.score[SHOOTER]);
        assertEquals(1, arena.ships.kills[SHOOTER]);
        assertEquals(1, arena.world.events().b[arena.last(WorldEvents.KILL)]);
    }

    @Test
    void aDeadShootersBoltsStillCount() {
        OpenArena arena = duel(30, 600);
        arena.ships.health[VICTIM] = 1;
        arena.ships.shieldQ8[VICTIM] = 0;
        fireOnce(arena);
        arena.ships.alive[SHOOTER] = false;
        arena.ships.respawnTick[SHOOTER] = 10_000;
        arena.step(30);
        assertEquals(1, arena.ships.kills[SHOOTER]);
    }

    @Test
    void aPlayerOnTheSeatOfAKillerThatLeftEarnsNothing() {
        OpenArena arena = duel(30, 600);
        arena.ships.health[VICTIM] = 1;
        arena.ships.shieldQ8[VICTIM] = 0;
        fireOnce(arena);
        arena.world.unseat(SHOOTER);
        arena.world.seat(SHOOTER);
        assertEquals(1, arena.countWhileStepping(30, WorldEvents.KILL));
        assertFalse(arena.ships.alive[VICTIM]);
        assertEquals(0, arena.ships.kills[SHOOTER]);
        assertEquals(0, arena.ships.score[SHOOTER]);
    }

    @Test
    void theBoltsOfAPlayerWhoLeftStillKill() {
        OpenArena arena = duel(30, 600);
        arena.ships.health[VICTIM] = 1;
        arena.ships.shieldQ8[VICTIM] = 0;
        fireOnce(arena);
        arena.world.unseat(SHOOTER);
        assertEquals(1, arena.countWhileStepping(30, WorldEvents.KILL));
        assertEquals(1, arena.ships.deaths[VICTIM]);
    }

    @Test
    void noShipHitsItself() {
        OpenArena arena = new OpenArena(30, 1);
        arena.put(SHOOTER, 400, 1600);
        arena.ships.boostTicks[SHOOTER] = 10_000;
        arena.hold(SHOOTER, 7, 0, EAST, Weapon.BLASTER.button | Weapon.RAIL.button);
        assertEquals(0, arena.countWhileStepping(120, WorldEvents.HIT));
    }

    @Test
    void theShieldRefillsAfterFiveSecondsInPeaceAndNotBefore() {
        OpenArena arena = duel(30, 300);
        rail(arena, EAST);
        arena.step(148);
        assertEquals(0, arena.ships.shield(VICTIM));
        arena.step(32);
        assertEquals(20, arena.ships.shield(VICTIM), 1);
        arena.step(60);
        assertEquals(50, arena.ships.shield(VICTIM));
    }

    @Test
    void aShieldBeyondItsFullMeasureStays() {
        OpenArena arena = duel(30, 300);
        arena.ships.shieldQ8[VICTIM] = 90 << 8;
        arena.step(400);
        assertEquals(90, arena.ships.shield(VICTIM));
    }

    @Test
    void noEventIsLostWhenAllShipsFightAtOnce() {
        OpenArena arena = new OpenArena(30, 40);
        for (int i = 0; i < 40; i++) {
            arena.put(i, 1500 + i % 7 * 30, 1500 + i / 7 * 30);
        }
        for (int i = 0; i < 40; i++) {
            arena.hold(i, 0, 0, i * 100, Weapon.BLASTER.button | Weapon.RAIL.button);
        }
        int killed = 0;
        for (int t = 0; t < 300; t++) {
            arena.step(1);
            killed += arena.count(WorldEvents.KILL);
        }
        int deaths = 0;
        for (int i = 0; i < 40; i++) {
            deaths += arena.ships.deaths[i];
        }
        assertTrue(deaths > 20);
        assertEquals(deaths, killed);
    }

    private static OpenArena duel(int tickRate, int distance) {
        OpenArena arena = new OpenArena(tickRate, 2);
        face(arena, distance);
        return arena;
    }

    /** Places the victim east of the shooter. */
    private static void face(OpenArena arena, int distance) {
        arena.put(SHOOTER, 400, 1600);
        arena.put(VICTIM, 400 + distance, 1600);
    }

    @Test
    void aRailStartsWhereItsShooterWasWhenHeClicked() {
        OpenArena arena = duel(30, 300);
        arena.hold(SHOOTER, 0, 7, EAST, 0);
        arena.step(20);
        int before = arena.ships.y[SHOOTER];
        arena.commands[SHOOTER] = InputCommand.withEarly(InputCommand.of(0, 7, EAST, Weapon.RAIL.button), 32);
        arena.step(1);
        int quarter = (arena.ships.y[SHOOTER] - before) / 4;
        assertTrue(quarter > 3 * ONE, "it flies");
        int beam = arena.last(WorldEvents.BEAM);
        assertEquals(arena.ships.y[SHOOTER] - quarter, arena.world.events().y[beam], 2);
    }

    private static void rail(OpenArena arena, int angle) {
        arena.hold(SHOOTER, 0, 0, angle, Weapon.RAIL.button);
        arena.step(1);
        arena.hold(SHOOTER, 0, 0, angle, 0);
    }

    private static void killByRail(OpenArena arena) {
        arena.ships.shieldQ8[VICTIM] = 0;
        arena.ships.health[VICTIM] = 10;
        rail(arena, EAST);
        assertFalse(arena.ships.alive[VICTIM]);
    }

    private static void fireOnce(OpenArena arena) {
        arena.hold(SHOOTER, 0, 0, EAST, Weapon.BLASTER.button);
        arena.step(1);
        arena.rest();
        arena.step(2);
    }

    private static int firedNow(OpenArena arena) {
        Shots shots = arena.world.shots();
        int fired = 0;
        for (int id = 0; id < shots.high(); id++) {
            fired += shots.live[id] && shots.spawnTick[id] == arena.world.tick() ? 1 : 0;
        }
        return fired;
    }
}
