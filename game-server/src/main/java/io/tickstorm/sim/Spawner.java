package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

/**
 * Where a ship appears: of a few random free places the one whose nearest ship is just out of reach: far enough to look
 * around, near enough to meet within seconds. World thread only.
 */
final class Spawner {
    private static final int CANDIDATES = 12;
    private static final int CLEARANCE = 30 * ONE;
    /** Beyond the edge of the screen for a flight of one to two seconds. */
    private static final int WISHED_DISTANCE_U = 740;

    /** Ships farther away are not looked for. */
    private static final int SEARCH_U = 1500;

    private final ArenaMap map;
    private int x;
    private int y;

    Spawner(ArenaMap map) {
        this.map = map;
    }

    int x() {
        return x;
    }

    int y() {
        return y;
    }

    /** Finds a place and leaves it in {@link #x()} and {@link #y()}; returns the next state of the generator. */
    int choose(Ships ships, ShipGrid grid, int random) {
        int state = random;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < CANDIDATES || least == Integer.MAX_VALUE; i++) {
            state = Fixed.nextRandom(state);
            int px = coordinate(state);
            state = Fixed.nextRandom(state);
            int py = coordinate(state);
            if (!map.isFree(px, py, Rules.SHIP_RADIUS + CLEARANCE)) {
                continue;
            }
            int beyond = nearestShip(ships, grid, px, py) - WISHED_DISTANCE_U;
            int off = beyond < 0 ? -2 * beyond : beyond;
            if (off < least) {
                least = off;
                x = px;
                y = py;
            }
        }
        return state;
    }

    private int coordinate(int random) {
        int margin = 4 * Rules.SHIP_RADIUS;
        return margin + Integer.remainderUnsigned(random, map.side - 2 * margin);
    }

    /** Distance in u, {@link #SEARCH_U} at most. */
    private static int nearestShip(Ships ships, ShipGrid grid, int px, int py) {
        int nearest = SEARCH_U * SEARCH_U;
        int lastRow = grid.line(py + SEARCH_U * ONE);
        int lastColumn = grid.line(px + SEARCH_U * ONE);
        for (int row = grid.line(py - SEARCH_U * ONE); row <= lastRow; row++) {
            for (int column = grid.line(px - SEARCH_U * ONE); column <= lastColumn; column++) {
                for (int i = grid.first(column, row); i != ShipGrid.END; i = grid.next(i)) {
                    int dx = ships.x[i] - px >> Fixed.POSITION_BITS;
                    int dy = ships.y[i] - py >> Fixed.POSITION_BITS;
                    nearest = Math.min(nearest, dx * dx + dy * dy);
                }
            }
        }
        return Fixed.sqrt(nearest);
    }
}
