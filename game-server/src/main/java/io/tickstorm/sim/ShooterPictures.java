package io.tickstorm.sim;

/**
 * The pictures that shooters see, and the past positions of the ships: those of the world itself, or rewound ones.
 * World thread only, during a step.
 */
public interface ShooterPictures {
    /**
     * Returns the picture that a shooter saw; valid until the next call.
     *
     * @param shotTick the tick whose input fires; before the current tick if that input was late
     */
    ShooterPicture seenBy(int shooter, int shotTick);

    /**
     * Returns the x coordinate of a ship at the end of a tick, which is the current one or at most half a second old.
     */
    int placeX(int ship, int tick);

    /**
     * Returns the y coordinate of a ship at the end of a tick, which is the current one or at most half a second old.
     */
    int placeY(int ship, int tick);

    /** Returns the oldest tick at whose end a victim has to accept a hit even if it has reached cover since. */
    int coverTick();
}
