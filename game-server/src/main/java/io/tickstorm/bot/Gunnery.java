package io.tickstorm.bot;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;

/**
 * Aims and fires for a pilot at the point where the bolt meets the target if it flies straight on. The aim has an error
 * that drifts. World thread only.
 */
final class Gunnery {
    /** The drift of the error in 1/65536 turn per second: 18 degrees. */
    private static final int DRIFT_PER_S = 3300;

    private static final int DRIFT_MIN_MS = 350;
    private static final int DRIFT_MAX_MS = 900;
    /** The turn rate in 1/4096 turn per second. */
    private static final int TURN_PER_S = 6000;

    /** The shortest durations; the actual ones are random. */
    private static final int BURST_MS = 500;

    private static final int PAUSE_MS = 300;
    private static final int GENTLE_BURST_MS = 200;
    private static final int GENTLE_PAUSE_MS = 900;

    /** The weapon used when no other weapon fires. */
    private static final Weapon MAIN = main();

    private final World world;
    private final Ships ships;
    private final Rules rules;
    private final PilotState state;
    private final Sightings sightings;
    private final Sight sight;
    private final Hunt hunt;
    private final int driftPerTick;
    private final int turnPerTick;

    Gunnery(World world, PilotState state, Sightings sightings, Sight sight, Hunt hunt) {
        this.world = world;
        this.state = state;
        this.sightings = sightings;
        this.sight = sight;
        this.hunt = hunt;
        ships = world.ships();
        rules = world.rules();
        driftPerTick = DRIFT_PER_S / rules.tickRate;
        turnPerTick = TURN_PER_S / rules.tickRate;
    }

    /** Turns the aim by one tick and returns the held buttons. */
    int aim(int i) {
        int target = state.target[i];
        int reaction = state.reactionTicks[i];
        if (target == Ships.NOBODY || !sightings.has(target, reaction)) {
            turn(i, state.heading[i]);
            return 0;
        }
        drift(i);
        Weapon weapon = choose(i, target, reaction);
        int flight = switch (weapon.kind) {
            case BOLT -> flightTicks(weapon, i, target, reaction);
            case BEAM -> 0;
        };
        int dx = sightings.x(target, reaction, flight + 1) - ships.x[i];
        int dy = sightings.y(target, reaction, flight + 1) - ships.y[i];
        int error = hunt.isNew(target) ? 2 * state.error[i] : state.error[i];
        int off = turn(i, Fixed.atan2(dy, dx) + (error >> 4));
        if (!mayShoot(i) || !burst(i, hunt.isNew(target))) {
            return 0;
        }
        return weapon == MAIN ? mainButton(off, Sight.distance(dx, dy)) : sparedButton(weapon, i, target, off, dx, dy);
    }

    private static Weapon main() {
        for (Weapon weapon : Weapon.values()) {
            if (!Habit.of(weapon).isSpared()) {
                return weapon;
            }
        }
        throw new IllegalStateException("pilots have no main weapon");
    }

    /**
     * Returns an occasional weapon that may fire, unless only the main weapon reaches the target; otherwise the main
     * weapon.
     */
    private Weapon choose(int i, int target, int ago) {
        for (int w = 0; w < Weapon.COUNT; w++) {
            Weapon weapon = Weapon.at(w);
            if (Habit.of(weapon).isSpared() && isReady(weapon, i)) {
                int dx = sightings.x(target, ago, 1) - ships.x[i];
                int dy = sightings.y(target, ago, 1) - ships.y[i];
                int distance = Sight.distance(dx, dy);
                if (distance < Habit.of(weapon).range()
                        || distance >= Habit.of(MAIN).range()) {
                    return weapon;
                }
            }
        }
        return MAIN;
    }

    private boolean mayShoot(int i) {
        int clearSince = state.clearSinceTick[i];
        return clearSince != PilotState.NEVER
                && world.tick() - clearSince >= state.reactionTicks[i]
                && !world.round().isResult();
    }

    /** Fires in bursts, as players do; in short bursts with long pauses at a newcomer. */
    private boolean burst(int i, boolean gently) {
        if (world.tick() >= state.pressUntilTick[i]) {
            state.pressing[i] = 1 - state.pressing[i];
            int least = state.pressing[i] == 1 ? BURST_MS : PAUSE_MS;
            if (gently) {
                least = state.pressing[i] == 1 ? GENTLE_BURST_MS : GENTLE_PAUSE_MS;
            }
            state.pressUntilTick[i] = world.tick() + state.rollTicks(i, least, 2 * least + 200);
        }
        return state.pressing[i] == 1;
    }

    private boolean isReady(Weapon weapon, int i) {
        return world.tick() >= state.spareTick(weapon)[i] && ships.cooldown(weapon)[i] <= rules.of(weapon).parts;
    }

    private static int mainButton(int off, int distance) {
        return off < Habit.of(MAIN).aligned() && distance < Habit.of(MAIN).range() ? MAIN.button : 0;
    }

    private int sparedButton(Weapon weapon, int i, int target, int off, int dx, int dy) {
        Habit habit = Habit.of(weapon);
        boolean inReach = Sight.distance(dx, dy) < habit.range();
        int x = ships.x[i];
        int y = ships.y[i];
        if (off >= habit.aligned() || !inReach || !sight.isClear(x, y, x + dx, y + dy)) {
            return 0;
        }
        int pause = hunt.isNew(target) ? habit.gentlePauseMs() : habit.pauseMs();
        int reloaded = world.tick() + rules.of(weapon).reloadTicks();
        state.spareTick(weapon)[i] = reloaded + state.rollTicks(i, pause, 3 * pause);
        return weapon.button;
    }

    /** Returns the ticks until a bolt fired now reaches the target: the flight time to its position, corrected once. */
    private int flightTicks(Weapon weapon, int i, int target, int ago) {
        int ticks = 0;
        for (int k = 0; k < 2; k++) {
            int dx = sightings.x(target, ago, ticks) - ships.x[i];
            int dy = sightings.y(target, ago, ticks) - ships.y[i];
            ticks = Math.max(0, Sight.distance(dx, dy) - weapon.muzzle) / rules.of(weapon).boltVelocity;
        }
        return ticks;
    }

    private void drift(int i) {
        if (world.tick() >= state.errorGoalUntilTick[i]) {
            int span = state.errorSpan[i];
            state.errorGoal[i] = state.roll(i, 2 * span + 1) - span;
            state.errorGoalUntilTick[i] = world.tick() + state.rollTicks(i, DRIFT_MIN_MS, DRIFT_MAX_MS);
        }
        int rest = state.errorGoal[i] - state.error[i];
        state.error[i] += Math.max(-driftPerTick, Math.min(driftPerTick, rest));
    }

    /** Turns towards an angle at the speed of a hand; returns the remaining error. */
    private int turn(int i, int wish) {
        int rest = Fixed.turn(state.aim[i], wish);
        int step = Math.max(-turnPerTick, Math.min(turnPerTick, rest));
        state.aim[i] = state.aim[i] + step & Fixed.ANGLE_STEPS - 1;
        return Math.abs(rest - step);
    }
}
