package io.tickstorm.interest;

import io.tickstorm.sim.Fixed;

/**
 * The rectangle of the arena that one player receives, exact to 1/256 u: the screen around the ship plus a margin,
 * clamped to the arena. Reusable. One thread at a time.
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

    /** Places the sight around (x, y), a position, in an arena whose side is also a position. */
    public void place(int x, int y, boolean portrait, int side) {
        int halfWidth = CellWindow.halfWidth(portrait);
        int halfHeight = CellWindow.halfHeight(portrait);
        left = Math.max(0, x - halfWidth);
        top = Math.max(0, y - halfHeight);
        right = Math.min(side - 1, x + halfWidth);
        bottom = Math.min(side - 1, y + halfHeight);
    }

    /** Empties the sight until it is placed again. */
    public void close() {
        left = 0;
        top = 0;
        right = -1;
        bottom = -1;
    }

    /** Returns true if a position is inside. One branch instead of four, because these branches are unpredictable. */
    public boolean contains(int x, int y) {
        return (x - left | right - x | y - top | bottom - y) >= 0;
    }

    /** Returns the first column of cells that lies entirely inside, if there is one. */
    public int firstWholeColumn() {
        return (left + LAST) >> Fixed.CELL_SHIFT;
    }

    /** Returns the last such column + 1. */
    public int endWholeColumn() {
        return (right + 1) >> Fixed.CELL_SHIFT;
    }

    public int firstWholeRow() {
        return (top + LAST) >> Fixed.CELL_SHIFT;
    }

    public int endWholeRow() {
        return (bottom + 1) >> Fixed.CELL_SHIFT;
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
