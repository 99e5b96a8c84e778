package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

/**
 * Where a ship appears: of a few random free places the one farthest from the nearest living ship. World thread only.
 */
final class Spawner {
    private static final int CANDIDATES = 8;
    private static final int CLEARANCE = 30 * ONE;

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
    int choose(Ships ships, int random) {
        int state = random;
        long best = -1;
        for (int i = 0; i < CANDIDATES || best < 0; i++) {
            state = Fixed.nextRandom(state);
            int px = coordinate(state);
            state = Fixed.nextRandom(state);
            int py = coordinate(state);
            long distance = map.isFree(px, py, Rules.SHIP_RADIUS + CLEARANCE) ? nearestShip(ships, px, py) : -1;
            if (distance > best) {
                best = distance;
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

    /** Squared distance in u. */
    private static long nearestShip(Ships ships, int px, int py) {
        long nearest = Long.MAX_VALUE;
        for (int i = 0; i < ships.seats(); i++) {
            if (ships.alive[i]) {
                long dx = ships.x[i] - px >> Fixed.POSITION_BITS;
                long dy = ships.y[i] - py >> Fixed.POSITION_BITS;
                nearest = Math.min(nearest, dx * dx + dy * dy);
            }
        }
        return nearest;
    }
}
