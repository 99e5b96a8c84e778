package io.tickstorm.text;

import io.tickstorm.sim.Fixed;

/** Converts the units of the wire to readable ones. Any thread. */
final class Units {
    /** The wire has positions in 1/8 u. */
    private static final int PLACES_PER_U = 8;

    private static final int TENTHS_PER_TURN = 3600;

    private Units() {}

    /** Returns u for a position in 1/8 u. */
    static double u(int eighths) {
        return eighths / (double) PLACES_PER_U;
    }

    /** Returns 1/8 u for a position in 1/256 u, rounded down as in a record. */
    static int eighths(int position) {
        return position >> (Fixed.POSITION_BITS - 3);
    }

    /** Returns the position in 1/256 u for 1/8 u. */
    static int position(int eighths) {
        return eighths << (Fixed.POSITION_BITS - 3);
    }

    /** Returns degrees, to a tenth, for an angle in 1/4096 turn. */
    static double degrees(int angle) {
        return Math.round(angle * TENTHS_PER_TURN / (double) Fixed.ANGLE_STEPS) / 10.0;
    }
}
