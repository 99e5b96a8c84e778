package io.tickstorm.bot;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Pickups;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the behaviour of bots that a player notices. Ship 0 is a player or a dummy, the others are bots. */
class PilotsTest {
    private static final int RATE = 30;
    private static final int FULL_SHIELD = 50 << 8;
    private static final double DEGREE = Fixed.ANGLE_STEPS / 360.0;

    private World world = open(3200, new int[0][]);
    private Pilots pilots = new Pilots(world, 1);
    private Ships ships = world.ships();
    private final int[] commands = new int[16];

    @Test
    void everyCommandIsOneAPlayerCouldSend() {
        Match match = new Match(8, 16, 16);
        for (int t = 0; t < 3000; t++) {
            match.tick();
            for (int command : match.commands) {
                assertTrue(command != InputCommand.NONE && InputCommand.isValid(command));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void noBotShootsWithin250MillisecondsOfSeeingAShip(int rate) {
        IntArrayList waits = new IntArrayList();
        for (int seed = 1; seed <= 60; seed++) {
            start(new World(new Rules(rate), ArenaMap.generate(1, 64), seed, 16), seed);
            bot(1, 300, 300);
            person(0, 5000, 5000);
            step(3 * rate);
            move(0, ships.x[1] / ONE + 250, ships.y[1] / ONE);
            waits.add(ticksUntilItShoots(1, 3 * rate));
        }
        waits.sort(null);
        assertTrue(waits.getInt(0) * 1000 >= 250 * rate, "first after " + waits.getInt(0) + " ticks");
        assertTrue(waits.getInt(30) * 1000 <= 1000 * rate, "median after " + waits.getInt(30) + " ticks");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 60, 128})
    void theAimFollowsASuddenMoveAfter250To450Milliseconds(int rate) {
        for (int seed = 1; seed <= 40; seed++) {
            start(new World(new Rules(rate), map(9000, new int[0][]), seed, 16), seed);
            bot(1, 4000, 4000);
            person(0, 4300, 4000);
            stepPinned(2 * rate, 4000, 4000);
            move(0, 4000, 4300);
            int ticks = 0;
            while (Math.abs(Fixed.turn(0, InputCommand.aim(commands[1]))) < 25 * DEGREE && ticks < rate) {
                stepPinned(1, 4000, 4000);
                ticks++;
            }
            assertTrue(ticks * 1000 >= 250 * rate, "seed " + seed + ": after " + ticks + " ticks");
            assertTrue((ticks - 3) * 1000 <= 530 * rate, "seed " + seed + ": after " + ticks + " ticks");
        }
    }

    @Test
    void theAimErrorIsFiveToTwelveDegreesAndDrifts() {
        double worst = 0;
        for (int seed = 1; seed <= 20; seed++) {
            start(open(3200, new int[0][]), seed);
            bot(1, 1500, 1600);
            person(0, 1800, 1600);
            stepPinned(2 * RATE, 1500, 1600);
            double widest = 0;
            double last = error();
            for (int t = 0; t < 60 * RATE; t++) {
                stepPinned(1, 1500, 1600);
                widest = Math.max(widest, Math.abs(error()));
                assertTrue(Math.abs(error() - last) < 2, "a jump from " + last + " to " + error() + " degrees");
                last = error();
            }
            assertTrue(widest > 3.5 && widest < 13, "seed " + seed + ": widest error " + widest);
            worst = Math.max(worst, widest);
        }
        assertTrue(worst > 8, "the aim of all bots is too good: " + worst);
    }

    @Test
    void atMostTwoBotsAttackOnePlayerAndOneANewcomer() {
        for (int seed = 1; seed <= 5; seed++) {
            start(new World(new Rules(RATE), seed, 16), seed);
            person(0, 1600, 1600);
            world.seat(1);
            pilots.person(1, true);
            for (int i = 2; i < 12; i++) {
                world.seat(i);
                pilots.enlist(i);
            }
            int most = 0;
            for (int t = 0; t < 55 * RATE; t++) {
                step(1);
                most = Math.max(most, huntersOf(0));
                assertTrue(huntersOf(0) <= 2, "seed " + seed + ", tick " + t);
                assertTrue(huntersOf(1) <= 1, "seed " + seed + ", tick " + t);
            }
            assertEquals(2, most, "seed " + seed);
        }
    }

    @Test
    void aNewcomerIsHurtLessInTheFirstMinute() {
        int spared = 0;
        int usual = 0;
        for (int seed = 1; seed <= 12; seed++) {
            spared += damageInAMinute(seed, true);
            usual += damageInAMinute(seed, false);
        }
        assertTrue(spared * 3 < usual, spared + " against " + usual);
        assertTrue(spared > 0, "no bot attacks the newcomer");
    }

    @Test
    void atThirtyPercentHealthAPilotRunsFromItsEnemy() {
        for (int seed = 1; seed <= 20; seed++) {
            start(open(9000, new int[0][]), seed);
            person(0, 4700, 4500);
            bot(1, 4500, 4500);
            step(5);
            move(0, 4700, 4500);
            move(1, 4500, 4500);
            ships.health[1] = 30;
            ships.shieldQ8[1] = 0;
            step(3 * RATE);
            assertTrue(distance(0, 1) > 900, "seed " + seed + ": " + distance(0, 1) + " u away");
        }
    }

    @Test
    void aWholePilotStaysInTheFight() {
        for (int seed = 1; seed <= 20; seed++) {
            start(open(9000, new int[0][]), seed);
            person(0, 4700, 4500);
            bot(1, 4500, 4500);
            step(3 * RATE);
            assertTrue(distance(0, 1) < 450, "seed " + seed + ": " + distance(0, 1) + " u away");
        }
    }

    @Test
    void aDamagedPilotCollectsHealthAndShield() {
        for (int kind : new int[] {Pickups.HEALTH, Pickups.SHIELD}) {
            int[][] pads = new int[3][];
            for (int pad = 0; pad < 3; pad++) {
                pads[pad] = pad == kind ? new int[] {1600, 2200} : new int[] {100 + pad * 100, 100};
            }
            start(open(3200, pads), 3);
            bot(1, 1600, 1600);
            ships.health[1] = 30;
            ships.shieldQ8[1] = 0;
            step(3 * RATE);
            assertTrue(!world.pickups().present[kind], "kind " + kind);
        }
    }

    @Test
    void aLonePilotPatrolsAndTouchesNoAsteroid() {
        for (int seed = 1; seed <= 10; seed++) {
            start(new World(new Rules(RATE), seed, 16), seed);
            bot(1, 100, 100);
            double way = 0;
            for (int t = 0; t < 60 * RATE; t++) {
                int x = ships.x[1];
                int y = ships.y[1];
                step(1);
                way += Math.hypot(ships.x[1] - x, ships.y[1] - y) / ONE;
                boolean free = world.map().isFree(ships.x[1], ships.y[1], Rules.SHIP_RADIUS + 2 * ONE);
                assertTrue(free, "seed " + seed + ", tick " + t);
            }
            assertTrue(way > 60 * 300, "seed " + seed + ": " + way + " u in a minute");
        }
    }

    @Test
    void noShipIsChasedAcrossTheWholeMap() {
        for (int seed = 1; seed <= 20; seed++) {
            start(open(30_000, new int[0][]), seed);
            person(0, 1500, 15_000);
            bot(1, 1000, 15_000);
            commands[0] = InputCommand.of(7, 0, 0, 0);
            step(20 * RATE);
            assertTrue(distance(0, 1) > 900, "seed " + seed + ": still " + distance(0, 1) + " u behind");
        }
    }

    @Test
    void aPilotDoesNotShootAtAShipBehindAnAsteroid() {
        start(new World(new Rules(RATE), map(3200, new int[0][], new int[] {1600, 1600, 100}), 1, 16), 1);
        person(0, 1800, 1600);
        bot(1, 1400, 1600);
        for (int t = 0; t < 5 * RATE; t++) {
            stepPinned(1, 1400, 1600);
            assertEquals(0, commands[1] & (Weapon.BLASTER.button | Weapon.RAIL.button), "tick " + t);
        }
    }

    @Test
    void dismissedPilotsStopSendingCommands() {
        bot(1, 1600, 1600);
        step(10);
        pilots.dismiss(1);
        int ofAPerson = InputCommand.of(1, 2, 3, 0);
        commands[1] = ofAPerson;
        step(1);
        assertEquals(ofAPerson, commands[1]);
    }

    private int damageInAMinute(int seed, boolean newcomer) {
        start(new World(new Rules(RATE), seed, 16), seed);
        for (int i = 1; i < 10; i++) {
            world.seat(i);
            pilots.enlist(i);
        }
        world.seat(0);
        pilots.person(0, newcomer);
        int damage = 0;
        for (int t = 0; t < 60 * RATE; t++) {
            commands[0] = InputCommand.of(Fixed.cos(t * 30) >> 12, Fixed.sin(t * 30) >> 12, 0, 0);
            step(1);
            WorldEvents events = world.events();
            for (int k = 0; k < events.count(); k++) {
                damage += events.kind[k] == WorldEvents.HIT && events.object[k] == 0
                        ? WorldEvents.hitDamage(events.a[k])
                        : 0;
            }
        }
        return damage;
    }

    private void start(World fresh, int seed) {
        world = fresh;
        ships = world.ships();
        pilots = new Pilots(world, seed);
        java.util.Arrays.fill(commands, InputCommand.NONE);
    }

    private void person(int ship, int x, int y) {
        world.seat(ship);
        pilots.person(ship, false);
        step(1);
        move(ship, x, y);
    }

    private void bot(int ship, int x, int y) {
        world.seat(ship);
        pilots.enlist(ship);
        step(1);
        move(ship, x, y);
    }

    private void move(int ship, int x, int y) {
        ships.x[ship] = x * ONE;
        ships.y[ship] = y * ONE;
        ships.velocityX[ship] = 0;
        ships.velocityY[ship] = 0;
    }

    /** Steps the world and keeps every ship alive. */
    private void step(int ticks) {
        for (int t = 0; t < ticks; t++) {
            pilots.decide(commands);
            world.step(commands);
            if (ships.alive[0]) {
                ships.health[0] = Rules.SHIP_HEALTH;
                ships.shieldQ8[0] = FULL_SHIELD;
                ships.velocityX[0] = commands[0] == InputCommand.NONE ? 0 : ships.velocityX[0];
                ships.velocityY[0] = commands[0] == InputCommand.NONE ? 0 : ships.velocityY[0];
            }
        }
    }

    /** Steps the world with bot 1 fixed at a place. */
    private void stepPinned(int ticks, int x, int y) {
        for (int t = 0; t < ticks; t++) {
            step(1);
            move(1, x, y);
        }
    }

    private int ticksUntilItShoots(int ship, int most) {
        for (int ticks = 1; ticks <= most; ticks++) {
            step(1);
            if ((commands[ship] & (Weapon.BLASTER.button | Weapon.RAIL.button)) != 0) {
                return ticks;
            }
        }
        return most;
    }

    private int huntersOf(int ship) {
        int hunters = 0;
        for (int i = 0; i < 16; i++) {
            hunters += pilots.target(i) == ship ? 1 : 0;
        }
        return hunters;
    }

    /** Returns the error of the aim of bot 1 at ship 0, both at rest, in degrees. */
    private double error() {
        int bearing = Fixed.atan2(ships.y[0] - ships.y[1], ships.x[0] - ships.x[1]);
        return Fixed.turn(bearing, InputCommand.aim(commands[1])) / DEGREE;
    }

    private double distance(int a, int b) {
        return Math.hypot(ships.x[a] - ships.x[b], ships.y[a] - ships.y[b]) / ONE;
    }

    /** Returns a world without asteroids; pads as x, y in u. */
    private static World open(int sideU, int[][] pads) {
        return new World(new Rules(RATE), map(sideU, pads), 1, 16);
    }

    private static ArenaMap map(int sideU, int[][] pads, int[]... asteroids) {
        return new ArenaMap(sideU * ONE, columns(asteroids, 3), columns(pads, 2));
    }

    private static int[][] columns(int[][] rows, int width) {
        int[][] columns = new int[width][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < width; column++) {
                columns[column][row] = rows[row][column] * ONE;
            }
        }
        return columns;
    }
}
