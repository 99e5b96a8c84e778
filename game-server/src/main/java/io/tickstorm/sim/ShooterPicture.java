package io.tickstorm.sim;

/**
 * The places of the ships as one shooter saw them: those in the world, or in its picture. World thread only, during a
 * step.
 */
public interface ShooterPicture {
    /** Returns how much older than the tick of the shot the picture is, in 1/16 tick; 0 if it is the world itself. */
    int viewAge16ths();

    /** Returns where the picture has the ship; a position. */
    int x(int ship);

    /** Returns the other coordinate of {@link #x}. */
    int y(int ship);

    /** Returns where the shooter saw itself at the end of the tick of its shot. */
    int originX(int shooter, int shotTick);

    /** Returns the other coordinate of {@link #originX}. */
    int originY(int shooter, int shotTick);

    /** Returns how far it flew in that tick, a position difference; a beam goes off before the end of the tick. */
    int originStepX(int shooter, int shotTick);

    /** Returns the other coordinate of {@link #originStepX}. */
    int originStepY(int shooter, int shotTick);

    /** Returns how far a ship may be from where it is in the world, as a position difference on either axis. */
    int slack();

    /** Returns true if the picture is older than {@link ShooterPictures#coverTick}. */
    boolean needsCoverCheck();
}
