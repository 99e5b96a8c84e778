package io.tickstorm.interest;

import io.tickstorm.sim.Fixed;

/** The part of a straight beam inside a sight, in whole units of length. Reusable. One thread at a time. */
public final class BeamCut {
    /** A unit of length advances a coordinate by the cosine from the table divided by this, in positions. */
    private static final int PARTS = 1 << (Fixed.TRIG_BITS - Fixed.POSITION_BITS);

    private int cosine;
    private int sine;
    private int startX;
    private int startY;
    private int from;
    private int until;

    /**
     * Clips the beam that starts at (x, y), a position. Returns true if any part of it is in the sight.
     *
     * @param angle in 1/4096 turn
     * @param length in u
     */
    public boolean cut(Sight sight, int x, int y, int angle, int length) {
        startX = x;
        startY = y;
        cosine = Fixed.cos(angle);
        sine = Fixed.sin(angle);
        from = 0;
        until = length;
        keep(x, cosine, sight.left(), sight.right());
        keep(y, sine, sight.top(), sight.bottom());
        return from <= until;
    }

    /** Returns the x of the visible start, a position. */
    public int x() {
        return at(startX, cosine, from);
    }

    /** Returns the y of the visible start, a position. */
    public int y() {
        return at(startY, sine, from);
    }

    /** Returns the length from (x, y) to the end of the beam or the edge of the sight, in u. */
    public int length() {
        return until - from;
    }

    /** Returns true if the beam's end is in the sight. */
    public boolean isWholeUntilItsEnd(int length) {
        return until == length;
    }

    /** Restricts the part to the lengths at which one coordinate is between {@code low} and {@code high}. */
    private void keep(int start, int direction, int low, int high) {
        if (direction > 0) {
            from = Math.max(from, -Math.floorDiv(PARTS * (start - low), direction));
            until = Math.min(until, Math.floorDiv(PARTS * (high - start + 1) - 1, direction));
        } else if (direction < 0) {
            from = Math.max(from, Math.floorDiv(PARTS * (start - high - 1), -direction) + 1);
            until = Math.min(until, Math.floorDiv(PARTS * (start - low), -direction));
        } else if (start < low || start > high) {
            until = -1;
        }
    }

    /** Returns a coordinate at a length, rounded down. */
    private static int at(int start, int direction, int length) {
        return start + Math.floorDiv(length * direction, PARTS);
    }
}
