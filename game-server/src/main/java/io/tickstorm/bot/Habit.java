package io.tickstorm.bot;

import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.sim.Weapon;

/**
 * The way in which pilots use a weapon: the main weapon whenever possible, others occasionally. Immutable.
 *
 * @param range the distance at which they use it, a position difference
 * @param aligned the largest error of the aim at which they fire, in 1/4096 turn
 * @param pauseMs the shortest time between two shots in addition to the reload; 0 for the main weapon
 * @param gentlePauseMs the same against a newcomer
 */
record Habit(int range, int aligned, int pauseMs, int gentlePauseMs) {
    private static final Habit[] ALL = new Habit[Weapon.COUNT];

    static {
        for (int i = 0; i < Weapon.COUNT; i++) {
            ALL[i] = choose(Weapon.at(i));
        }
    }

    static Habit of(Weapon weapon) {
        return ALL[weapon.index];
    }

    /** Returns true if pilots use the weapon only occasionally. */
    boolean isSpared() {
        return pauseMs > 0;
    }

    private static Habit choose(Weapon weapon) {
        return switch (weapon) {
            case BLASTER -> new Habit(620 * ONE, 90, 0, 0);
            case RAIL -> new Habit(weapon.range - 100 * ONE, 30, 1500, 4000);
        };
    }
}
