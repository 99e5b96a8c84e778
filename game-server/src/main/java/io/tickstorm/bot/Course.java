package io.tickstorm.bot;

import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.ShipGrid;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;

/**
 * Chooses the purpose of a pilot and its goal: fight, flee, collect a pickup, or fly to a ship on the minimap. World
 * thread only.
 */
final class Course {
    private static final int RETREAT_HEALTH = Rules.SHIP_HEALTH * 30 / 100;
    private static final int DETOUR = 260 * ONE;
    private static final int FETCH = 800 * ONE;
    private static final int RESCUE = 1400 * ONE;
    private static final int FLIGHT = 500 * ONE;
    private static final int WANDER = 1000 * ONE;
    private static final int WALL_ROOM = 160 * ONE;
    private static final int ARRIVED = 110 * ONE;
    private static final int WANDER_MS = 3000;
    private static final int WANDER_TRIES = 3;
    /** One of this number of goals is not a ship. */
    private static final int SOCIABLE_OF = 5;

    private static final int COMPANY = 1600 * ONE;
    private static final int MEETING = 250 * ONE;
    private static final int ROCK_ROOM = 60 * ONE;

    private final World world;
    private final Ships ships;
    private final ArenaMap map;
    private final PilotState state;
    private final Pads pads;

    Course(World world, PilotState state, Pads pads) {
        this.world = world;
        this.state = state;
        this.pads = pads;
        ships = world.ships();
        map = world.map();
    }

    /** Chooses a new purpose; call after {@link Targeting#review}. */
    void review(int i) {
        if (isRetreating(i)) {
            state.purpose[i] = PilotState.RETREAT;
            retreat(i);
        } else if (state.target[i] != Ships.NOBODY) {
            boolean fetches = headFor(i, pads.nearest(i, Pads.HEALING, DETOUR));
            state.purpose[i] = fetches ? PilotState.COLLECT : PilotState.FIGHT;
        } else if (headFor(i, pads.nearest(i, Pads.ANY, FETCH))) {
            state.purpose[i] = PilotState.COLLECT;
        } else {
            wander(i);
        }
    }

    /** Returns true if the pilot flees. A fleeing pilot turns round when it has enough health for a fight. */
    private boolean isRetreating(int i) {
        boolean recovered = ships.health[i] > RETREAT_HEALTH || ships.shield(i) >= Rules.SHIP_SHIELD;
        return state.purpose[i] == PilotState.RETREAT ? !recovered : ships.health[i] <= RETREAT_HEALTH && !recovered;
    }

    private void retreat(int i) {
        int threat = state.target[i];
        if (headFor(i, pads.nearest(i, Pads.HEALING, RESCUE)) && !isTowards(i, threat)) {
            return;
        }
        if (threat == Ships.NOBODY) {
            wander(i);
            state.purpose[i] = PilotState.RETREAT;
            return;
        }
        int away = Fixed.atan2(ships.y[i] - ships.y[threat], ships.x[i] - ships.x[threat]);
        setGoal(i, ships.x[i] + part(FLIGHT, Fixed.cos(away)), ships.y[i] + part(FLIGHT, Fixed.sin(away)));
    }

    private static int part(int length, int share) {
        return ((length >> 4) * share) >> (Fixed.TRIG_BITS - 4);
    }

    /** Returns true if the goal lies in the direction of a ship that threatens the pilot. */
    private boolean isTowards(int i, int threat) {
        if (threat == Ships.NOBODY) {
            return false;
        }
        int toThreat = Fixed.atan2(ships.y[threat] - ships.y[i], ships.x[threat] - ships.x[i]);
        int toGoal = Fixed.atan2(state.goalY[i] - ships.y[i], state.goalX[i] - ships.x[i]);
        return Math.abs(Fixed.turn(toThreat, toGoal)) < Fixed.ANGLE_STEPS / 10;
    }

    private boolean headFor(int i, int pad) {
        if (pad == Pads.NONE) {
            return false;
        }
        state.goalX[i] = world.pickups().x[pad];
        state.goalY[i] = world.pickups().y[pad];
        state.goalUntilTick[i] = 0;
        return true;
    }

    private void wander(int i) {
        boolean arrived = Sight.distance(state.goalX[i] - ships.x[i], state.goalY[i] - ships.y[i]) < ARRIVED;
        boolean goesOn = state.purpose[i] == PilotState.WANDER || state.purpose[i] == PilotState.RETREAT;
        state.purpose[i] = PilotState.WANDER;
        if (goesOn && !arrived && world.tick() < state.goalUntilTick[i]) {
            return;
        }
        state.goalUntilTick[i] = world.tick() + state.ticks(WANDER_MS);
        int other = state.roll(i, SOCIABLE_OF) == 0 ? Ships.NOBODY : nearest(i);
        if (other != Ships.NOBODY) {
            setGoal(i, ships.x[other] + spread(i, MEETING), ships.y[other] + spread(i, MEETING));
            return;
        }
        int x = 0;
        int y = 0;
        for (int k = 0; k == 0 || (k < WANDER_TRIES && !map.isFree(x, y, ROCK_ROOM)); k++) {
            x = inside(ships.x[i] + spread(i, WANDER));
            y = inside(ships.y[i] + spread(i, WANDER));
        }
        setGoal(i, x, y);
    }

    private int spread(int i, int reach) {
        return state.roll(i, 2 * reach) - reach;
    }

    /** Returns the nearest other ship on the minimap, except the one that the pilot has just given up on. */
    private int nearest(int i) {
        ShipGrid grid = world.grid();
        int x = ships.x[i];
        int y = ships.y[i];
        int nearest = Ships.NOBODY;
        int least = COMPANY;
        for (int row = grid.line(y - COMPANY); row <= grid.line(y + COMPANY); row++) {
            for (int column = grid.line(x - COMPANY); column <= grid.line(x + COMPANY); column++) {
                for (int j = grid.first(column, row); j != ShipGrid.END; j = grid.next(j)) {
                    int distance = Sight.distance(ships.x[j] - x, ships.y[j] - y);
                    if (j != i && ships.alive[j] && distance < least && j != state.shunned[i]) {
                        least = distance;
                        nearest = j;
                    }
                }
            }
        }
        return nearest;
    }

    private void setGoal(int i, int x, int y) {
        state.goalX[i] = inside(x);
        state.goalY[i] = inside(y);
    }

    private int inside(int coordinate) {
        return Math.max(WALL_ROOM, Math.min(map.side - WALL_ROOM, coordinate));
    }
}
