package io.tickstorm.sim;

import java.util.Arrays;

/**
 * The shots whose input arrived after its tick; the next step fires them. Always empty between two ticks. World thread
 * only.
 */
final class LateShots {
    /** The most late shots of one ship: its weapons cannot fire more within the time for which a shot may be late. */
    private final int perShip;

    private final int[] counts;
    private final int[] ticks;
    private final int[] commands;
    private boolean any;

    /**
     * Creates an empty list.
     *
     * @param perShip {@link Rules#lateShotsMax}
     */
    LateShots(int seats, int perShip) {
        this.perShip = perShip;
        counts = new int[seats];
        ticks = new int[seats * perShip];
        commands = new int[seats * perShip];
    }

    /** Adds a shot of a ship; returns false if its list is full. */
    boolean add(int ship, int shotTick, int command) {
        if (counts[ship] == perShip) {
            return false;
        }
        int at = ship * perShip + counts[ship]++;
        ticks[at] = shotTick;
        commands[at] = command;
        any = true;
        return true;
    }

    int count(int ship) {
        return counts[ship];
    }

    /** Returns the tick of the shot's input; oldest first. */
    int tick(int ship, int shot) {
        return ticks[ship * perShip + shot];
    }

    /** Returns that input, a packed {@link InputCommand}. */
    int command(int ship, int shot) {
        return commands[ship * perShip + shot];
    }

    void clear() {
        if (any) {
            Arrays.fill(counts, 0);
            any = false;
        }
    }
}
