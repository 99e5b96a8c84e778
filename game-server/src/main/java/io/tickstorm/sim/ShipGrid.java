package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.CELL_SHIFT;

import java.util.Arrays;

/**
 * The living ships by cell, rebuilt each tick: linked lists in two int arrays, ascending by id. World thread only;
 * other layers may read it between two steps.
 */
public final class ShipGrid {
    public static final int END = -1;

    private final int columns;
    private final int[] first;
    private final int[] next;

    ShipGrid(int columns, int seats) {
        this.columns = columns;
        first = new int[columns * columns];
        next = new int[seats];
    }

    /** Returns the number of columns, which equals the number of rows. */
    public int columns() {
        return columns;
    }

    /** Returns the lowest ship id in a cell, or {@link #END}. */
    public int first(int column, int row) {
        return first[row * columns + column];
    }

    /** Returns the ship after this one in the same cell, or {@link #END}. */
    public int next(int ship) {
        return next[ship];
    }

    /** Returns the column or row of a coordinate, clamped to the grid. */
    public int line(int coordinate) {
        return Math.max(0, Math.min(columns - 1, coordinate >> CELL_SHIFT));
    }

    /** Adds a ship that has just appeared. */
    void add(Ships ships, int ship) {
        int cell = line(ships.y[ship]) * columns + line(ships.x[ship]);
        int before = END;
        int after = first[cell];
        while (after != END && after < ship) {
            before = after;
            after = next[after];
        }
        next[ship] = after;
        if (before == END) {
            first[cell] = ship;
        } else {
            next[before] = ship;
        }
    }

    void file(Ships ships) {
        Arrays.fill(first, END);
        for (int i = ships.seats() - 1; i >= 0; i--) {
            if (ships.alive[i]) {
                int cell = line(ships.y[i]) * columns + line(ships.x[i]);
                next[i] = first[cell];
                first[cell] = i;
            }
        }
    }
}
