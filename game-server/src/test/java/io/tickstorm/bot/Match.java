package io.tickstorm.bot;

import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;
import it.unimi.dsi.fastutil.ints.IntArrayList;

/** A seeded match of bots in virtual time, with its statistics. */
final class Match {
    static final int TICK_RATE = 30;
    /** Half of the width of a screen. */
    private static final int VIEW_X = 700 * 256;

    private static final int VIEW_Y = 400 * 256;

    final World world;
    final Pilots pilots;
    final Ships ships;
    final int[] commands;

    final int[] kills;
    final int[] killsByWeapon = new int[Weapon.COUNT + 1];
    final int[] pickupsByKind = new int[Weapon.COUNT + 1];
    /** The length of each life that has ended, in ticks. */
    final IntArrayList lives = new IntArrayList();
    /** Ticks from each spawn to the first enemy in view. */
    final IntArrayList waits = new IntArrayList();

    int aliveTicks;
    int touchingTicks;

    private final int[] bornTick;
    private final boolean[] waiting;

    Match(int seed, int bots, int seats) {
        world = new World(new Rules(TICK_RATE), seed, seats);
        pilots = new Pilots(world, seed);
        ships = world.ships();
        commands = new int[seats];
        kills = new int[seats];
        bornTick = new int[seats];
        waiting = new boolean[seats];
        for (int i = 0; i < bots; i++) {
            world.seat(i);
            pilots.enlist(i);
        }
    }

    void play(int ticks) {
        for (int t = 0; t < ticks; t++) {
            tick();
            count(world.events());
            look();
        }
    }

    void tick() {
        pilots.decide(commands);
        world.step(commands);
    }

    static double quantile(IntArrayList ticks, double share) {
        int[] sorted = ticks.toIntArray();
        java.util.Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))] / (double) TICK_RATE;
    }

    private void count(WorldEvents events) {
        for (int k = 0; k < events.count(); k++) {
            int subject = events.subject[k];
            int object = events.object[k];
            switch (events.kind[k]) {
                case WorldEvents.SPAWN -> {
                    bornTick[subject] = world.tick();
                    waiting[subject] = true;
                }
                case WorldEvents.KILL -> {
                    kills[subject]++;
                    killsByWeapon[events.a[k]]++;
                    lives.add(world.tick() - bornTick[object]);
                    waiting[object] = false;
                }
                case WorldEvents.PICKUP -> pickupsByKind[events.a[k]]++;
                default -> {}
            }
        }
    }

    private void look() {
        for (int i = 0; i < kills.length; i++) {
            if (ships.alive[i]) {
                aliveTicks++;
                touchingTicks += world.map().isFree(ships.x[i], ships.y[i], Rules.SHIP_RADIUS + 512) ? 0 : 1;
                if (waiting[i] && seesSomebody(i)) {
                    waits.add(world.tick() - bornTick[i]);
                    waiting[i] = false;
                }
            }
        }
    }

    private boolean seesSomebody(int i) {
        for (int j = 0; j < kills.length; j++) {
            boolean inView = Math.abs(ships.x[j] - ships.x[i]) <= VIEW_X && Math.abs(ships.y[j] - ships.y[i]) <= VIEW_Y;
            if (j != i && ships.alive[j] && inView) {
                return true;
            }
        }
        return false;
    }
}
