package io.tickstorm.bot;

import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.shared.GameData;
import io.tickstorm.sim.ShipGrid;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;

/**
 * Chooses the target of a pilot: the nearest of the ships that a player would see on the screen. Preferences are added
 * to the distance. World thread only.
 */
final class Targeting {
    private static final int VIEW_X = GameData.constant("VIEW_WIDTH_U") / 2 * ONE;
    private static final int VIEW_Y = GameData.constant("VIEW_HEIGHT_U") / 2 * ONE;

    private static final int KEEP_BONUS = 130 * ONE;
    private static final int REVENGE_BONUS = 200 * ONE;
    private static final int CROWN_BONUS = 80 * ONE;
    private static final int HIDDEN_MALUS = 350 * ONE;
    private static final int PROTECTED_MALUS = 250 * ONE;
    private static final int HUNTER_MALUS = 140 * ONE;
    private static final int NEWCOMER_MALUS = 300 * ONE;

    private static final int FIGHT_RANGE = 420 * ONE;
    private static final int REVENGE_MS = 3000;
    private static final int CHASE_MS = 7000;
    private static final int SHUN_MS = 4000;

    private final World world;
    private final Ships ships;
    private final PilotState state;
    private final Hunt hunt;
    private final Sight sight;

    Targeting(World world, PilotState state, Hunt hunt, Sight sight) {
        this.world = world;
        this.state = state;
        this.hunt = hunt;
        this.sight = sight;
        ships = world.ships();
    }

    /** Chooses a target or none. */
    void review(int i) {
        int target = state.target[i];
        if (target != Ships.NOBODY && world.tick() >= state.chaseUntilTick[i]) {
            state.shunned[i] = target;
            state.shunUntilTick[i] = world.tick() + state.ticks(SHUN_MS);
        }
        go(i, best(i));
        noteLine(i);
    }

    /** Forgets a target that died or left. */
    void forgetTheGone(int i) {
        int target = state.target[i];
        if (target != Ships.NOBODY && !ships.alive[target]) {
            go(i, Ships.NOBODY);
        }
    }

    void go(int i, int target) {
        if (target != state.target[i]) {
            hunt.turn(state.target[i], target);
            state.target[i] = target;
            state.clearSinceTick[i] = PilotState.NEVER;
            state.chaseUntilTick[i] = world.tick() + state.ticks(CHASE_MS);
        }
    }

    private int best(int i) {
        ShipGrid grid = world.grid();
        int x = ships.x[i];
        int y = ships.y[i];
        int best = Ships.NOBODY;
        int least = Integer.MAX_VALUE;
        int lastRow = grid.line(y + VIEW_Y);
        int lastColumn = grid.line(x + VIEW_X);
        for (int row = grid.line(y - VIEW_Y); row <= lastRow; row++) {
            for (int column = grid.line(x - VIEW_X); column <= lastColumn; column++) {
                for (int j = grid.first(column, row); j != ShipGrid.END; j = grid.next(j)) {
                    int cost = isEligible(i, j) ? cost(i, j, least) : Integer.MAX_VALUE;
                    if (cost < least) {
                        least = cost;
                        best = j;
                    }
                }
            }
        }
        return best;
    }

    private boolean isEligible(int i, int j) {
        return j != i
                && ships.alive[j]
                && Math.abs(ships.x[j] - ships.x[i]) <= VIEW_X
                && Math.abs(ships.y[j] - ships.y[i]) <= VIEW_Y
                && (j == state.target[i] || hunt.admits(j))
                && (j != state.shunned[i] || world.tick() >= state.shunUntilTick[i]);
    }

    /** Returns the cost of a target; tests for asteroids only where the result can matter. */
    private int cost(int i, int j, int least) {
        int cost = Sight.distance(ships.x[j] - ships.x[i], ships.y[j] - ships.y[i]) + likes(i, j);
        boolean isOpen = cost >= least || sight.isClear(ships.x[i], ships.y[i], ships.x[j], ships.y[j]);
        return isOpen ? cost : cost + HIDDEN_MALUS;
    }

    private int likes(int i, int j) {
        boolean mine = j == state.target[i];
        return (hunt.hunters(j) - (mine ? 1 : 0)) * HUNTER_MALUS
                - (mine ? KEEP_BONUS : 0)
                - (isRevenge(i, j) ? REVENGE_BONUS : 0)
                - (j == world.round().leader() ? CROWN_BONUS : 0)
                + (ships.isProtected(j, world.tick()) ? PROTECTED_MALUS : 0)
                + (hunt.isNew(j) ? NEWCOMER_MALUS : 0);
    }

    /**
     * Records whether the line to the target is clear and the pilot is in a fight rather than a chase: near, or under
     * fire.
     */
    private void noteLine(int i) {
        int target = state.target[i];
        if (target == Ships.NOBODY || !sight.isClear(ships.x[i], ships.y[i], ships.x[target], ships.y[target])) {
            state.clearSinceTick[i] = PilotState.NEVER;
            return;
        }
        if (state.clearSinceTick[i] == PilotState.NEVER) {
            state.clearSinceTick[i] = world.tick();
        }
        boolean near = Sight.distance(ships.x[target] - ships.x[i], ships.y[target] - ships.y[i]) < FIGHT_RANGE;
        if (near || isRevenge(i, target)) {
            state.chaseUntilTick[i] = world.tick() + state.ticks(CHASE_MS);
        }
    }

    private boolean isRevenge(int i, int j) {
        return j == state.hurtBy[i] && world.tick() - state.hurtTick[i] < state.ticks(REVENGE_MS);
    }
}
