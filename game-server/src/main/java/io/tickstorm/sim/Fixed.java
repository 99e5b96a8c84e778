package io.tickstorm.sim;

import io.tickstorm.shared.GameData;

/**
 * Fixed-point units and the integer functions on them. Positions are in 1/256 u, velocities in 1/65536 u per tick,
 * angles in 1/4096 turn. Every function gives the same bits in Java and, with {@code |0} and {@code Math.imul}, in
 * JavaScript.
 */
public final class Fixed {
    public static final int POSITION_BITS = GameData.constant("POSITION_BITS");
    /** One arena unit as a position. */
    public static final int ONE = 1 << POSITION_BITS;
    /** Shift from a velocity (1/65536 u per tick) to a position step. */
    public static final int VELOCITY_SHIFT = GameData.constant("VELOCITY_BITS") - POSITION_BITS;
    /** Shift from a position to a replication cell, which is 2^17 position units wide: 512 u. */
    public static final int CELL_SHIFT = 17;
    /** Fraction bits of sine and cosine. */
    public static final int TRIG_BITS = 14;

    public static final int ANGLE_STEPS = GameData.constant("ANGLE_STEPS");
    private static final int QUARTER = ANGLE_STEPS / 4;
    private static final int[] SINE = fullTurn(GameData.table("sine.txt"));
    private static final int[] ARCTANGENT = GameData.table("arctangent.txt");

    private Fixed() {}

    /** Returns the sine in Q14 of an angle in 1/4096 turn; any int is an angle. */
    public static int sin(int angle) {
        return SINE[angle & ANGLE_STEPS - 1];
    }

    /** Returns the cosine in Q14 of an angle in 1/4096 turn; any int is an angle. */
    public static int cos(int angle) {
        return SINE[angle + QUARTER & ANGLE_STEPS - 1];
    }

    /** Returns the direction of (x, y) in 1/4096 turn, 0 to 4095; 0 for the zero vector. |x| and |y| are below 2^30. */
    public static int atan2(int y, int x) {
        int ax = Math.abs(x);
        int ay = Math.abs(y);
        int max = Math.max(ax, ay);
        if (max == 0) {
            return 0;
        }
        int shift = Math.max(0, 12 - Integer.numberOfLeadingZeros(max));
        int octant = ARCTANGENT[((Math.min(ax, ay) >> shift) << 10) / (max >> shift)];
        int quadrant = ay > ax ? QUARTER - octant : octant;
        int half = x < 0 ? 2 * QUARTER - quadrant : quadrant;
        return (y < 0 ? -half : half) & ANGLE_STEPS - 1;
    }

    /** Returns the signed difference of two angles, -2048 to 2047: the turn from {@code from} to {@code to}. */
    public static int turn(int from, int to) {
        return ((to - from) << 20) >> 20;
    }

    /**
     * Returns the largest r with r * r &lt;= n, for n &gt;= 0, bit by bit (Warren, "Hacker's Delight", 2nd ed., figure
     * 11-4).
     */
    public static int sqrt(int n) {
        int rest = n;
        int root = 0;
        for (int bit = 1 << 30; bit != 0; bit >>= 2) {
            int trial = root + bit;
            root >>= 1;
            if (rest >= trial) {
                rest -= trial;
                root += bit;
            }
        }
        return root;
    }

    /** Returns the largest r with r * r &lt;= n, for n from 0 to 2^62. */
    static long sqrt(long n) {
        long rest = n;
        long root = 0;
        for (long bit = 1L << 62; bit != 0; bit >>= 2) {
            long trial = root + bit;
            root >>= 1;
            if (rest >= trial) {
                rest -= trial;
                root += bit;
            }
        }
        return root;
    }

    /** Folds one value into a running 32-bit hash and returns it. Start with {@link #HASH_START}. */
    public static int hash(int hash, int value) {
        int mixed = (hash ^ value) * 0x9E3779B1;
        return mixed ^ mixed >>> 15;
    }

    public static final int HASH_START = 0x811C9DC5;

    /**
     * Returns the next state of a xorshift generator (Marsaglia 2003, "Xorshift RNGs", 13/17/5), which is also its
     * value; never 0.
     */
    public static int nextRandom(int state) {
        int s = state;
        s ^= s << 13;
        s ^= s >>> 17;
        return s ^ s << 5;
    }

    private static int[] fullTurn(int[] firstQuarter) {
        int[] sine = new int[ANGLE_STEPS];
        for (int i = 0; i < QUARTER; i++) {
            sine[i] = firstQuarter[i];
            sine[QUARTER + i] = firstQuarter[QUARTER - i];
            sine[2 * QUARTER + i] = -firstQuarter[i];
            sine[3 * QUARTER + i] = -firstQuarter[QUARTER - i];
        }
        return sine;
    }
}
