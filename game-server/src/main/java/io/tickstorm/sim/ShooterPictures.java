package io.tickstorm.sim;

/**
 * The pictures that shooters see, and the past places of the ships. They are those of the world itself, or rewound.
 * World thread only, during a step.
 */
public interface ShooterPictures {
    /**
     * Returns the picture that a shooter saw; valid until the next call.
     *
     * @param shotTick the tick whose input fires; before the tick that is being made if that input came late
     */
    ShooterPicture seenBy(int shooter, int shotTick);

    /** Returns where the ship was at the end of a tick, at most half a second ago; it may be the one being made. */
    int placeX(int ship, int tick);

    /** Returns the other coordinate of {@link #placeX}. */
    int placeY(int ship, int tick);

    /** Returns the oldest tick at whose end a victim has to accept a hit although it may have reached cover since. */
    int coverTick();
}
