package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import org.junit.jupiter.api.Test;

class ShipGridTest {
    private static final int SEATS = 60;

    private final Ships ships = new Ships(SEATS);
    private final ShipGrid grid = new ShipGrid(4, SEATS);
    private int random = 5;

    @Test
    void everyLivingShipIsInTheCellOfItsPlaceAscending() {
        scatter(SEATS);
        grid.file(ships);
        assertListsAre(SEATS);
    }

    @Test
    void addingShipByShipFilesThemAsIfAtOnce() {
        scatter(SEATS);
        for (int i = 0; i < SEATS; i++) {
            ships.alive[i] = i % 3 != 0;
        }
        grid.file(ships);
        for (int i = SEATS - 3; i >= 0; i -= 3) {
            ships.alive[i] = true;
            grid.add(ships, i);
        }
        assertListsAre(SEATS);
    }

    @Test
    void deadShipsAreInNoCell() {
        scatter(SEATS);
        ships.alive[7] = false;
        grid.file(ships);
        assertListsAre(SEATS - 1);
    }

    @Test
    void placesOutsideBelongToTheCellAtTheEdge() {
        assertEquals(0, grid.line(-5 * ONE));
        assertEquals(3, grid.line(9000 * ONE));
    }

    private void scatter(int count) {
        for (int i = 0; i < count; i++) {
            random = Fixed.nextRandom(random);
            ships.x[i] = Integer.remainderUnsigned(random, 2048 * ONE);
            random = Fixed.nextRandom(random);
            ships.y[i] = Integer.remainderUnsigned(random, 2048 * ONE);
            ships.alive[i] = true;
        }
    }

    private void assertListsAre(int count) {
        int listed = 0;
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                IntArrayList wanted = new IntArrayList();
                for (int i = 0; i < SEATS; i++) {
                    if (ships.alive[i] && grid.line(ships.x[i]) == column && grid.line(ships.y[i]) == row) {
                        wanted.add(i);
                    }
                }
                IntArrayList found = new IntArrayList();
                for (int i = grid.first(column, row); i != ShipGrid.END; i = grid.next(i)) {
                    found.add(i);
                }
                assertEquals(wanted, found);
                listed += found.size();
            }
        }
        assertEquals(count, listed);
    }
}
