package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.Test;

/**
 * Checks the size of a frame. The breakdown is printed by
 *
 * <pre>
 *   ./mvnw -q test -pl shared-proto,game-server -Dtest=FrameBreakdownTest \
 *       -Dsurefire.failIfNoSpecifiedTests=false -Dtickstorm.print=true
 * </pre>
 */
final class FrameBreakdownTest {
    private static final double LIMIT = 190;

    @Test
    void aFrameWithFourteenFightingShipsAndFourteenBoltsIsSmall() throws InvalidProtocolBufferException {
        FrameBreakdown.Result result = new FrameBreakdown(14, 14).measure();
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.println(result);
            System.out.println("For comparison, a crowd of which 14 are on the screen itself:");
            System.out.println(new FrameBreakdown(32, 32).measure());
        }
        assertTrue(result.frames() > 5_000, result::toString);
        assertEquals(14, result.ships(), 0.5, result::toString);
        assertEquals(14, result.bolts(), 0.5, result::toString);
        assertTrue(result.bytes() <= LIMIT, result::toString);
    }
}
