package io.tickstorm.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SightTest {
    private static final int U = Fixed.ONE;
    private static final int SIDE = 3200 * U;
    private static final ArenaMap MAP = new ArenaMap(SIDE, new int[3][0], new int[2][0]);

    private final Sight sight = new Sight();

    @Test
    void containsTheScreenAndAHundredUnitsMore() {
        sight.place(1600 * U, 1600 * U, false, SIDE);
        assertTrue(sight.contains(800 * U, 1100 * U));
        assertTrue(sight.contains(2400 * U, 2100 * U));
        assertFalse(sight.contains(800 * U - 1, 1600 * U));
        assertFalse(sight.contains(1600 * U, 2100 * U + 1));
    }

    @Test
    void standsUprightForAPortraitScreen() {
        sight.place(1600 * U, 1600 * U, true, SIDE);
        assertTrue(sight.contains(1100 * U, 800 * U));
        assertFalse(sight.contains(1100 * U - 1, 1600 * U));
    }

    @Test
    void endsWhereTheArenaEnds() {
        sight.place(0, SIDE - 1, false, SIDE);
        assertTrue(sight.contains(0, SIDE - 1));
        assertFalse(sight.contains(-1, SIDE - 1));
        assertFalse(sight.contains(0, SIDE));
    }

    @Test
    void containsNothingUntilItIsPlaced() {
        assertFalse(sight.contains(0, 0));
        sight.place(0, 0, false, SIDE);
        sight.close();
        assertFalse(sight.contains(0, 0));
        assertTrue(sight.endWholeColumn() <= sight.firstWholeColumn());
    }

    @Test
    void theViewHoldsEveryCellItTouches() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            int x = random.nextInt(SIDE);
            int y = random.nextInt(SIDE);
            sight.place(x, y, i % 2 == 0, SIDE);
            int view = CellWindow.around(x, y, i % 2 == 0, MAP.columns);
            for (int cell = 0; cell < MAP.columns * MAP.columns; cell++) {
                int column = cell % MAP.columns;
                int row = cell / MAP.columns;
                assertEquals(CellWindow.contains(view, cell, MAP.columns), touches(column, row), "cell " + cell);
                boolean isWhole = column >= sight.firstWholeColumn()
                        && column < sight.endWholeColumn()
                        && row >= sight.firstWholeRow()
                        && row < sight.endWholeRow();
                assertEquals(isInside(column, row), isWhole, "cell " + cell);
            }
        }
    }

    private boolean isInside(int column, int row) {
        int last = (1 << Fixed.CELL_SHIFT) - 1;
        int left = column << Fixed.CELL_SHIFT;
        int top = row << Fixed.CELL_SHIFT;
        return sight.contains(left, top) && sight.contains(left + last, top + last);
    }

    private boolean touches(int column, int row) {
        int last = (1 << Fixed.CELL_SHIFT) - 1;
        int left = column << Fixed.CELL_SHIFT;
        int top = row << Fixed.CELL_SHIFT;
        return sight.left() <= left + last
                && sight.right() >= left
                && sight.top() <= top + last
                && sight.bottom() >= top;
    }
}
