package io.tickstorm.interest;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;

/** The cells that a straight line crosses. Reusable. One thread at a time. */
public final class Beam {
    private final int columns;
    private int[] cells = new int[16];
    private int count;

    public Beam(ArenaMap map) {
        columns = map.columns;
    }

    /**
     * Finds the cells of a line.
     *
     * @param angle in 1/4096 turn
     * @param length in u
     */
    public void trace(int x, int y, int angle, int length) {
        count = 0;
        long reach = (long) length << Fixed.POSITION_BITS;
        int dx = (int) ((reach * Fixed.cos(angle)) >> Fixed.TRIG_BITS);
        int dy = (int) ((reach * Fixed.sin(angle)) >> Fixed.TRIG_BITS);
        int lastColumn = line(Math.max(x, x + dx));
        int lastRow = line(Math.max(y, y + dy));
        for (int row = line(Math.min(y, y + dy)); row <= lastRow; row++) {
            for (int column = line(Math.min(x, x + dx)); column <= lastColumn; column++) {
                if (crosses(x - (column << Fixed.CELL_SHIFT), y - (row << Fixed.CELL_SHIFT), dx, dy)) {
                    add(row * columns + column);
                }
            }
        }
    }

    public int count() {
        return count;
    }

    public int cell(int i) {
        return cells[i];
    }

    /**
     * Returns true if the infinite line through (x, y), an offset in the cell, has corners of the cell on both sides.
     * The caller has limited the cells to the bounding box of the beam.
     */
    private static boolean crosses(int x, int y, long dx, long dy) {
        long side = 1L << Fixed.CELL_SHIFT;
        long topLeft = dy * x - dx * y;
        long topRight = topLeft - dy * side;
        long bottomLeft = topLeft + dx * side;
        long bottomRight = topRight + dx * side;
        long least = Math.min(Math.min(topLeft, topRight), Math.min(bottomLeft, bottomRight));
        long most = Math.max(Math.max(topLeft, topRight), Math.max(bottomLeft, bottomRight));
        return least <= 0 && most >= 0;
    }

    private void add(int cell) {
        if (count == cells.length) {
            cells = java.util.Arrays.copyOf(cells, 2 * count);
        }
        cells[count++] = cell;
    }

    private int line(int coordinate) {
        return Math.max(0, Math.min(columns - 1, coordinate >> Fixed.CELL_SHIFT));
    }
}
