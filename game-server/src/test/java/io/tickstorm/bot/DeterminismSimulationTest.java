package io.tickstorm.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.Fixed;
import org.junit.jupiter.api.Test;

/** Checks that the same seed gives the same match at every tick, on every machine. */
class DeterminismSimulationTest {
    private static final int BOTS = 50;
    private static final int TICKS = 10_000;

    /** The hash after 10,000 ticks of seed 42, on every JVM. It changes with the rules, the map and the pilots only. */
    private static final int GOLDEN = 238567262;

    @Test
    void twoRunsOfOneSeedAreEqualAtEveryTick() {
        Match one = new Match(42, BOTS, 64);
        Match two = new Match(42, BOTS, 64);
        for (int t = 1; t <= TICKS; t++) {
            one.tick();
            two.tick();
            assertEquals(one.world.stateHash(), two.world.stateHash(), "world at tick " + t);
            assertEquals(one.pilots.stateHash(), two.pilots.stateHash(), "pilots at tick " + t);
        }
        assertEquals(GOLDEN, Fixed.hash(one.world.stateHash(), one.pilots.stateHash()), "the golden hash");
    }

    @Test
    void anotherSeedIsAnotherMatch() {
        Match one = new Match(42, BOTS, 64);
        Match two = new Match(43, BOTS, 64);
        one.play(100);
        two.play(100);
        assertTrue(one.world.stateHash() != two.world.stateHash());
        assertTrue(one.pilots.stateHash() != two.pilots.stateHash());
    }

    @Test
    void stateThatAffectsTheFutureChangesTheHash() {
        Match match = new Match(42, BOTS, 64);
        match.play(100);
        int world = match.world.stateHash();
        match.ships.velocityX[3]++;
        assertTrue(world != match.world.stateHash(), "a velocity");
        match.ships.velocityX[3]--;
        assertEquals(world, match.world.stateHash());
        int pilots = match.pilots.stateHash();
        match.pilots.person(60, true);
        assertTrue(pilots != match.pilots.stateHash(), "a newcomer");
    }
}
