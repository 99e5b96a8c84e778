package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.World;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SegmentEncoderTest {
    private static final int CELL = 23;
    private static final int OTHER_CELL = 24;

    private final ArenaMap map = new ArenaMap(3200 * Fixed.ONE, new int[3][0], new int[2][0]);
    private final World world = new World(new Rules(30), map, 1, 8);
    private final VersionedCells cells = new VersionedCells(world);
    private final SegmentEncoder segments = new SegmentEncoder(cells);

    @BeforeEach
    void twoShipsInOneCell() {
        world.seat(5);
        world.seat(6);
        world.step(new int[8]);
        place(5, 2, 3);
        place(6, 2, 3);
        observe();
    }

    /** The example bytes of docs/PROTOCOL.md. */
    @Test
    void aSegmentIsAsThePageShowsIt() {
        world.step(new int[8]);
        place(5, 2, 3);
        world.ships().aim[5] = 64 * 16;
        world.ships().command[5] = InputCommand.of(7, 0, 64 * 16, 0);
        place(6, 3, 3);
        observe();
        assertEquals("171101053012bc0a94011800", hex(CELL, 1));
    }

    @Test
    void aCellInWhichNothingChangedHasNoSegment() {
        world.step(new int[8]);
        place(5, 2, 3);
        place(6, 2, 3);
        observe();
        assertEquals("", hex(CELL, 1));
    }

    @Test
    void aResetListsEverythingAndNoEvents() {
        assertEquals("172102" + "053012bc0a80" + "063012bc0a80", hex(CELL, 0));
    }

    @Test
    void aShipThatCameBackIsNotAmongThoseThatLeft() {
        step(6, 3);
        step(6, 2);
        assertEquals("1701" + "01" + "063012bc0a80", hex(CELL, 1));
        assertEquals("1810" + "01" + "1800", hex(OTHER_CELL, 2));
    }

    @Test
    void everyoneWhoHoldsTheSameSharesOneSegment() {
        step(6, 3);
        int run = segments.segment(CELL, 1);
        assertEquals(run, segments.segment(CELL, 1));
        assertNotEquals(run, segments.segment(CELL, 0));
        assertNotEquals(run, segments.segment(OTHER_CELL, 1));
    }

    private void step(int ship, int column) {
        world.step(new int[8]);
        place(5, 2, 3);
        place(ship, column, 3);
        observe();
    }

    private void observe() {
        cells.observe();
        segments.beginTick();
    }

    private void place(int ship, int column, int row) {
        world.ships().x[ship] = (column << Fixed.CELL_SHIFT) + 0x123 * 32;
        world.ships().y[ship] = (row << Fixed.CELL_SHIFT) + 0xABC * 32;
        world.ships().protectedUntilTick[ship] = 0;
    }

    private String hex(int cell, int since) {
        WireBuffer out = new WireBuffer(64);
        segments.copy(segments.segment(cell, since), out);
        return HexFormat.of().formatHex(out.bytes(), 0, out.length());
    }
}
