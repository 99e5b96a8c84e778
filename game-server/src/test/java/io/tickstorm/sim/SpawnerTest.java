package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpawnerTest {
    private static final int SHOTS_REACH_U = 600;

    @Test
    void noShipSpawnsInAnAsteroidOrAWall() {
        for (int seed = 1; seed <= 40; seed++) {
            World world = new World(new Rules(30), seed, 16);
            Ships ships = seatAll(world, 16);
            for (int i = 0; i < 16; i++) {
                assertTrue(ships.alive[i]);
                assertTrue(world.map().isFree(ships.x[i], ships.y[i], Rules.SHIP_RADIUS + 20 * ONE), "seed " + seed);
                assertTrue(Math.min(ships.x[i], ships.y[i]) > 2 * Rules.SHIP_RADIUS, "seed " + seed);
                assertTrue(Math.max(ships.x[i], ships.y[i]) < world.map().side - 2 * Rules.SHIP_RADIUS);
            }
        }
    }

    @Test
    void respawnedShipsAreFarFromEnemiesButNotAlone() {
        int near = 0;
        int alone = 0;
        int spawns = 0;
        for (int seed = 1; seed <= 60; seed++) {
            World world = new World(new Rules(30), seed, 16);
            Ships ships = seatAll(world, 10);
            for (int i = 0; i < 10; i++) {
                ships.alive[i] = false;
                world.step(new int[16]);
                double distance = nearest(ships, i);
                near += distance < SHOTS_REACH_U ? 1 : 0;
                alone += distance > 2 * SHOTS_REACH_U ? 1 : 0;
                spawns++;
            }
        }
        assertTrue(near < spawns / 10, near + " of " + spawns + " appeared within " + SHOTS_REACH_U + " u");
        assertTrue(alone < spawns / 10, alone + " of " + spawns + " appeared alone");
    }

    @Test
    void aShipRespawnsTwoSecondsAfterItsDeath() {
        OpenArena arena = new OpenArena(30, 2);
        arena.put(0, 400, 1600);
        arena.put(1, 700, 1600);
        arena.ships.health[1] = 1;
        arena.ships.shieldQ8[1] = 0;
        arena.hold(0, 0, 0, 0, Weapon.RAIL.button);
        arena.step(1);
        assertFalse(arena.ships.alive[1]);
        int ticks = 0;
        while (!arena.ships.alive[1]) {
            arena.step(1);
            ticks++;
        }
        assertEquals(60, ticks);
        assertEquals(Rules.SHIP_HEALTH, arena.ships.health[1]);
        assertEquals(Rules.SHIP_SHIELD, arena.ships.shield(1));
        assertTrue(arena.ships.isProtected(1, arena.world.tick()));
    }

    private static Ships seatAll(World world, int count) {
        for (int i = 0; i < count; i++) {
            world.seat(i);
        }
        world.step(new int[world.ships().seats()]);
        return world.ships();
    }

    private static double nearest(Ships ships, int i) {
        double nearest = Double.MAX_VALUE;
        for (int j = 0; j < ships.seats(); j++) {
            if (j != i && ships.alive[j]) {
                double distance = Math.hypot(ships.x[j] - ships.x[i], ships.y[j] - ships.y[i]) / ONE;
                nearest = Math.min(nearest, distance);
            }
        }
        return nearest;
    }
}
