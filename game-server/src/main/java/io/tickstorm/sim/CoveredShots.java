package io.tickstorm.sim;

/**
 * The shots of the newest tick that met a ship in the picture of their shooter and did not count, since the ship had
 * cover. Cleared at the start of each step; a full list drops what comes after it. It decides nothing and is in no
 * image. World thread only.
 */
public final class CoveredShots {
    private static final int ROWS = 64;

    public final int[] shooter = new int[ROWS];
    public final int[] victim = new int[ROWS];
    /** Describes each shot, and where its shooter's picture had the victim. */
    public final ShotColumns shots = new ShotColumns(ROWS);

    private int count;

    /** Returns the number of rows in use. */
    public int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    void add(Shot shot, int who, int whom) {
        if (count < ROWS) {
            shots.write(count, shot);
            shooter[count] = who;
            victim[count] = whom;
            count++;
        }
    }
}
