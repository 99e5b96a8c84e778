package io.tickstorm.text;

import io.tickstorm.sim.Fixed;

/** Converts the numbers of the wire to those that people read. */
final class Units {
    /** The wire tells places in 1/8 u. */
    private static final int PLACES_PER_U = 8;

    private static final int TENTHS_PER_TURN = 3600;

    private Units() {}

    /** u of a place in 1/8 u. */
    static double u(int eighths) {
        return eighths / (double) PLACES_PER_U;
    }

    /** 1/8 u, rounded down as in a record, of a position. */
    static int eighths(int position) {
        return position >> (Fixed.POSITION_BITS - 3);
    }

    /** A position in 1/256 u. */
    static int position(int eighths) {
        return eighths << (Fixed.POSITION_BITS - 3);
    }

    /** Degrees, to a tenth, of an angle in 1/4096 turn. */
    static double degrees(int angle) {
        return Math.round(angle * TENTHS_PER_TURN / (double) Fixed.ANGLE_STEPS) / 10.0;
    }
}
