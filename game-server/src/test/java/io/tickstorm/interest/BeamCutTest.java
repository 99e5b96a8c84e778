package io.tickstorm.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.Fixed;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BeamCutTest {
    private static final int U = Fixed.ONE;
    private static final int SIDE = 3200 * U;

    private final Sight sight = new Sight();
    private final BeamCut cut = new BeamCut();

    /** Compares the result with a walk along the beam, unit by unit. */
    @Test
    void equalsThePartOfAUnitByUnitWalkThatIsInSight() {
        SplittableRandom random = new SplittableRandom(5);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            sight.place(random.nextInt(SIDE), random.nextInt(SIDE), random.nextBoolean(), SIDE);
            int x = random.nextInt(SIDE);
            int y = random.nextInt(SIDE);
            int angle = i % 4 == 0 ? random.nextInt(4) * 1024 : random.nextInt(4096);
            int length = random.nextInt(901);
            int first = -1;
            int last = -1;
            for (int u = 0; u <= length; u++) {
                if (sight.contains(along(x, u, Fixed.cos(angle)), along(y, u, Fixed.sin(angle)))) {
                    first = first < 0 ? u : first;
                    last = u;
                }
            }
            assertEquals(first >= 0, cut.cut(sight, x, y, angle, length));
            if (first >= 0) {
                found++;
                assertEquals(along(x, first, Fixed.cos(angle)), cut.x());
                assertEquals(along(y, first, Fixed.sin(angle)), cut.y());
                assertEquals(last - first, cut.length());
                assertEquals(last == length, cut.isWholeUntilItsEnd(length));
            }
        }
        assertTrue(found > 2_000, found + " of them in sight");
    }

    private static int along(int start, int u, int part) {
        return start + ((u * part) >> 6);
    }
}
