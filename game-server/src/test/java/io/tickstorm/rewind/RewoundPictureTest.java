package io.tickstorm.rewind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.Rules;
import io.tickstorm.sim.World;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RewoundPictureTest {
    private static final int SHOOTER = 0;
    private static final int TARGET = 1;
    private static final int TICKS = 60;

    private final World world = new World(new Rules(30), 3, 2);
    private final PoseHistory history = new PoseHistory(world);
    private final RewoundPicture picture = new RewoundPicture(world, history);
    private final ViewEvidence evidence = new ViewEvidence();
    private final Random random = new Random(11);
    private final int[] x = new int[TICKS + 1];
    private final int[] y = new int[TICKS + 1];

    @Test
    void isThePictureTheClientInterpolated() {
        fly();
        for (int view = (TICKS + 1) * 16 - 120; view <= TICKS * 16; view++) {
            int gap = 1 + random.nextInt(3);
            int from = (view >> 4) - random.nextInt(gap);
            int to = Math.min(TICKS, from + gap);
            open(view, from, to);
            double share = to == from ? 0 : (view / 16.0 - from) / (to - from);
            assertEquals(drawn(x, from, to, share), picture.x(TARGET) / 256.0, 1 / 256.0);
            assertEquals(drawn(y, from, to, share), picture.y(TARGET) / 256.0, 1 / 256.0);
        }
    }

    @Test
    void withoutAClaimInThisTickShipsHaveTheirCurrentPlaces() {
        fly();
        world.step(new int[2]);
        picture.seenBy(SHOOTER, TICKS + 1);
        assertFalse(picture.isRewound());
        assertEquals(0, picture.slack());
        assertEquals(world.ships().x[TARGET], picture.x(TARGET));
    }

    @Test
    void noRewindCrossesARespawn() {
        fly();
        world.ships().spawnTick[TARGET] = TICKS - 2;
        open((TICKS - 5) * 16 + 8, TICKS - 5, TICKS - 4);
        assertEquals(x[TICKS - 2] & -32, picture.x(TARGET), "where this life began");
        world.ships().spawnTick[TARGET] = TICKS + 1;
        assertEquals(world.ships().x[TARGET], picture.x(TARGET), "it has just begun");
    }

    @Test
    void aFrameTooOldForTheRowsIsNotEstimated() {
        fly();
        ViewClaim claim = claim((TICKS - 3) * 16);
        picture.between(claim, 0, TICKS - 2);
        picture.seenBy(SHOOTER, world.tick());
        assertEquals(x[TICKS - 2] & -32, picture.x(TARGET));
        picture.between(claim, 0, 0);
        picture.seenBy(SHOOTER, world.tick());
        assertFalse(picture.isRewound());
    }

    @Test
    void aShipMissingInItsFrameHasItsCurrentPlace() {
        fly();
        ViewClaim claim = claim((TICKS - 5) * 16 + 8);
        picture.between(claim, TICKS - 5, TICKS - 4);
        claim.sight().place(x[TICKS - 5] + 801 * 256, y[TICKS - 5], false, world.map().side);
        picture.seenBy(SHOOTER, world.tick());
        assertEquals(world.ships().x[TARGET], picture.x(TARGET));
        assertEquals(world.ships().y[TARGET], picture.y(TARGET));
    }

    /** Ends in the step after the newest row. */
    private void open(int viewTick16ths, int from, int to) {
        picture.between(claim(viewTick16ths), from, to);
        picture.seenBy(SHOOTER, world.tick());
        assertTrue(picture.isRewound());
    }

    private ViewClaim claim(int viewTick16ths) {
        if (world.tick() == TICKS) {
            world.step(new int[2]);
        }
        int claimed16ths = world.tick() * 16 - viewTick16ths;
        evidence.claims(claimed16ths, claimed16ths);
        evidence.holds(TICKS, ViewAgeEstimate.UNKNOWN);
        ViewClaim claim = picture.claim(SHOOTER, world.tick(), evidence);
        claim.sight().place(200_000, 230_000, false, world.map().side);
        return claim;
    }

    private void fly() {
        for (int tick = 1; tick <= TICKS; tick++) {
            world.step(new int[2]);
            x[tick] = 100_000 + tick * 3_583 + random.nextInt(500);
            y[tick] = 300_000 - tick * 2_011 + random.nextInt(500);
            world.ships().x[TARGET] = x[tick];
            world.ships().y[TARGET] = y[tick];
            history.record();
        }
    }

    /** Returns the drawn coordinate, computed as in the browser: records are in 1/8 u. */
    private static double drawn(int[] line, int from, int to, double share) {
        double old = (line[from] >> 5) / 8.0;
        double young = (line[to] >> 5) / 8.0;
        return old + (young - old) * share;
    }
}
