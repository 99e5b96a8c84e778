package io.tickstorm.sim;

/**
 * The judgements of a tick's shots: a row per event of {@link WorldEvents}, valid only for {@link WorldEvents#HIT} and
 * {@link WorldEvents#BEAM}. They affect no rule and are not part of an image. World thread only.
 */
public final class ShotColumns {
    /** The number of its {@link Weapon}. */
    public final int[] weapon;
    /** The tick whose input fired the shot. */
    public final int[] shotTick;
    /** The x coordinate of the start, a position. */
    public final int[] fromX;

    public final int[] fromY;
    /** The x coordinate of the victim in the shooter's picture, a position. */
    public final int[] seenX;

    public final int[] seenY;
    /** The age of that picture before the tick of the hit, in 1/16 tick; 0 without rewinding. */
    public final int[] age16ths;

    ShotColumns(int capacity) {
        weapon = new int[capacity];
        shotTick = new int[capacity];
        fromX = new int[capacity];
        fromY = new int[capacity];
        seenX = new int[capacity];
        seenY = new int[capacity];
        age16ths = new int[capacity];
    }

    void write(int row, Shot shot) {
        weapon[row] = shot.weapon.number;
        shotTick[row] = shot.tick;
        fromX[row] = shot.fromX;
        fromY[row] = shot.fromY;
        seenX[row] = shot.seenX;
        seenY[row] = shot.seenY;
        age16ths[row] = shot.age16ths;
    }
}
