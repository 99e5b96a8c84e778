package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HitscanTest {
    private static final int EAST = 0;
    private static final int WEST = Fixed.ANGLE_STEPS / 2;
    private static final int RANGE = 900 * ONE;
    private static final int RADIUS = 18 * ONE;

    @Test
    void aRayThroughTheCentreEntersOneRadiusBeforeTheCentre() {
        assertEquals(482 * ONE, Hitscan.enter(500 * ONE, 0, EAST, RANGE, RADIUS));
    }

    @Test
    void aRayAwayFromTheCircleMisses() {
        assertEquals(Hitscan.MISS, Hitscan.enter(500 * ONE, 0, WEST, RANGE, RADIUS));
    }

    @Test
    void aGrazingRayHitsAndARayNextToItMisses() {
        assertTrue(Hitscan.enter(500 * ONE, 17 * ONE, EAST, RANGE, RADIUS) > 482 * ONE);
        assertEquals(Hitscan.MISS, Hitscan.enter(500 * ONE, 19 * ONE, EAST, RANGE, RADIUS));
        assertEquals(Hitscan.MISS, Hitscan.enter(500 * ONE, -19 * ONE, EAST, RANGE, RADIUS));
    }

    @Test
    void aRayFromInsideHitsAtOnceInEveryDirection() {
        for (int angle = 0; angle < Fixed.ANGLE_STEPS; angle += 64) {
            assertEquals(0, Hitscan.enter(5 * ONE, -5 * ONE, angle, RANGE, RADIUS), "angle " + angle);
        }
    }

    @Test
    void theRangeLimitsTheRay() {
        assertEquals(482 * ONE, Hitscan.enter(500 * ONE, 0, EAST, 482 * ONE, RADIUS));
        assertEquals(Hitscan.MISS, Hitscan.enter(500 * ONE, 0, EAST, 481 * ONE, RADIUS));
    }

    @Test
    void everyRayAgreesWithGeometry() {
        int random = 7;
        int hits = 0;
        for (int k = 0; k < 100_000; k++) {
            random = Fixed.nextRandom(random);
            int dx = (random >> 8) % (1000 * ONE);
            random = Fixed.nextRandom(random);
            int dy = (random >> 8) % (1000 * ONE);
            int angle = Fixed.atan2(dy, dx) + (random & 63) - 32;
            double across = across(dx, dy, angle);
            double along = Math.sqrt((double) dx * dx + (double) dy * dy - across * across);
            double entry = along - Math.sqrt(Math.max(0, (double) RADIUS * RADIUS - across * across));
            int found = Hitscan.enter(dx, dy, angle, RANGE, RADIUS);
            if (across < RADIUS - ONE / 2 && entry > ONE && entry < RANGE - 8 * ONE) {
                assertEquals(entry, found, 8 * ONE, "ray " + k);
                hits++;
            } else if (across > RADIUS + ONE / 2 || entry > RANGE + 8 * ONE) {
                assertEquals(Hitscan.MISS, found, "ray " + k);
            }
        }
        assertTrue(hits > 10_000, hits + " rays hit");
    }

    private static double across(int dx, int dy, int angle) {
        double radians = angle * 2 * Math.PI / Fixed.ANGLE_STEPS;
        return Math.abs(dx * Math.sin(radians) - dy * Math.cos(radians));
    }
}
