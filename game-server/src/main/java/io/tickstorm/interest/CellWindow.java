package io.tickstorm.interest;

import io.tickstorm.shared.GameData;
import io.tickstorm.sim.Fixed;

/**
 * The rectangle of cells that a player's {@link Sight} touches, packed into an int as in {@code ServerFrame.view}:
 *
 * <pre>
 *   bits 0-8    first column
 *   bits 9-17   first row
 *   bits 18-22  columns
 *   bits 23-27  rows
 * </pre>
 *
 * Zero is a view without cells. The number of a cell is {@code row * gridColumns + column}. Pure functions. Any thread.
 */
public final class CellWindow {
    /** The view that contains no cell. */
    public static final int NONE = 0;

    private static final int ROW_SHIFT = 9;
    private static final int COLUMNS_SHIFT = 18;
    private static final int ROWS_SHIFT = 23;
    private static final int FIRST_MASK = (1 << 9) - 1;
    private static final int COUNT_MASK = (1 << 5) - 1;
    private static final int MARGIN = GameData.constant("VIEW_MARGIN_U");
    private static final int HALF_LONG = half("VIEW_WIDTH_U");
    private static final int HALF_SHORT = half("VIEW_HEIGHT_U");

    private CellWindow() {}

    /**
     * Returns the window of every cell that intersects a screen centred at (x, y) plus its margin; clamped to the
     * square grid.
     */
    public static int around(int x, int y, boolean portrait, int gridColumns) {
        int halfWidth = halfWidth(portrait);
        int halfHeight = halfHeight(portrait);
        int firstColumn = line(x - halfWidth, gridColumns);
        int firstRow = line(y - halfHeight, gridColumns);
        int columns = line(x + halfWidth, gridColumns) - firstColumn + 1;
        int rows = line(y + halfHeight, gridColumns) - firstRow + 1;
        return firstColumn | firstRow << ROW_SHIFT | columns << COLUMNS_SHIFT | rows << ROWS_SHIFT;
    }

    public static int firstColumn(int view) {
        return view & FIRST_MASK;
    }

    public static int firstRow(int view) {
        return view >> ROW_SHIFT & FIRST_MASK;
    }

    public static int columns(int view) {
        return view >> COLUMNS_SHIFT & COUNT_MASK;
    }

    public static int rows(int view) {
        return view >> ROWS_SHIFT & COUNT_MASK;
    }

    public static boolean contains(int view, int cell, int gridColumns) {
        return containsAt(view, cell % gridColumns, cell / gridColumns);
    }

    /** Returns true if the view contains a cell; without a division, for callers that iterate by column and row. */
    public static boolean containsAt(int view, int column, int row) {
        int right = column - firstColumn(view);
        int down = row - firstRow(view);
        return right >= 0 && right < columns(view) && down >= 0 && down < rows(view);
    }

    /** Returns the distance from the ship to the left or right edge of the sight, a position difference. */
    static int halfWidth(boolean portrait) {
        return portrait ? HALF_SHORT : HALF_LONG;
    }

    static int halfHeight(boolean portrait) {
        return portrait ? HALF_LONG : HALF_SHORT;
    }

    private static int line(int coordinate, int gridColumns) {
        return Math.max(0, Math.min(gridColumns - 1, coordinate >> Fixed.CELL_SHIFT));
    }

    private static int half(String constant) {
        return (GameData.constant(constant) / 2 + MARGIN) * Fixed.ONE;
    }
}
