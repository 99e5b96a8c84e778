package io.tickstorm.rewind;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;

/**
 * The positions of all ships at the end of recent ticks, rounded as clients receive them: a row per tick, a column per
 * ship. Tick thread only.
 */
public final class PoseHistory {
    /**
     * The age of the oldest frame that a client can still draw from: half a second plus the time for which a shot may
     * be late.
     */
    private static final int REACH_MS = 800;

    private static final int ROWS_MIN = 64;
    /** Mask that rounds a position to the 1/8 u of ship records. */
    private static final int RECORD_MASK = -(Fixed.ONE >> 3);

    private final World world;
    private final int[] x;
    private final int[] y;
    /** A power of two. */
    private final int rows;

    private int newestTick;

    public PoseHistory(World world) {
        this.world = world;
        int seats = world.ships().seats();
        rows = Math.max(ROWS_MIN, Integer.highestOneBit(REACH_MS * world.rules().tickRate / 1000) << 1);
        x = new int[rows * seats];
        y = new int[rows * seats];
    }

    /** Records the row of the newest tick; call once after each step. */
    public void record() {
        Ships ships = world.ships();
        newestTick = world.tick();
        int at = at(newestTick, 0);
        for (int i = 0; i < ships.seats(); i++) {
            x[at + i] = ships.x[i] & RECORD_MASK;
            y[at + i] = ships.y[i] & RECORD_MASK;
        }
    }

    /** After a restore: fills every row with the current positions. */
    public void restart() {
        record();
        int seats = world.ships().seats();
        int newest = at(newestTick, 0);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, newest, x, row * seats, seats);
            System.arraycopy(y, newest, y, row * seats, seats);
        }
    }

    int newestTick() {
        return newestTick;
    }

    boolean holds(int tick) {
        return tick > 0 && tick <= newestTick && tick > newestTick - rows;
    }

    /** Returns the tick itself if its row is held, otherwise the nearest tick whose row is held. */
    int nearest(int tick) {
        return Math.max(newestTick - rows + 1, Math.min(newestTick, tick));
    }

    int x(int tick, int ship) {
        return x[at(tick, ship)];
    }

    int y(int tick, int ship) {
        return y[at(tick, ship)];
    }

    private int at(int tick, int ship) {
        return (tick & rows - 1) * world.ships().seats() + ship;
    }
}
