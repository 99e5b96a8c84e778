package io.tickstorm.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.Fixed;
import org.junit.jupiter.api.Test;

final class CellWindowTest {
    private static final int GRID = 7;
    private static final int CELL = 512 * Fixed.ONE;

    @Test
    void theViewHoldsEveryCellTheScreenAndItsMarginTouch() {
        int view = CellWindow.around(1600 * Fixed.ONE, 1600 * Fixed.ONE, false, GRID);
        assertEquals(1, CellWindow.firstColumn(view), "800 u is in column 1");
        assertEquals(4, CellWindow.columns(view), "2,400 u is in column 4");
        assertEquals(2, CellWindow.firstRow(view), "1,100 u is in row 2");
        assertEquals(3, CellWindow.rows(view), "2,100 u is in row 4");
        assertEquals(1 | 2 << 9 | 4 << 18 | 3 << 23, view);
    }

    @Test
    void aPortraitScreenSeesFarUpAndDown() {
        int view = CellWindow.around(1600 * Fixed.ONE, 1600 * Fixed.ONE, true, GRID);
        assertEquals(
                CellWindow.around(1600 * Fixed.ONE, 1600 * Fixed.ONE, false, GRID) & 0x1FF, CellWindow.firstRow(view));
        assertEquals(3, CellWindow.columns(view));
        assertEquals(4, CellWindow.rows(view));
    }

    @Test
    void theViewEndsWhereTheArenaEnds() {
        int view = CellWindow.around(0, GRID * CELL - 1, false, GRID);
        assertEquals(0, CellWindow.firstColumn(view));
        assertEquals(2, CellWindow.columns(view));
        assertEquals(GRID, CellWindow.firstRow(view) + CellWindow.rows(view));
    }

    @Test
    void theWidestArenaFitsTheBits() {
        int view = CellWindow.around(511 * CELL, 511 * CELL, true, 512);
        assertEquals(511, CellWindow.firstColumn(view) + CellWindow.columns(view) - 1);
        assertEquals(511, CellWindow.firstRow(view) + CellWindow.rows(view) - 1);
        assertTrue(view > 0);
    }

    @Test
    void aViewContainsItsCellsAndNoOther() {
        int view = CellWindow.around(1600 * Fixed.ONE, 1600 * Fixed.ONE, false, GRID);
        int inside = 0;
        for (int cell = 0; cell < GRID * GRID; cell++) {
            int column = cell % GRID;
            int row = cell / GRID;
            boolean expected = column >= 1 && column <= 4 && row >= 2 && row <= 4;
            assertEquals(expected, CellWindow.contains(view, cell, GRID), "cell " + cell);
            inside += expected ? 1 : 0;
        }
        assertEquals(CellWindow.columns(view) * CellWindow.rows(view), inside);
    }

    @Test
    void noViewContainsNothing() {
        for (int cell = 0; cell < GRID * GRID; cell++) {
            assertFalse(CellWindow.contains(CellWindow.NONE, cell, GRID));
        }
    }
}
