package io.tickstorm.sim;

/**
 * Packs the values of a ship that only its own player receives, as in {@code ServerFrame.vitals}. Pure functions. Any
 * thread.
 *
 * <pre>
 *   bits 0-6   health, 0 to 100
 *   bits 7-13  shield, whole points
 *   bit  14    alive
 *   bit  15    protected
 *   bit  16    always set, so that proto3 sends it
 * </pre>
 */
public final class Vitals {
    private static final int POINTS_MASK = (1 << 7) - 1;
    private static final int SHIELD_SHIFT = 7;
    private static final int ALIVE = 1 << 14;
    private static final int PROTECTED = 1 << 15;
    private static final int PRESENT = 1 << 16;

    private Vitals() {}

    /** Returns the packed vitals; health and shield are whole points, 0 to 127. */
    public static int of(int health, int shield, boolean alive, boolean isProtected) {
        return health | (shield << SHIELD_SHIFT) | (alive ? ALIVE : 0) | (isProtected ? PROTECTED : 0) | PRESENT;
    }

    /** Returns the health, in points. */
    public static int health(int vitals) {
        return vitals & POINTS_MASK;
    }

    /** Returns the shield, in points. */
    public static int shield(int vitals) {
        return (vitals >> SHIELD_SHIFT) & POINTS_MASK;
    }

    /** Returns true if the ship is alive. */
    public static boolean isAlive(int vitals) {
        return (vitals & ALIVE) != 0;
    }

    /** Returns true if the ship cannot take damage at present. */
    public static boolean isProtected(int vitals) {
        return (vitals & PROTECTED) != 0;
    }
}
