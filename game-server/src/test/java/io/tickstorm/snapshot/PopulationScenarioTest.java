package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.Test;

/**
 * Checks that a frame does not grow with the number of players in the world. The bytes by field are printed by
 *
 * <pre>
 *   ./mvnw -q test -pl shared-proto,game-server -Dtest=PopulationScenarioTest \
 *       -Dsurefire.failIfNoSpecifiedTests=false -Dtickstorm.print=true
 * </pre>
 */
final class PopulationScenarioTest {
    private static final int SAMPLED = 300;
    private static final int TICKS = 300;
    private static final int SHIPS_LEAST = 3;
    private static final int SHIPS_MOST = 12;
    private static final double GROWTH_MAX = 0.03;

    @Test
    void aFrameInAWorldOfThreeThousandHasTheBytesOfOneInAWorldOfAThousand() throws InvalidProtocolBufferException {
        CrowdFrames few = new CrowdFrames(1_000, SAMPLED, 11);
        CrowdFrames many = new CrowdFrames(3_138, SAMPLED, 12);
        CrowdFrames.Result ofFew = few.measure(TICKS, SHIPS_LEAST, SHIPS_MOST);
        CrowdFrames.Result ofMany = many.measure(TICKS, SHIPS_LEAST, SHIPS_MOST);
        double growth = growth(few, many);
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.print(ofFew);
            System.out.print(ofMany);
            System.out.printf("growth with the same number of ships in sight: %+.2f %%%n", 100 * growth);
        }
        assertTrue(ofFew.frames() > 20_000, ofFew::toString);
        assertTrue(ofMany.frames() > 20_000, ofMany::toString);
        assertEquals(0, growth, GROWTH_MAX, () -> ofFew + "" + ofMany);
    }

    /** Returns the mean growth over frames with the same number of ships in sight, each number with the same weight. */
    private static double growth(CrowdFrames few, CrowdFrames many) {
        double sum = 0;
        for (int ships = SHIPS_LEAST; ships <= SHIPS_MOST; ships++) {
            sum += many.bytesWith(ships) / few.bytesWith(ships) - 1;
        }
        return sum / (SHIPS_MOST - SHIPS_LEAST + 1);
    }
}
