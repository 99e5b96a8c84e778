package io.tickstorm.rewind;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/**
 * Measures the gain of an aiming program that lies about its picture. It fires a rail whenever one is ready, and hits
 * if a ship is in range and without cover in the picture that the server uses. The honest program and the two cheats
 * fire at the same times in the same matches, so that only their claims differ.
 */
class CheatingClaimsScenarioTest {
    private static final int TICK_RATE = 30;
    private static final int SHIPS = 16;
    private static final int MATCHES = 6;
    private static final int SHOTS = 200;
    private static final int RELOAD_TICKS = 45;
    private static final int ROWS = 32;
    private static final int TELL_EVERY_TICKS = 3;
    /** The delay of the others in the picture over a good link, in 1/16 tick. */
    private static final int HONEST_CLOCK = 72;
    /** The time from the shot, in the middle of its tick, to the end of the tick. */
    private static final int HONEST_EARLY = 8;

    private static final int HONEST_AGE = HONEST_CLOCK + HONEST_EARLY;

    private static final int HELD_AGE_TICKS = 3;
    /**
     * The oldest age that is accepted from a client that acknowledges as an honest one does: six ticks above the
     * estimate.
     */
    private static final int OLDEST_AGE = (HELD_AGE_TICKS + 1 + 6) * 16;

    private static final double GAIN_MAX = 0.01;

    private final int[][] x = new int[ROWS][SHIPS];
    private final int[][] y = new int[ROWS][SHIPS];
    private World world = new World(new Rules(TICK_RATE), 1, SHIPS);
    private Random random = new Random(1);

    /**
     * The false ages of a cheat.
     *
     * @param claim the age to claim with a rail; the counterpart of {@link #HONEST_AGE}
     * @param tell the age to claim between two rails; the counterpart of {@link #HONEST_CLOCK}
     */
    private record Cheat(IntSupplier claim, IntSupplier tell) {}

    @Test
    void alwaysTheOldestPictureGainsNothing() {
        assertGain("the oldest picture", new Cheat(() -> OLDEST_AGE, () -> OLDEST_AGE));
    }

    @Test
    void theOldestPictureForRailsAloneGainsNothing() {
        assertGain("the oldest picture for rails", new Cheat(() -> OLDEST_AGE, () -> HONEST_CLOCK));
    }

    @Test
    void theBestPictureForEachRailGainsAlmostNothing() {
        assertGain("the best of all pictures", new Cheat(this::best, () -> HONEST_CLOCK));
    }

    @Test
    void aClockMovedToTheBestPictureGainsAlmostNothing() {
        assertGain("a clock moved to the best picture", new Cheat(this::best, () -> best() - HONEST_EARLY));
    }

    private void assertGain(String name, Cheat cheat) {
        int honest = play(new Cheat(() -> HONEST_AGE, () -> HONEST_CLOCK));
        int cheating = play(cheat);
        double gain = cheating / (double) honest - 1;
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.printf(Locale.ROOT, "%s: %d against %d hits, %.2f %%%n", name, cheating, honest, 100 * gain);
        }
        assertTrue(gain <= GAIN_MAX, name + " gains " + gain);
    }

    private int play(Cheat cheat) {
        int hits = 0;
        for (int seed = 1; seed <= MATCHES; seed++) {
            random = new Random(seed);
            world = new World(new Rules(TICK_RATE), seed, SHIPS);
            for (int ship = 0; ship < SHIPS; ship++) {
                world.seat(ship);
            }
            hits += playMatch(cheat);
        }
        return hits;
    }

    private int playMatch(Cheat cheat) {
        ViewClock clock = new ViewClock(TICK_RATE);
        ViewAgeEstimate estimate = new ViewAgeEstimate(TICK_RATE);
        ViewClaim claim = new ViewClaim(TICK_RATE);
        int[] commands = new int[SHIPS];
        int hits = 0;
        for (int tick = 1; tick <= SHOTS * RELOAD_TICKS; tick++) {
            step(commands);
            estimate.observe(tick + 1, HELD_AGE_TICKS);
            if (tick % RELOAD_TICKS == 0) {
                int age = cheat.claim.getAsInt();
                int early = earlyFor(age);
                int allowed = clock.follow(tick + 1, age - early) + early;
                claim.evaluate(tick + 1, tick + 1, age, allowed, tick + 1 - HELD_AGE_TICKS, estimate.age16ths());
                hits += isHit(age, claim.usedAge16ths) ? 1 : 0;
            } else if (tick % TELL_EVERY_TICKS == 0) {
                clock.follow(tick + 1, cheat.tell.getAsInt());
            }
        }
        return hits;
    }

    /** Returns the time within the tick to claim for a rail, chosen so that the age is plausible. */
    private static int earlyFor(int age) {
        return Math.max(0, Math.min(15, age - HONEST_CLOCK));
    }

    /**
     * Returns true if a cheat hits that aims at a ship where the picture it claims has it; the picture that is used has
     * to have it there too.
     */
    private boolean isHit(int claimedAge16ths, int usedAge16ths) {
        int target = target(usedAge16ths);
        if (target == Ships.NOBODY || target != target(claimedAge16ths)) {
            return false;
        }
        double apartX = at(x, row(claimedAge16ths), target) - at(x, row(usedAge16ths), target);
        double apartY = at(y, row(claimedAge16ths), target) - at(y, row(usedAge16ths), target);
        return Math.hypot(apartX, apartY) < Rules.SHIP_RADIUS;
    }

    private int row(int age16ths) {
        return ((world.tick() + 1) * 16 - age16ths) >> 4;
    }

    /**
     * Returns an age at which a ship can be hit, preferably the honest one; the cheat does not know the accepted age.
     */
    private int best() {
        if (target(HONEST_AGE) != Ships.NOBODY) {
            return HONEST_AGE;
        }
        for (int apart = 1; apart <= 160; apart++) {
            int older = Math.min(240, HONEST_AGE + apart);
            int younger = Math.max(16, HONEST_AGE - apart);
            if (target(older) != Ships.NOBODY) {
                return older;
            }
            if (target(younger) != Ships.NOBODY) {
                return younger;
            }
        }
        return HONEST_AGE;
    }

    /** Returns the nearest ship that a rail of ship 0 can hit in a picture, by the server's rule of cover. */
    private int target(int age16ths) {
        ArenaMap map = world.map();
        int row = row(age16ths);
        int coverRow = world.tick() + 1 - 7;
        int nearest = Ships.NOBODY;
        long best = (long) Weapon.RAIL.range * Weapon.RAIL.range;
        for (int ship = 1; ship < SHIPS; ship++) {
            long dx = at(x, row, ship) - world.ships().x[0];
            long dy = at(y, row, ship) - world.ships().y[0];
            boolean isNear = dx * dx + dy * dy < best;
            if (isNear && isFree(map, row, ship) && (row >= coverRow || isFree(map, coverRow, ship))) {
                best = dx * dx + dy * dy;
                nearest = ship;
            }
        }
        return nearest;
    }

    private boolean isFree(ArenaMap map, int row, int ship) {
        return !map.isBlocked(world.ships().x[0], world.ships().y[0], at(x, row, ship), at(y, row, ship));
    }

    private static int at(int[][] places, int row, int ship) {
        return places[row & ROWS - 1][ship];
    }

    private void step(int[] commands) {
        for (int ship = 0; ship < SHIPS; ship++) {
            if (commands[ship] == 0 || random.nextInt(20) == 0) {
                int moveX = random.nextInt(15) - 7;
                commands[ship] = InputCommand.of(moveX, random.nextInt(15) - 7, random.nextInt(Fixed.ANGLE_STEPS), 0);
            }
        }
        world.step(commands);
        int row = world.tick() & ROWS - 1;
        System.arraycopy(world.ships().x, 0, x[row], 0, SHIPS);
        System.arraycopy(world.ships().y, 0, y[row], 0, SHIPS);
    }
}
