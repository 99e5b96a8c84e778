package io.tickstorm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedTest {
    private static final double TURN = 2 * Math.PI;

    @Test
    void sineAndCosineAreWithinAStepOfTheTrueOnes() {
        for (int angle = 0; angle < Fixed.ANGLE_STEPS; angle++) {
            double radians = angle * TURN / Fixed.ANGLE_STEPS;
            assertEquals(Math.sin(radians) * (1 << Fixed.TRIG_BITS), Fixed.sin(angle), 1, "sin " + angle);
            assertEquals(Math.cos(radians) * (1 << Fixed.TRIG_BITS), Fixed.cos(angle), 1, "cos " + angle);
        }
    }

    @Test
    void anyIntIsAnAngle() {
        assertEquals(Fixed.sin(5), Fixed.sin(5 - 3 * Fixed.ANGLE_STEPS));
        assertEquals(Fixed.cos(5), Fixed.cos(5 + 7 * Fixed.ANGLE_STEPS));
    }

    @Test
    void directionsAreWithinAStepOfTheTrueOnes() {
        int random = 1;
        for (int k = 0; k < 100_000; k++) {
            random = Fixed.nextRandom(random);
            int x = random >> ((k % 28) + 2);
            random = Fixed.nextRandom(random);
            int y = random >> ((k % 28) + 2);
            double wanted = Math.atan2(y, x) / TURN * Fixed.ANGLE_STEPS;
            double off = Math.IEEEremainder(Fixed.atan2(y, x) - wanted, Fixed.ANGLE_STEPS);
            assertTrue(Math.abs(off) <= 1.25 || (x == 0 && y == 0), "atan2(" + y + ", " + x + ") is off by " + off);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 1, 0", "1, 0, 1024", "0, -1, 2048", "-1, 0, 3072", "5, 5, 512", "-5, -5, 2560"})
    void directionsAlongAxesAndDiagonalsAreExact(int y, int x, int angle) {
        assertEquals(angle, Fixed.atan2(y, x));
    }

    @Test
    void theRootOfASquareIsExactAndBelowTheNextItStays() {
        for (int root = 0; root <= 46_340; root += root < 1000 ? 1 : 37) {
            int square = root * root;
            assertEquals(root, Fixed.sqrt(square));
            assertEquals(root, Fixed.sqrt(Math.min(Integer.MAX_VALUE, square + 2 * root)), "below the next of " + root);
        }
        assertEquals(46_340, Fixed.sqrt(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 10",
        "10, 0, -10",
        "4090, 6, 12",
        "6, 4090, -12",
        "0, 2048, -2048",
        "100, 100, 0",
        "0, 2047, 2047"
    })
    void aTurnTakesTheShortWay(int from, int to, int turn) {
        assertEquals(turn, Fixed.turn(from, to));
        assertEquals(turn, Fixed.turn(from + 3 * Fixed.ANGLE_STEPS, to - Fixed.ANGLE_STEPS));
    }

    @Test
    void theGeneratorNeverRepeatsItsState() {
        int state = 1;
        for (int k = 0; k < 1_000_000; k++) {
            state = Fixed.nextRandom(state);
            assertTrue(state != 0 && state != 1, "after " + k);
        }
    }
}
