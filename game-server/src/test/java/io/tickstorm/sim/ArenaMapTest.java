package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArenaMapTest {
    private static final int SEEDS = 200;

    @Test
    void sixteenSeatsGetTwentyFiveAsteroidsAndNinePadsOn3200Units() {
        for (int seed = 0; seed < SEEDS; seed++) {
            ArenaMap map = ArenaMap.generate(seed, 16);
            assertEquals(3200 * ONE, map.side, "seed " + seed);
            assertEquals(25, map.asteroidX.length, "seed " + seed);
            assertEquals(9, map.padX.length, "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 100, 2000})
    void nothingOverlapsAndEverythingIsInside(int seats) {
        ArenaMap map = ArenaMap.generate(3, seats);
        for (int i = 0; i < map.asteroidX.length; i++) {
            int radius = map.asteroidRadius[i];
            assertTrue(map.asteroidX[i] >= radius && map.asteroidX[i] + radius <= map.side, "asteroid " + i);
            assertTrue(map.asteroidY[i] >= radius && map.asteroidY[i] + radius <= map.side, "asteroid " + i);
            for (int j = 0; j < i; j++) {
                double apart = Math.hypot(map.asteroidX[i] - map.asteroidX[j], map.asteroidY[i] - map.asteroidY[j]);
                assertTrue(apart > radius + map.asteroidRadius[j] + 2 * Rules.SHIP_RADIUS, i + " and " + j);
            }
        }
        for (int pad = 0; pad < map.padX.length; pad++) {
            assertTrue(map.isFree(map.padX[pad], map.padY[pad], Rules.SHIP_RADIUS + Rules.PICKUP_RADIUS));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 500, 2000, 4000})
    void theDensityStaysAsSeatsGrow(int seats) {
        ArenaMap map = ArenaMap.generate(11, seats);
        double side = map.side / (double) ONE;
        assertEquals(3200.0 * 3200 / 16, side * side / seats, 3200.0 * 3200 / 16 / 100, "area per seat");
        assertEquals(25.0 / 16, map.asteroidX.length / (double) seats, 0.02, "asteroids per seat");
        assertEquals(9.0 / 16, map.padX.length / (double) seats, 0.02, "pads per seat");
    }

    @Test
    void aMapFor4000SeatsIsDrawnInReasonableTime() {
        assertTimeout(Duration.ofSeconds(5), () -> ArenaMap.generate(5, 4000));
    }

    @Test
    void theSameSeedDrawsTheSameMapAndAnotherDoesNot() {
        ArenaMap map = ArenaMap.generate(9, 16);
        assertArrayEquals(map.asteroidX, ArenaMap.generate(9, 16).asteroidX);
        assertTrue(!Arrays.equals(map.asteroidX, ArenaMap.generate(10, 16).asteroidX));
    }

    @Test
    void aPlaceThatTouchesNoAsteroidIsFree() {
        ArenaMap map = ArenaMap.generate(4, 16);
        int random = 1;
        for (int k = 0; k < 20_000; k++) {
            random = Fixed.nextRandom(random);
            int x = Integer.remainderUnsigned(random, map.side);
            random = Fixed.nextRandom(random);
            int y = Integer.remainderUnsigned(random, map.side);
            int radius = k % 300 * ONE;
            assertEquals(touchesNone(map, x, y, radius), map.isFree(x, y, radius), x + ", " + y + ", " + radius);
        }
    }

    @Test
    void aCellListsEveryAsteroidAShipInItCanTouch() {
        ArenaMap map = ArenaMap.generate(6, 16);
        for (int x = 0; x < map.side; x += 11 * ONE) {
            for (int y = 0; y < map.side; y += 11 * ONE) {
                for (int i = 0; i < map.asteroidX.length; i++) {
                    double apart = Math.hypot(x - map.asteroidX[i], y - map.asteroidY[i]);
                    boolean touches = apart < map.asteroidRadius[i] + Rules.SHIP_RADIUS;
                    assertTrue(!touches || contains(map.asteroidsNear(x, y), i), x + ", " + y + " and " + i);
                }
            }
        }
    }

    private static boolean touchesNone(ArenaMap map, int x, int y, int radius) {
        for (int i = 0; i < map.asteroidX.length; i++) {
            long dx = x - map.asteroidX[i];
            long dy = y - map.asteroidY[i];
            long reach = radius + map.asteroidRadius[i];
            if (dx * dx + dy * dy < reach * reach) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(int[] values, int wanted) {
        return Arrays.stream(values).anyMatch(value -> value == wanted);
    }
}
