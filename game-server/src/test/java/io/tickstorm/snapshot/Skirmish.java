package io.tickstorm.snapshot;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A seeded match for measuring: everybody weaves about, aims at the nearest enemy with some error, and fires at it now
 * and then.
 */
final class Skirmish {
    private static final long IN_RANGE = 650;

    final World world;
    final VersionedCells cells;
    final Roster roster;
    final ChatLog chat = new ChatLog();
    final FrameEncoder encoder;
    private final SplittableRandom random;
    private final int fireShare;
    private final int railShare;
    private final int[] commands;
    private final int[] move;
    private final int[] target;

    /**
     * @param fireShare of 100 decisions to hold the trigger while an enemy is in range
     * @param railShare of 100 decisions to shoot the rail
     */
    Skirmish(int seed, ArenaMap map, int seats, int fireShare, int railShare) {
        this.fireShare = fireShare;
        this.railShare = railShare;
        random = new SplittableRandom(seed);
        world = new World(new Rules(30), map, seed, seats);
        cells = new VersionedCells(world);
        roster = new Roster(seats);
        encoder = new FrameEncoder(world, cells, roster, chat);
        commands = new int[seats];
        move = new int[seats];
        Arrays.fill(move, InputCommand.of(0, 0, 0, 0));
        target = new int[seats];
        for (int i = 0; i < seats; i++) {
            world.seat(i);
            roster.enter(i, "Pilot " + i, i % 7, i % 2 == 0);
        }
    }

    void tick() {
        for (int i = 0; i < commands.length; i++) {
            commands[i] = decide(i);
        }
        world.step(commands);
        cells.observe();
        roster.observe(world);
        encoder.beginTick();
    }

    private int decide(int i) {
        Ships ships = world.ships();
        if (random.nextInt(8) == 0) {
            target[i] = nearest(ships, i);
            boolean shoots = target[i] != Ships.NOBODY && random.nextInt(100) < fireShare;
            int buttons = shoots ? Weapon.BLASTER.button : 0;
            move[i] = InputCommand.of(random.nextInt(15) - 7, random.nextInt(15) - 7, 0, buttons);
        }
        int aim = ships.aim[i];
        int rail = 0;
        if (target[i] != Ships.NOBODY) {
            int wanted = Fixed.atan2(ships.y[target[i]] - ships.y[i], ships.x[target[i]] - ships.x[i]);
            aim += Fixed.turn(aim, wanted) / 3 + random.nextInt(-40, 41);
            rail = random.nextInt(800) < railShare ? Weapon.RAIL.button : 0;
        }
        return move[i] | rail | (aim & 0xFFF) << 12;
    }

    private static int nearest(Ships ships, int i) {
        long best = IN_RANGE * IN_RANGE;
        int found = Ships.NOBODY;
        for (int other = 0; other < ships.seats(); other++) {
            long dx = (ships.x[other] - ships.x[i]) >> Fixed.POSITION_BITS;
            long dy = (ships.y[other] - ships.y[i]) >> Fixed.POSITION_BITS;
            if (other != i && ships.alive[other] && dx * dx + dy * dy < best) {
                best = dx * dx + dy * dy;
                found = other;
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return "tick " + world.tick() + " " + Arrays.toString(commands);
    }
}
