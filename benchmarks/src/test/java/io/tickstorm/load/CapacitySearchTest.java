package io.tickstorm.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.load.CapacitySearch.Attempt;
import io.tickstorm.load.CapacitySearch.Limit;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacitySearchTest {
    @ParameterizedTest
    @ValueSource(ints = {100, 101, 399, 400, 777, 1_600, 3_999})
    void approachesTheLimitFromBelowToItsPrecision(int truth) throws IOException {
        CapacitySearch.Answer answer = new CapacitySearch(100, 4_000, 5).find(players -> attempt(players, truth));
        assertTrue(answer.players() <= truth, answer.sentence());
        assertTrue(answer.players() >= truth * 0.94, answer.sentence());
        assertEquals(Limit.SERVER, answer.stoppedBy());
        assertTrue(answer.trials().size() <= 12, "tries: " + answer.trials().size());
    }

    @Test
    void neverExceedsTheLargestAllowedNumber() throws IOException {
        CapacitySearch.Answer answer = new CapacitySearch(100, 300, 5).find(players -> {
            assertTrue(players <= 300);
            return attempt(players, 10_000);
        });
        assertEquals(300, answer.players());
        assertEquals(Limit.NONE, answer.stoppedBy());
        assertEquals(0, answer.exitCode(0));
        assertEquals(0, answer.exitCode(300));
    }

    @Test
    void reportsThatTheToolWasTheLimit() throws IOException {
        CapacitySearch.Answer answer = new CapacitySearch(100, 4_000, 5)
                .find(players -> new Attempt(players, players > 250 ? Limit.TOOL : Limit.NONE, "late"));
        assertEquals(Limit.TOOL, answer.stoppedBy());
        assertEquals(98, answer.exitCode(0));
        assertEquals(98, answer.exitCode(1_000), "the tool may be the cause");
        assertEquals(0, answer.exitCode(100));
        assertTrue(answer.sentence().startsWith("at least 2"), answer.sentence());
    }

    @Test
    void reportsThatTheFirstNumberFails() throws IOException {
        CapacitySearch.Answer answer = new CapacitySearch(8, 100, 5).find(players -> attempt(players, 0));
        assertEquals(0, answer.players());
        assertEquals(1, answer.exitCode(0));
        assertEquals(99, answer.exitCode(8));
    }

    private static Attempt attempt(int players, int truth) {
        return new Attempt(players, players <= truth ? Limit.NONE : Limit.SERVER, "");
    }
}
