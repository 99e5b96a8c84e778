package io.tickstorm.sim;

/**
 * The places of the ships for a shooter: in the world, or in the picture that it saw. World thread only, during a step.
 */
public interface ShooterPicture {
    /**
     * Chooses the picture that the calls after this are about.
     *
     * @param shotTick the tick whose input fires; before the tick that is being made if that input came late
     */
    void open(int shooter, int shotTick);

    /** Returns how much older than the tick of the shot the picture is, in 1/16 tick; 0 if it is the world itself. */
    int viewAge16ths();

    /** Returns where the picture has the ship; a position. */
    int x(int ship);

    /** Returns the other coordinate of {@link #x}. */
    int y(int ship);

    /** Returns where the ship was at the end of a tick, at most half a second ago; it may be the one being made. */
    int placeX(int ship, int tick);

    /** Returns the other coordinate of {@link #placeX}. */
    int placeY(int ship, int tick);

    /** Returns where the shooter saw itself at the end of the tick of its shot. */
    default int originX(int shooter, int shotTick) {
        return placeX(shooter, shotTick);
    }

    /** Returns the other coordinate of {@link #originX}. */
    default int originY(int shooter, int shotTick) {
        return placeY(shooter, shotTick);
    }

    /** Returns how far it flew in that tick, a position difference; a rail goes off before the end of the tick. */
    int originStepX(int shooter, int shotTick);

    /** Returns the other coordinate of {@link #originStepX}. */
    int originStepY(int shooter, int shotTick);

    /** Returns how far a ship may be from where it is in the world, as a position difference on either axis. */
    int slack();

    /** Returns the oldest tick at whose end a victim has to accept a hit although it may have reached cover since. */
    int coverTick();

    /** Returns true if the picture of a rail is older than {@link #coverTick}. */
    boolean needsCoverCheck();
}
