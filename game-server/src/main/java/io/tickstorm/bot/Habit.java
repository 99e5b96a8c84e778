package io.tickstorm.bot;

import static io.tickstorm.sim.Fixed.ONE;

import io.tickstorm.sim.Weapon;

/**
 * The way in which pilots use a weapon: one of them whenever they may, any other now and then. Immutable.
 *
 * @param range at which they use it, a position difference
 * @param aligned how far, in 1/4096 turn, the hand may be from where it wants to be when the finger moves
 * @param pauseMs the shortest time between two shots after its reload; 0: used whenever no other one is
 * @param gentlePauseMs the same at somebody new
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

    /** Returns true if pilots keep it for good occasions. */
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
