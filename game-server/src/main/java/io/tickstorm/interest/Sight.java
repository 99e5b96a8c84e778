package io.tickstorm.interest;

import io.tickstorm.sim.Fixed;

/**
 * The rectangle that one player is told of, to the last 1/256 u: the screen around the ship and a margin, cut to the
 * arena. One object is placed again and again. One thread's own.
 */
public final class Sight {
    private static final int LAST = (1 << Fixed.CELL_SHIFT) - 1;

    private int left;
    private int top;
    private int right;
    private int bottom;

    public Sight() {
        close();
    }

    /** Places it around (x, y), a position, in an arena whose side is a position too. */
    public void place(int x, int y, boolean portrait, int side) {
        int halfWidth = CellWindow.halfWidth(portrait);
        int halfHeight = CellWindow.halfHeight(portrait);
        left = Math.max(0, x - halfWidth);
        top = Math.max(0, y - halfHeight);
        right = Math.min(side - 1, x + halfWidth);
        bottom = Math.min(side - 1, y + halfHeight);
    }

    /** Contains nothing until it is placed again. */
    public void close() {
        left = 0;
        top = 0;
        right = -1;
        bottom = -1;
    }

    /** One branch instead of four, because which of them is taken cannot be predicted. */
    public boolean contains(int x, int y) {
        return (x - left | right - x | y - top | bottom - y) >= 0;
    }

    /** The first column of cells of which no place is outside, if there is any. */
    public int firstWholeColumn() {
        return left + LAST >> Fixed.CELL_SHIFT;
    }

    /** One more than the last such column. */
    public int endWholeColumn() {
        return right + 1 >> Fixed.CELL_SHIFT;
    }

    public int firstWholeRow() {
        return top + LAST >> Fixed.CELL_SHIFT;
    }

    public int endWholeRow() {
        return bottom + 1 >> Fixed.CELL_SHIFT;
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    int right() {
        return right;
    }

    int bottom() {
        return bottom;
    }
}
