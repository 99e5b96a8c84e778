package io.tickstorm.interest;

import io.tickstorm.sim.Fixed;

/**
 * The part of a straight beam that lies in a sight, in whole units of length; one object is used again and again. One
 * thread's own.
 */
public final class BeamCut {
    /** A unit of length leads as many positions on as the table's cosine says, divided by this. */
    private static final int PARTS = 1 << (Fixed.TRIG_BITS - Fixed.POSITION_BITS);

    private int cosine;
    private int sine;
    private int startX;
    private int startY;
    private int from;
    private int until;

    /**
     * Returns true if any part of the beam is in the sight; it starts at (x, y), a position.
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

    /** A position. */
    public int x() {
        return at(startX, cosine, from);
    }

    /** A position. */
    public int y() {
        return at(startY, sine, from);
    }

    /** Returns the length from (x, y) to where the beam ends or leaves the sight, in u. */
    public int length() {
        return until - from;
    }

    /** Returns true if the beam's own end is in the sight. */
    public boolean isWholeUntilItsEnd(int length) {
        return until == length;
    }

    /** Narrows the part to those lengths at which one coordinate is from {@code low} to {@code high}. */
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

    /** Returns a coordinate after a length, rounded down. */
    private static int at(int start, int direction, int length) {
        return start + Math.floorDiv(length * direction, PARTS);
    }
}
