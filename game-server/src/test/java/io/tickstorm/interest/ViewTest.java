package io.tickstorm.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.Fixed;
import org.junit.jupiter.api.Test;

final class ViewTest {
    private static final int GRID = 7;
    private static final int CELL = 512 * Fixed.ONE;

    @Test
    void theViewHoldsEveryCellTheScreenAndItsMarginTouch() {
        int view = View.around(1600 * Fixed.ONE, 1600 * Fixed.ONE, false, GRID);
        assertEquals(1, View.firstColumn(view), "800 u is in column 1");
        assertEquals(4, View.columns(view), "2,400 u is in column 4");
        assertEquals(2, View.firstRow(view), "1,100 u is in row 2");
        assertEquals(3, View.rows(view), "2,100 u is in row 4");
        assertEquals(1 | 2 << 9 | 4 << 18 | 3 << 23, view);
    }

    @Test
    void aPortraitScreenSeesFarUpAndDown() {
        int view = View.around(1600 * Fixed.ONE, 1600 * Fixed.ONE, true, GRID);
        assertEquals(View.around(1600 * Fixed.ONE, 1600 * Fixed.ONE, false, GRID) & 0x1FF, View.firstRow(view));
        assertEquals(3, View.columns(view));
        assertEquals(4, View.rows(view));
    }

    @Test
    void theViewEndsWhereTheArenaEnds() {
        int view = View.around(0, GRID * CELL - 1, false, GRID);
        assertEquals(0, View.firstColumn(view));
        assertEquals(2, View.columns(view));
        assertEquals(GRID, View.firstRow(view) + View.rows(view));
    }

    @Test
    void theWidestArenaFitsTheBits() {
        int view = View.around(511 * CELL, 511 * CELL, true, 512);
        assertEquals(511, View.firstColumn(view) + View.columns(view) - 1);
        assertEquals(511, View.firstRow(view) + View.rows(view) - 1);
        assertTrue(view > 0);
    }

    @Test
    void aViewContainsItsCellsAndNoOther() {
        int view = View.around(1600 * Fixed.ONE, 1600 * Fixed.ONE, false, GRID);
        int inside = 0;
        for (int cell = 0; cell < GRID * GRID; cell++) {
            int column = cell % GRID;
            int row = cell / GRID;
            boolean expected = column >= 1 && column <= 4 && row >= 2 && row <= 4;
            assertEquals(expected, View.contains(view, cell, GRID), "cell " + cell);
            inside += expected ? 1 : 0;
        }
        assertEquals(View.columns(view) * View.rows(view), inside);
    }

    @Test
    void noViewContainsNothing() {
        for (int cell = 0; cell < GRID * GRID; cell++) {
            assertFalse(View.contains(View.NONE, cell, GRID));
        }
    }
}
