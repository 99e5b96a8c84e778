package io.tickstorm.sim;

/**
 * Where the ships are for the one who fires: in the world, or in the picture he saw. World thread only, during a step.
 */
public interface ShooterPicture {
    /** The calls that follow are about this shooter's picture at his shot. */
    void open(int shooter);

    /** For how many ticks of a bolt's flight the opened picture is known. */
    int knownFlightTicks();

    /** The calls that follow are about the opened picture when a bolt fired now has flown so many ticks in it. */
    void follow(int flownTicks);

    int x(int ship);

    int y(int ship);

    /** How far a ship may be from where it is in the world, as a position difference on either axis. */
    int slack();

    /**
     * Returns true if the picture is older than a victim has to accept: a hit then counts only if no asteroid stood
     * between the shooter and the place of {@link #coverX} and {@link #coverY}.
     */
    default boolean needsCoverCheck() {
        return false;
    }

    /** The ship's place at the oldest moment that a victim has to accept. */
    default int coverX(int ship) {
        return x(ship);
    }

    /** The other coordinate of {@link #coverX}. */
    default int coverY(int ship) {
        return y(ship);
    }

    /** The shot hits this ship where the picture has it. */
    void struck(int weapon, int ship);
}
