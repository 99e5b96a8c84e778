package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.tickstorm.sim.StateImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeatTokensTest {
    private static final int ALL_KEPT = Integer.MAX_VALUE;

    private final ByteString first = ResumeToken.create();
    private final SeatTokens tokens = SeatTokens.of(first, 10);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6, 100})
    void lostAnswersDoNotInvalidateTokens(int lost) {
        for (int i = 0; i < lost; i++) {
            assertTrue(opens(first));
            tokens.present(first, 20 + i, ALL_KEPT);
        }
        ByteString second = tokens.present(first, 200, ALL_KEPT);
        assertNotEquals(first, second);
        assertTrue(opens(second));
        ByteString third = tokens.present(second, 300, ALL_KEPT);
        assertFalse(opens(first), "to present the second proves that it has arrived");
        assertTrue(opens(second));
        assertTrue(opens(third));
    }

    @Test
    void theSameTokenIsAnsweredWithTheSameSuccessor() {
        assertEquals(tokens.present(first, 20, ALL_KEPT), tokens.present(first, 30, ALL_KEPT));
    }

    @Test
    void anInputAfterAnAcknowledgedFrameOfTheNewConnectionProvesReceipt() {
        ByteString second = tokens.present(first, 20, ALL_KEPT);
        tokens.acknowledge(19);
        assertFalse(tokens.prove(25), "that frame came over an earlier connection");
        tokens.acknowledge(20);
        assertTrue(opens(first));
        assertTrue(tokens.prove(26));
        assertFalse(opens(first));
        assertTrue(opens(second));
        assertFalse(tokens.prove(27), "once");
    }

    @Test
    void aSuccessorNewerThanTheCopyIsNotSent() {
        assertEquals(first, tokens.present(first, 20, 9), "it was made in tick 10");
        assertFalse(tokens.prove(21), "there is nothing to prove");
        assertNotEquals(first, tokens.present(first, 20, 10));
    }

    @Test
    void aRestoredImageHasTheSameTokens() {
        ByteString second = tokens.present(first, 20, ALL_KEPT);
        StateImage image = new StateImage();
        image.startWriting();
        tokens.write(image);
        image.startReading(0);
        SeatTokens restored = SeatTokens.read(image);
        assertTrue(image.isAtEnd());
        assertEquals(second, restored.present(first, 30, ALL_KEPT));
        assertTrue(restored.open(ResumeToken.hash(second)));
        assertNotEquals(second, restored.present(second, 40, ALL_KEPT));
    }

    @Test
    void twoSeatsHaveNothingInCommon() {
        assertNotEquals(
                tokens.present(first, 20, ALL_KEPT), SeatTokens.of(first, 10).present(first, 20, ALL_KEPT));
    }

    private boolean opens(ByteString token) {
        return tokens.open(ResumeToken.hash(token));
    }
}
