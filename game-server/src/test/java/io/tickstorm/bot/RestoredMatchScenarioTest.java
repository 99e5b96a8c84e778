package io.tickstorm.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.StateImage;
import org.junit.jupiter.api.Test;

/** Checks that a stored and restored match continues without a difference. */
class RestoredMatchScenarioTest {
    private static final int SEED = 7;
    private static final int SEATS = 24;
    private static final int BOTS = 20;
    /** Enough ticks to have bolts, pickups, a crown and some chases in progress. */
    private static final int TICKS_BEFORE = 1_500;

    private static final int TICKS_AFTER = 1_000;
    /** A multiple of two periods: of the order in which ships fire, and of the pilots' search for enemies. */
    private static final int SHIFT = SEATS * 4 * 25;

    private final StateImage image = new StateImage();

    @Test
    void continuesWithEqualHashesForAThousandTicks() {
        Match match = played();
        assertTrue(match.world.shots().count() > 0, "a bolt is in flight");
        Match restored = restored(match, 0);
        for (int i = 0; i < TICKS_AFTER; i++) {
            assertEquals(hash(match), hash(restored), "tick " + match.world.tick());
            match.tick();
            restored.tick();
        }
    }

    @Test
    void continuesEquallyAtLaterTicks() {
        Match match = played();
        Match later = restored(match, SHIFT);
        assertEquals(match.world.tick() + SHIFT, later.world.tick());
        for (int i = 0; i < TICKS_AFTER; i++) {
            match.tick();
            later.tick();
        }
        assertEquals(hash(match), hash(restored(later, -SHIFT)));
    }

    @Test
    void readsTheWholeImage() {
        restored(played(), 0);
        assertTrue(image.isAtEnd());
    }

    private static Match played() {
        Match match = new Match(SEED, BOTS, SEATS);
        for (int i = 0; i < TICKS_BEFORE; i++) {
            match.tick();
        }
        return match;
    }

    private Match restored(Match match, int shift) {
        image.startWriting();
        match.world.transfer(image);
        match.pilots.transfer(image);
        Match restored = new Match(SEED, 0, SEATS);
        image.startReading(shift);
        restored.world.transfer(image);
        restored.pilots.transfer(image);
        return restored;
    }

    private static int hash(Match match) {
        return Fixed.hash(match.world.stateHash(), match.pilots.stateHash());
    }
}
