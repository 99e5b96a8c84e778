package io.tickstorm.bot;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;

/**
 * Tracks which ships are flown by players, which players are newcomers, and how many pilots attack each ship. World
 * thread only.
 */
final class Hunt {
    private static final int HUNTERS_OF_A_PERSON = 2;
    private static final int HUNTERS_OF_A_NEWCOMER = 1;
    private static final int NEWCOMER_MS = 60_000;

    private final World world;
    private final boolean[] person;
    private final int[] newUntilTick;
    private final int[] hunters;

    Hunt(World world) {
        this.world = world;
        int seats = world.ships().seats();
        person = new boolean[seats];
        newUntilTick = new int[seats];
        hunters = new int[seats];
    }

    void person(int ship, boolean newcomer) {
        person[ship] = true;
        newUntilTick[ship] = newcomer ? world.tick() + NEWCOMER_MS / 1000 * world.rules().tickRate : 0;
    }

    void bot(int ship) {
        person[ship] = false;
        newUntilTick[ship] = 0;
    }

    boolean isNew(int ship) {
        return world.tick() < newUntilTick[ship];
    }

    int hunters(int ship) {
        return hunters[ship];
    }

    /** Returns true if one more pilot may attack this ship. */
    boolean admits(int ship) {
        int most = isNew(ship) ? HUNTERS_OF_A_NEWCOMER : HUNTERS_OF_A_PERSON;
        return !person[ship] || hunters[ship] < most;
    }

    /** Moves a pilot's attack from one ship, or NOBODY, to another. */
    void turn(int from, int to) {
        if (from != Ships.NOBODY) {
            hunters[from]--;
        }
        if (to != Ships.NOBODY) {
            hunters[to]++;
        }
    }

    void transfer(StateImage image) {
        image.flags(person, person.length);
        image.ticks(newUntilTick, newUntilTick.length);
        image.words(hunters, hunters.length);
    }

    int hash(int seed) {
        int hash = seed;
        for (int i = 0; i < person.length; i++) {
            hash = Fixed.hash(Fixed.hash(hash, person[i] ? 1 : 0), newUntilTick[i]);
        }
        return hash;
    }
}
