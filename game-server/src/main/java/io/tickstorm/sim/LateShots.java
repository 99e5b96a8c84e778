package io.tickstorm.sim;

import java.util.Arrays;

/**
 * Shots whose input came after its tick, until the next step fires them. Always empty between two ticks. World thread
 * only.
 */
final class LateShots {
    /** A rail and three bolts: more do not leave one ship within the time for which a shot may be late. */
    static final int PER_SHIP = 4;

    private final int[] counts;
    private final int[] ticks;
    private final int[] commands;
    private boolean any;

    LateShots(int seats) {
        counts = new int[seats];
        ticks = new int[seats * PER_SHIP];
        commands = new int[seats * PER_SHIP];
    }

    /** Adds a shot of a ship; returns false if there are {@link #PER_SHIP} already. */
    boolean add(int ship, int shotTick, int command) {
        if (counts[ship] == PER_SHIP) {
            return false;
        }
        int at = ship * PER_SHIP + counts[ship]++;
        ticks[at] = shotTick;
        commands[at] = command;
        any = true;
        return true;
    }

    int count(int ship) {
        return counts[ship];
    }

    /** Returns the tick whose input the shot belongs to; oldest first. */
    int tick(int ship, int shot) {
        return ticks[ship * PER_SHIP + shot];
    }

    /** Returns that input, a packed {@link InputCommand}. */
    int command(int ship, int shot) {
        return commands[ship * PER_SHIP + shot];
    }

    void clear() {
        if (any) {
            Arrays.fill(counts, 0);
            any = false;
        }
    }
}
