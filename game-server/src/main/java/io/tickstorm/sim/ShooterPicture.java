package io.tickstorm.sim;

/**
 * The positions of the ships as one shooter saw them: those of the world, or those of its picture. World thread only,
 * during a step.
 */
public interface ShooterPicture {
    /** Returns the age of the picture before the tick of the shot, in 1/16 tick; 0 for the world itself. */
    int viewAge16ths();

    /** Returns the x coordinate of the ship in the picture, a position. */
    int x(int ship);

    /** Returns the y coordinate of the ship in the picture, a position. */
    int y(int ship);

    /** Returns the x coordinate at which the shooter saw itself at the end of the tick of its shot, a position. */
    int originX(int shooter, int shotTick);

    /** Returns the y coordinate at which the shooter saw itself at the end of the tick of its shot, a position. */
    int originY(int shooter, int shotTick);

    /**
     * Returns the shooter's movement in that tick, a position difference; a beam is fired before the end of the tick.
     */
    int originStepX(int shooter, int shotTick);

    /** Returns the other coordinate of {@link #originStepX}. */
    int originStepY(int shooter, int shotTick);

    /** Returns the largest distance of a ship from its position in the world, a position difference per axis. */
    int slack();

    /** Returns true if the picture is older than {@link ShooterPictures#coverTick}. */
    boolean needsCoverCheck();
}
