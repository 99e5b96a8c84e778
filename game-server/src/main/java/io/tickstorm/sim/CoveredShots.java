package io.tickstorm.sim;

/**
 * The shots of the newest tick that hit a ship in their shooter's picture but do not count, because the ship had cover.
 * Cleared at the start of each step; when the list is full, further shots are dropped. It affects no rule and is not
 * part of an image. World thread only.
 */
public final class CoveredShots {
    private static final int ROWS = 64;

    public final int[] shooter = new int[ROWS];
    public final int[] victim = new int[ROWS];
    /** The shots, and the victim's position in each shooter's picture. */
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
