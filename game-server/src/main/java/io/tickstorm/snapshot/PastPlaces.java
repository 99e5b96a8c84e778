package io.tickstorm.snapshot;

import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;

/**
 * The positions of every ship at the end of each tick that can be a baseline: a row per tick, two columns per ship.
 * Tick thread only.
 */
final class PastPlaces {
    /** The newest tick plus all possible baselines. */
    private static final int ROWS = Recipient.HISTORY_TICKS + 1;

    private final World world;
    private final int seats;
    private final int[] places;

    PastPlaces(World world) {
        this.world = world;
        seats = world.ships().seats();
        places = new int[2 * ROWS * seats];
    }

    /** Records the row of the newest tick; call once after each step. */
    void record() {
        Ships ships = world.ships();
        int at = row(world.tick());
        for (int i = 0; i < seats; i++) {
            places[at++] = ships.x[i];
            places[at++] = ships.y[i];
        }
    }

    /** Returns the row of a tick, for {@link #x} and {@link #y}. */
    int row(int tick) {
        return tick % ROWS * 2 * seats;
    }

    int x(int row, int ship) {
        return places[row + 2 * ship];
    }

    int y(int row, int ship) {
        return places[row + 2 * ship + 1];
    }
}
