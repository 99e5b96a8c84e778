package io.tickstorm.snapshot;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Weapon;

/**
 * Packs a bolt's position on entering its cell, its angle and its weapon into a long. They give its position in each
 * tick of its stay, even after its id is reused. Pure functions.
 *
 * <pre>
 *   bits 0-23   x, a position
 *   bits 24-47  y
 *   bits 48-59  angle
 *   bits 60-61  variant of its weapon
 * </pre>
 */
final class BoltTrace {
    private static final int PLACE_BITS = 24;
    private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;

    private static final int WEAPON_SHIFT = 60;

    private BoltTrace() {}

    static long of(int x, int y, int angle, Weapon weapon) {
        return x | (long) y << PLACE_BITS | (long) angle << (2 * PLACE_BITS) | (long) weapon.variant << WEAPON_SHIFT;
    }

    static int x(long trace, int ticks, Rules rules) {
        int step = (velocity(trace, rules) * Fixed.cos(angle(trace))) >> Fixed.TRIG_BITS;
        return ((int) trace & PLACE_MASK) + step * ticks;
    }

    static int y(long trace, int ticks, Rules rules) {
        int step = (velocity(trace, rules) * Fixed.sin(angle(trace))) >> Fixed.TRIG_BITS;
        return ((int) (trace >> PLACE_BITS) & PLACE_MASK) + step * ticks;
    }

    private static int angle(long trace) {
        return (int) (trace >> (2 * PLACE_BITS)) & Fixed.ANGLE_STEPS - 1;
    }

    private static int velocity(long trace, Rules rules) {
        return rules.of(Weapon.of(Weapon.Kind.BOLT, (int) (trace >> WEAPON_SHIFT))).boltVelocity;
    }
}
