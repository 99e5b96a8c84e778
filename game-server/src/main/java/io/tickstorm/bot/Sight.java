package io.tickstorm.bot;

import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Hitscan;

/** Tests for asteroids between two points of an arena. Immutable. */
final class Sight {
    /** The largest offset per axis for which {@link #distance} is exact. */
    static final int DISTANCE_MAX = 2000 * ONE;

    private static final int BOLT_ROOM = 6 * ONE;
    private static final int CELL = 1 << Fixed.CELL_SHIFT;

    private final ArenaMap map;

    Sight(ArenaMap map) {
        this.map = map;
    }

    /** Returns the distance for an offset of (dx, dy), in 1/16 u; clamped where its square would overflow. */
    static int distance(int dx, int dy) {
        int x = Math.min(Math.abs(dx), DISTANCE_MAX) >> 4;
        int y = Math.min(Math.abs(dy), DISTANCE_MAX) >> 4;
        return Fixed.sqrt(x * x + y * y) << 4;
    }

    /** Returns true if a bolt could fly between two points, which are less than 1,400 u apart. */
    boolean isClear(int x, int y, int toX, int toY) {
        int angle = Fixed.atan2(toY - y, toX - x);
        int range = distance(toX - x, toY - y);
        int lastColumn = cellStart(Math.max(x, toX));
        int lastRow = cellStart(Math.max(y, toY));
        for (int row = cellStart(Math.min(y, toY)); row <= lastRow; row += CELL) {
            for (int column = cellStart(Math.min(x, toX)); column <= lastColumn; column += CELL) {
                if (isBlocked(column, row, x, y, angle, range)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isBlocked(int column, int row, int x, int y, int angle, int range) {
        for (int i : map.asteroidsNear(column, row)) {
            int radius = map.asteroidRadius[i] + BOLT_ROOM;
            int entry = Hitscan.enter(map.asteroidX[i] - x, map.asteroidY[i] - y, angle, range, radius);
            if (entry != Hitscan.MISS) {
                return true;
            }
        }
        return false;
    }

    private static int cellStart(int coordinate) {
        return coordinate & -CELL;
    }
}
