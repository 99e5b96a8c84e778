package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HitscanTouchScenarioTest {
    private static final int REACH = 22 * ONE;

    @ParameterizedTest
    @CsvSource({
        "-100, 0, 100, 0, 0.39",
        "-100, 10, 100, 10, 0.402",
        "-100, 23, 100, 23, -1",
        "-100, 0, -30, 0, -1",
        "10, 0, 90, 0, 0",
        "30, 0, 90, 0, -1",
        "-22, 40, -22, -40, 0.5",
    })
    void returnsWhenAPointComesWithinReach(double x, double y, double toX, double toY, double share) {
        int found = Hitscan.touch(u(x), u(y), u(toX), u(toY), REACH);
        assertEquals(share, found == Hitscan.MISS ? -1 : found / 4096.0, share == 0.5 ? 0.02 : 0.002);
    }

    @Test
    void agreesWithSmallStepsAlongTheWay() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            double x = 200 * random.nextDouble() - 100;
            double y = 200 * random.nextDouble() - 100;
            double toX = x + 120 * random.nextDouble() - 60;
            double toY = y + 120 * random.nextDouble() - 60;
            double nearest = Double.MAX_VALUE;
            for (int step = 0; step <= 400; step++) {
                nearest = Math.min(nearest, Math.hypot(x + (toX - x) * step / 400, y + (toY - y) * step / 400));
            }
            boolean isHit = Hitscan.touch(u(x), u(y), u(toX), u(toY), REACH) != Hitscan.MISS;
            assertTrue(Math.abs(nearest - 22) < 0.3 || isHit == nearest < 22, x + " " + y + " " + toX + " " + toY);
        }
    }

    private static int u(double length) {
        return (int) (length * ONE);
    }
}
