package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the handling of a ship. Times are rounded up to the tick that ends them. */
class ShipMovementTest {
    private static final double TOP_US = 420;

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void aShipHasNinetyPercentOfItsSpeedWithin350Milliseconds(int tickRate) {
        OpenArena arena = cruising(tickRate, 7, 0, ticks(tickRate, 350));
        assertTrue(speed(arena) >= 0.9 * TOP_US, speed(arena) + " u/s at " + tickRate + " Hz");
        assertTrue(speed(arena) < TOP_US, "still speeding up at " + tickRate + " Hz");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void aShipStopsWithin600Milliseconds(int tickRate) {
        OpenArena arena = cruising(tickRate, 7, 0, 2 * tickRate);
        arena.hold(0, 0, 0, 0, 0);
        arena.step(ticks(tickRate, 600));
        assertEquals(0, speed(arena), "at " + tickRate + " Hz");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void theTopSpeedIs420AtAnyTickRate(int tickRate) {
        OpenArena arena = cruising(tickRate, 7, 0, tickRate);
        int before = arena.ships.x[0];
        arena.step(tickRate);
        assertEquals(TOP_US, (arena.ships.x[0] - before) / (double) ONE, 0.01 * TOP_US);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void threeSecondsOfFlightEndAlikeAtAnyTickRate(int tickRate) {
        OpenArena arena = cruising(tickRate, 7, 3, 3 * tickRate);
        OpenArena reference = cruising(30, 7, 3, 3 * 30);
        assertEquals(reference.ships.x[0], arena.ships.x[0], 40 * ONE);
        assertEquals(reference.ships.y[0], arena.ships.y[0], 40 * ONE);
    }

    @Test
    void aDiagonalIsNotFaster() {
        for (int moveX = -7; moveX <= 7; moveX++) {
            for (int moveY = -7; moveY <= 7; moveY++) {
                double speed = speed(cruising(30, moveX, moveY, 60));
                assertTrue(speed <= TOP_US * 1.01, speed + " u/s with " + moveX + ", " + moveY);
                boolean full = moveX * moveX + moveY * moveY >= 49;
                assertTrue(!full || speed > TOP_US * 0.98, speed + " u/s with " + moveX + ", " + moveY);
            }
        }
    }

    @Test
    void oppositeDirectionsAreEquallyFast() {
        assertEquals(speed(cruising(30, 7, 0, 60)), speed(cruising(30, -7, 0, 60)), 1);
        assertEquals(speed(cruising(30, 0, 7, 60)), speed(cruising(30, 0, -7, 60)), 1);
    }

    @Test
    void aimNeverMovesAShip() {
        OpenArena still = cruising(30, 3, -5, 0);
        OpenArena turning = cruising(30, 3, -5, 0);
        for (int t = 0; t < 200; t++) {
            turning.hold(0, 3, -5, t * 321, 0);
            still.hold(0, 3, -5, 5, 0);
            turning.step(1);
            still.step(1);
            assertEquals(ShipMovement.hash(still.ships, 0), ShipMovement.hash(turning.ships, 0), "tick " + t);
        }
    }

    @Test
    void boostIsFasterUntilItEnds() {
        OpenArena arena = cruising(30, 7, 0, 0);
        arena.ships.boostTicks[0] = 60;
        arena.step(59);
        assertEquals(1.45 * TOP_US, speed(arena), 0.02 * TOP_US);
        arena.step(30);
        assertEquals(TOP_US, speed(arena), 0.02 * TOP_US);
    }

    @Test
    void withoutACommandAShipCoastsToAStop() {
        OpenArena arena = cruising(30, 7, 0, 60);
        arena.rest();
        arena.step(1);
        assertTrue(speed(arena) > 0.7 * TOP_US);
        arena.step(20);
        assertEquals(0, speed(arena));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 128})
    void aShipBouncesOffAnAsteroidAndIsNeverInside(int tickRate) {
        OpenArena arena = new OpenArena(tickRate, 1, new int[] {1600, 1610, 80});
        arena.put(0, 1200, 1600);
        arena.hold(0, 7, 0, 0, 0);
        boolean slowed = false;
        for (int t = 0; t < 3 * tickRate; t++) {
            arena.step(1);
            slowed |= arena.ships.velocityX[0] < 0;
            double dx = arena.ships.x[0] / (double) ONE - 1600;
            double dy = arena.ships.y[0] / (double) ONE - 1610;
            assertTrue(Math.hypot(dx, dy) > 80 + 18 - 0.5, "inside at tick " + t);
        }
        assertTrue(slowed, "never bounced");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 128})
    void theWallsKeepAShipInside(int tickRate) {
        for (int corner = 0; corner < 4; corner++) {
            OpenArena arena = cruising(tickRate, corner % 2 * 14 - 7, corner / 2 * 14 - 7, 0);
            arena.ships.boostTicks[0] = 1000;
            for (int t = 0; t < 8 * tickRate; t++) {
                arena.step(1);
                int most = arena.world.map().side - Rules.SHIP_RADIUS;
                assertTrue(Math.min(arena.ships.x[0], arena.ships.y[0]) >= Rules.SHIP_RADIUS);
                assertTrue(Math.max(arena.ships.x[0], arena.ships.y[0]) <= most);
            }
        }
    }

    private static OpenArena cruising(int tickRate, int moveX, int moveY, int ticks) {
        OpenArena arena = new OpenArena(tickRate, 1);
        arena.put(0, 1600, 1600);
        arena.hold(0, moveX, moveY, 1, 0);
        arena.step(ticks);
        return arena;
    }

    private static int ticks(int tickRate, int ms) {
        return (ms * tickRate + 999) / 1000;
    }

    private static double speed(OpenArena arena) {
        double perTick = Math.hypot(arena.ships.velocityX[0], arena.ships.velocityY[0]) / (1 << 16);
        return perTick * arena.world.rules().tickRate;
    }
}
