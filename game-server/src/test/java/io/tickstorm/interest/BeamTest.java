package io.tickstorm.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class BeamTest {
    private static final int SIDE_U = 3200;
    private final ArenaMap map = new ArenaMap(SIDE_U * Fixed.ONE, new int[3][0], new int[2][0]);
    private final Beam beam = new Beam(map);

    @Test
    void aShortBeamIsInOneCell() {
        assertEquals(Set.of(0), trace(100, 100, 0, 400));
    }

    @Test
    void anEvenBeamCrossesTheCellsOfItsRow() {
        assertEquals(Set.of(7, 8, 9), trace(500, 600, 0, 700));
        assertEquals(Set.of(7, 8), trace(700, 600, 2048, 700));
    }

    @Test
    void aSlantedBeamOmitsTheCellNextToIt() {
        assertEquals(Set.of(0, 1, 8), trace(300, 100, 512, 900));
    }

    @Test
    void everyPointOfABeamIsInOneOfItsCells() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 2_000; run++) {
            int x = random.nextInt(SIDE_U);
            int y = random.nextInt(SIDE_U);
            int angle = random.nextInt(4096);
            int length = random.nextInt(901);
            Set<Integer> cells = trace(x, y, angle, length);
            assertTrue(cells.size() <= 5, "too many for 900 u: " + cells);
            for (int at = 0; at <= length; at++) {
                int px = x * Fixed.ONE + (int) (((long) at * Fixed.ONE * Fixed.cos(angle)) >> 14);
                int py = y * Fixed.ONE + (int) (((long) at * Fixed.ONE * Fixed.sin(angle)) >> 14);
                boolean inArena = px >= 0 && py >= 0 && px < map.side && py < map.side;
                int cell = (py >> Fixed.CELL_SHIFT) * map.columns + (px >> Fixed.CELL_SHIFT);
                assertTrue(!inArena || cells.contains(cell), "run " + run + " at " + at + " u: " + cells);
            }
        }
    }

    private Set<Integer> trace(int x, int y, int angle, int length) {
        beam.trace(x * Fixed.ONE, y * Fixed.ONE, angle, length);
        Set<Integer> cells = new TreeSet<>();
        for (int i = 0; i < beam.count(); i++) {
            cells.add(beam.cell(i));
        }
        assertEquals(beam.count(), cells.size(), "a cell twice");
        return cells;
    }
}
