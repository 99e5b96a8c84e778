package io.tickstorm.bot;

import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;

/** Steers a pilot towards its goal or around its target, and around asteroids and walls. World thread only. */
final class Steering {
    private static final int QUARTER = Fixed.ANGLE_STEPS / 4;
    private static final int FULL = 7;
    private static final int THROTTLE_MIN = 4;

    /** A pilot nearer to its target than this retreats while it circles. */
    private static final int FIGHT_DISTANCE = 250 * ONE;

    private static final int SPIRAL_MAX = 700;
    private static final int HIDDEN_BEND = 200;
    private static final int STRAFE_MIN_MS = 600;
    private static final int STRAFE_MAX_MS = 1900;

    private static final int LOOK_AHEAD = 190 * ONE;
    private static final int ROOM = Rules.SHIP_RADIUS + 24 * ONE;
    private static final int WALL_ROOM = 60 * ONE;
    private static final int BEND_STEP = Fixed.ANGLE_STEPS / 20;
    private static final int BENDS = 7;

    private final World world;
    private final Ships ships;
    private final ArenaMap map;
    private final PilotState state;
    private final Sightings sightings;

    Steering(World world, PilotState state, Sightings sightings) {
        this.world = world;
        this.state = state;
        this.sightings = sightings;
        ships = world.ships();
        map = world.map();
    }

    /** Returns the direction of thrust in this tick, in 1/4096 turn. */
    int heading(int i) {
        int wish = state.purpose[i] == PilotState.FIGHT ? around(i) : towardsGoal(i);
        state.heading[i] = bent(i, wish);
        return state.heading[i];
    }

    /** Returns the command's thrust to the right, -7 to 7; with {@code sin} instead of {@code cos} the thrust down. */
    int thrust(int i, int share) {
        int full = state.purpose[i] == PilotState.FIGHT ? state.throttle[i] : FULL;
        return (full * share + (1 << (Fixed.TRIG_BITS - 1))) >> Fixed.TRIG_BITS;
    }

    private int towardsGoal(int i) {
        return Fixed.atan2(state.goalY[i] - ships.y[i], state.goalX[i] - ships.x[i]);
    }

    /** Returns a direction that spirals into a circle around the target; its sense changes now and then. */
    private int around(int i) {
        if (world.tick() >= state.strafeUntilTick[i]) {
            state.strafe[i] = -state.strafe[i];
            state.throttle[i] = THROTTLE_MIN + state.roll(i, FULL - THROTTLE_MIN + 1);
            state.strafeUntilTick[i] = world.tick() + state.rollTicks(i, STRAFE_MIN_MS, STRAFE_MAX_MS);
        }
        int target = state.target[i];
        int ago = sightings.has(target, state.reactionTicks[i]) ? state.reactionTicks[i] : 0;
        int dx = sightings.x(target, ago, 0) - ships.x[i];
        int dy = sightings.y(target, ago, 0) - ships.y[i];
        int bearing = Fixed.atan2(dy, dx);
        if (state.clearSinceTick[i] == PilotState.NEVER) {
            return bearing + state.strafe[i] * HIDDEN_BEND;
        }
        int tooNear = (FIGHT_DISTANCE - Sight.distance(dx, dy)) / (ONE / 4);
        int spiral = Math.max(-SPIRAL_MAX, Math.min(SPIRAL_MAX, tooNear));
        return bearing + state.strafe[i] * (QUARTER + spiral);
    }

    /** Returns the desired direction, or the nearest one without an obstacle; continues around the chosen side. */
    private int bent(int i, int wish) {
        if (isOpen(i, wish)) {
            return wish;
        }
        for (int k = 1; k <= BENDS; k++) {
            int heading = wish + state.bend[i] * k * BEND_STEP;
            if (isOpen(i, heading)) {
                return heading;
            }
            int other = wish - state.bend[i] * k * BEND_STEP;
            if (k > 2 && isOpen(i, other)) {
                state.bend[i] = -state.bend[i];
                return other;
            }
        }
        return wish + Fixed.ANGLE_STEPS / 2;
    }

    private boolean isOpen(int i, int heading) {
        int x = ships.x[i];
        int y = ships.y[i];
        int aheadX = x + ((LOOK_AHEAD * Fixed.cos(heading)) >> Fixed.TRIG_BITS);
        int aheadY = y + ((LOOK_AHEAD * Fixed.sin(heading)) >> Fixed.TRIG_BITS);
        return !leavesArena(x, aheadX)
                && !leavesArena(y, aheadY)
                && !isBlocked(x, y, x, y, heading)
                && !isBlocked(aheadX, aheadY, x, y, heading);
    }

    /**
     * Returns true if a direction leads further out of the arena; near a wall only such directions count as blocked.
     */
    private boolean leavesArena(int now, int ahead) {
        return (ahead < WALL_ROOM && ahead < now) || (ahead > map.side - WALL_ROOM && ahead > now);
    }

    /** Returns true if an asteroid indexed in the cell (cellX, cellY) blocks the direction. */
    private boolean isBlocked(int cellX, int cellY, int x, int y, int heading) {
        int cos = Fixed.cos(heading);
        int sin = Fixed.sin(heading);
        for (int k : map.asteroidsNear(cellX, cellY)) {
            int dx = (map.asteroidX[k] - x) >> 4;
            int dy = (map.asteroidY[k] - y) >> 4;
            int room = (map.asteroidRadius[k] + ROOM) >> 4;
            int along = (dx * cos + dy * sin) >> Fixed.TRIG_BITS;
            int across = (dx * sin - dy * cos) >> Fixed.TRIG_BITS;
            if (along > 0 && along < room + (LOOK_AHEAD >> 4) && Math.abs(across) < room) {
                return true;
            }
        }
        return false;
    }
}
