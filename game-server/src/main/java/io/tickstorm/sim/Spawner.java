package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.shared.GameData;

/**
 * Chooses the position at which a ship appears: near the edge of another ship's screen, so that the player sees a ship
 * immediately. The position lies beyond the distance of most shots and off the line of aim of other ships. The best of
 * a fixed number of random positions near random living ships is chosen. World thread only.
 */
final class Spawner {
    private static final int CANDIDATES = 96;
    /** Random positions tried if none of the candidates is free. Nine of ten positions are free. */
    private static final int TRIES_ANYWHERE = 64;

    private static final int CLEARANCE = 30 * ONE;
    /** Half the width of a ship's screen, less the distance that a ship flies in a few frames. */
    private static final int SCREEN_X_U = GameData.constant("VIEW_WIDTH_U") / 2 - 10;

    private static final int SCREEN_Y_U = GameData.constant("VIEW_HEIGHT_U") / 2 - 10;

    /** The offsets of candidates from their ship, to each side; every second offset is turned by 90 degrees. */
    private static final int BESIDE_MIN_U = 480;

    private static final int BESIDE_MAX_U = SCREEN_X_U - 10;
    private static final int ABOVE_MAX_U = 380;

    /** Ships nearer than this leave no time to look around. */
    private static final int DISTANCE_MIN_U = 620;
    /** The most ships within a screen before a position counts as crowded. */
    private static final int COMPANY_MAX = 1;

    /** The range of shots; half the width of the line of fire leaves room for a turn of the shooter. */
    private static final int FIRE_REACH_U = Weapon.RANGE_MAX_U;

    private static final int FIRE_WIDTH_U = 70;

    /** Penalties of a position, in u of distance. */
    private static final int ALONE = 1_200;
    /** The penalty per u. */
    private static final int TOO_NEAR = 30;

    /** The penalty for a ship that is visible only if the player turns the screen. */
    private static final int ALONE_TURNED = 800;

    private static final int IN_FIRE = 400;
    private static final int CROWDED = 120;

    private final ArenaMap map;
    private int x;
    private int y;
    /** True if the screen of the player who appears is higher than wide. */
    private boolean upright;
    /** Properties of the current candidate. */
    private int company;

    private int companyUpright;
    private int shooters;
    private int nearestSquared;

    Spawner(ArenaMap map) {
        this.map = map;
    }

    int x() {
        return x;
    }

    int y() {
        return y;
    }

    /**
     * Chooses a position and stores it in {@link #x()} and {@link #y()}.
     *
     * @param isUpright true if the player's screen is higher than wide
     * @return the next state of the generator
     */
    int choose(Ships ships, ShipGrid grid, boolean isUpright, int random) {
        upright = isUpright;
        int state = random;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < CANDIDATES; i++) {
            state = Fixed.nextRandom(state);
            int beside = livingShip(ships, state);
            if (beside == Ships.NOBODY) {
                break;
            }
            state = Fixed.nextRandom(state);
            int far = offset(state, BESIDE_MIN_U, BESIDE_MAX_U);
            state = Fixed.nextRandom(state);
            int near = offset(state, 0, ABOVE_MAX_U);
            boolean isBeside = (i & 1) == 0;
            int px = ships.x[beside] + ONE * (isBeside ? far : near);
            int py = ships.y[beside] + ONE * (isBeside ? near : far);
            if (isInside(px, py) && map.isFree(px, py, Rules.SHIP_RADIUS + CLEARANCE)) {
                int faults = faults(ships, grid, px, py);
                if (faults < least) {
                    least = faults;
                    x = px;
                    y = py;
                }
            }
        }
        return least == Integer.MAX_VALUE ? chooseAnywhere(state) : state;
    }

    private int chooseAnywhere(int random) {
        int state = random;
        for (int i = 0; i < TRIES_ANYWHERE; i++) {
            state = Fixed.nextRandom(state);
            x = coordinate(state);
            state = Fixed.nextRandom(state);
            y = coordinate(state);
            if (map.isFree(x, y, Rules.SHIP_RADIUS + CLEARANCE)) {
                break;
            }
        }
        return state;
    }

    /** Returns the first living ship, starting at a random seat, or {@link Ships#NOBODY}. */
    private static int livingShip(Ships ships, int random) {
        int seats = ships.seats();
        int first = Integer.remainderUnsigned(random, seats);
        for (int k = 0; k < seats; k++) {
            int i = (first + k) % seats;
            if (ships.alive[i]) {
                return i;
            }
        }
        return Ships.NOBODY;
    }

    /** Returns a random length within a range, to either side. */
    private static int offset(int random, int min, int max) {
        int length = min + Integer.remainderUnsigned(random >>> 1, max - min + 1);
        return (random & 1) == 0 ? length : -length;
    }

    private boolean isInside(int px, int py) {
        int margin = 4 * Rules.SHIP_RADIUS;
        int end = map.side - margin;
        return px >= margin && px < end && py >= margin && py < end;
    }

    private int coordinate(int random) {
        int margin = 4 * Rules.SHIP_RADIUS;
        return margin + Integer.remainderUnsigned(random, map.side - 2 * margin);
    }

    /** Returns the penalty of a position: 0 is the best. */
    private int faults(Ships ships, ShipGrid grid, int px, int py) {
        company = 0;
        companyUpright = 0;
        shooters = 0;
        nearestSquared = Integer.MAX_VALUE;
        int lastRow = grid.line(py + FIRE_REACH_U * ONE);
        int lastColumn = grid.line(px + FIRE_REACH_U * ONE);
        for (int row = grid.line(py - FIRE_REACH_U * ONE); row <= lastRow; row++) {
            for (int column = grid.line(px - FIRE_REACH_U * ONE); column <= lastColumn; column++) {
                for (int i = grid.first(column, row); i != ShipGrid.END; i = grid.next(i)) {
                    look(
                            ships.aim[i],
                            (px - ships.x[i]) >> Fixed.POSITION_BITS,
                            (py - ships.y[i]) >> Fixed.POSITION_BITS);
                }
            }
        }
        int tooNear = Math.max(0, DISTANCE_MIN_U - Fixed.sqrt(nearestSquared));
        int seen = upright ? companyUpright : company;
        int seenTurned = upright ? company : companyUpright;
        int crowd = Math.max(0, seen - COMPANY_MAX);
        int alone = (seen == 0 ? ALONE : 0) + (seenTurned == 0 ? ALONE_TURNED : 0);
        return TOO_NEAR * tooNear + alone + IN_FIRE * shooters + CROWDED * crowd;
    }

    /** Adds one ship at this distance from the position, in u, to the properties of the candidate. */
    private void look(int aim, int dx, int dy) {
        nearestSquared = Math.min(nearestSquared, dx * dx + dy * dy);
        company += Math.abs(dx) <= SCREEN_X_U && Math.abs(dy) <= SCREEN_Y_U ? 1 : 0;
        companyUpright += Math.abs(dx) <= SCREEN_Y_U && Math.abs(dy) <= SCREEN_X_U ? 1 : 0;
        int along = (dx * Fixed.cos(aim) + dy * Fixed.sin(aim)) >> Fixed.TRIG_BITS;
        int across = (dx * Fixed.sin(aim) - dy * Fixed.cos(aim)) >> Fixed.TRIG_BITS;
        shooters += along > 0 && along <= FIRE_REACH_U && Math.abs(across) <= FIRE_WIDTH_U ? 1 : 0;
    }
}
