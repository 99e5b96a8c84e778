package io.tickstorm.sim;

/**
 * Where a ray enters a circle, in integers. Serves the rail (a long ray) and the blaster bolt (the ray of one tick), so
 * that a fast bolt cannot pass through a ship between two ticks.
 */
public final class Hitscan {
    /** The ray misses. */
    public static final int MISS = -1;
    /** Distances are in 1/16 u here: (1400 u * 16) * 2^14 * 2 stays below 2^31. */
    private static final int SHIFT = 4;

    private Hitscan() {}

    /**
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
        int along = x * Fixed.cos(angle) + y * Fixed.sin(angle) >> Fixed.TRIG_BITS;
        if (along <= 0) {
            return x * x + y * y <= r * r ? 0 : MISS;
        }
        int across = x * Fixed.sin(angle) - y * Fixed.cos(angle) >> Fixed.TRIG_BITS;
        if (Math.abs(across) > r) {
            return MISS;
        }
        int entry = Math.max(0, along - Fixed.sqrt(r * r - across * across)) << SHIFT;
        return entry <= range ? entry : MISS;
    }
}
