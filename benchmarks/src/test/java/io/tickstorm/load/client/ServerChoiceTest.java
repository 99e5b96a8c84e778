package io.tickstorm.load.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {
    private static final String A = "ws://a/ws";
    private static final String B = "ws://b/ws";

    private final ServerChoice choice = new ServerChoice(URI.create(A), new Random(1));

    @Test
    void followsFourMovesWithoutAWelcome() {
        for (int i = 0; i < 4; i++) {
            assertTrue(choice.follow(B));
        }
        assertFalse(choice.follow(A));
        choice.welcomed(List.of(B, A));
        assertTrue(choice.follow(A));
    }

    @Test
    void asksAnotherServerAfterALossWithinTwoSeconds() {
        choice.welcomed(List.of(A, B));
        for (int i = 0; i < 20; i++) {
            URI lost = choice.current();
            double waitMs = choice.goToOther();
            assertTrue(waitMs >= 250 && waitMs <= 2_000);
            assertNotEquals(lost, choice.current());
        }
    }

    @Test
    void staysWhenNoOtherServerIsKnown() {
        choice.goToOther();
        assertEquals(URI.create(A), choice.current());
        assertFalse(choice.hasOthers());
    }
}
