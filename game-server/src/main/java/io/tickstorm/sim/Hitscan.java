package io.tickstorm.sim;

/**
 * Finds the point at which a ray enters a circle, in integers. Used for the rail (a long ray) and the blaster bolt (the
 * ray of one tick), so that a fast bolt cannot pass through a ship between two ticks. Any thread.
 */
public final class Hitscan {
    /** The result for a ray that misses. */
    public static final int MISS = -1;
    /** Shift to 1/16 u: (1400 u * 16) * 2^14 * 2 stays below 2^31. */
    private static final int SHIFT = 4;

    /** Shift to 1/32 u: the squares of products of two differences then fit into a long. */
    private static final int TOUCH_SHIFT = 3;
    /** Fraction bits of the result of {@link #touch}. */
    public static final int SHARE_BITS = 12;

    private Hitscan() {}

    /**
     * Finds when a point that moves in a straight line comes within reach of the origin.
     *
     * @param x start; all four are position differences below 3,000 u
     * @param toX end
     * @param reach a position difference
     * @return the part of the line before the first contact, in 1/4096, 0 to 4096; or {@link #MISS}
     */
    public static int touch(int x, int y, int toX, int toY, int reach) {
        if (Math.min(x, toX) > reach
                || Math.max(x, toX) < -reach
                || Math.min(y, toY) > reach
                || Math.max(y, toY) < -reach) {
            return MISS;
        }
        long fromX = x >> TOUCH_SHIFT;
        long fromY = y >> TOUCH_SHIFT;
        long apart = fromX * fromX + fromY * fromY - (long) (reach >> TOUCH_SHIFT) * (reach >> TOUCH_SHIFT);
        if (apart <= 0) {
            return 0;
        }
        long dx = (toX - x) >> TOUCH_SHIFT;
        long dy = (toY - y) >> TOUCH_SHIFT;
        long towards = -(fromX * dx + fromY * dy);
        long way = dx * dx + dy * dy;
        long square = towards * towards - way * apart;
        if (towards <= 0 || square < 0) {
            return MISS;
        }
        long share = ((towards - Fixed.sqrt(square)) << SHARE_BITS) / way;
        return share <= 1 << SHARE_BITS ? (int) share : MISS;
    }

    /**
     * Finds where a ray enters a circle.
     *
     * @param dx circle's centre - ray's origin, a position difference below 3,000 u
     * @param angle of the ray, in 1/4096 turn
     * @param range a position difference
     * @param radius of the circle, a position difference
     * @return the distance along the ray, a position difference between 0 and {@code range}, or {@link #MISS}
     */
    public static int enter(int dx, int dy, int angle, int range, int radius) {
        int x = dx >> SHIFT;
        int y = dy >> SHIFT;
        int r = radius >> SHIFT;
        int reach = (range >> SHIFT) + r;
        if (Math.abs(x) > reach || Math.abs(y) > reach) {
            return MISS;
        }
        int along = (x * Fixed.cos(angle) + y * Fixed.sin(angle)) >> Fixed.TRIG_BITS;
        if (along <= 0) {
            return x * x + y * y <= r * r ? 0 : MISS;
        }
        int across = (x * Fixed.sin(angle) - y * Fixed.cos(angle)) >> Fixed.TRIG_BITS;
        if (Math.abs(across) > r) {
            return MISS;
        }
        int entry = Math.max(0, along - Fixed.sqrt(r * r - across * across)) << SHIFT;
        return entry <= range ? entry : MISS;
    }
}
