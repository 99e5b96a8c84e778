package io.tickstorm.sim;

/**
 * The pickups on the arena's pads, a column per property; the index is the pad and the entity id. The kind of a pad is
 * fixed: health, shield and boost in turn. World thread only.
 */
public final class Pickups {
    public static final int HEALTH = 0;
    public static final int SHIELD = 1;
    public static final int BOOST = 2;
    public static final int KINDS = 3;

    public final int[] x;
    public final int[] y;
    public final boolean[] present;
    /** The tick in which a collected pickup reappears. */
    public final int[] returnTick;

    Pickups(ArenaMap map) {
        x = map.padX;
        y = map.padY;
        present = new boolean[x.length];
        returnTick = new int[x.length];
        java.util.Arrays.fill(present, true);
    }

    /** Returns the number of pads, with a pickup or without. */
    public int count() {
        return x.length;
    }

    /** Returns the kind of a pad: {@link #HEALTH}, {@link #SHIELD} or {@link #BOOST}. */
    public static int kind(int pad) {
        return pad % KINDS;
    }

    void transfer(StateImage image) {
        image.flags(present, present.length);
        image.ticks(returnTick, returnTick.length);
    }

    int hash(int seed) {
        int hash = seed;
        for (int i = 0; i < present.length; i++) {
            hash = Fixed.hash(Fixed.hash(hash, present[i] ? 1 : 0), returnTick[i]);
        }
        return hash;
    }
}
