package io.tickstorm.sim;

/**
 * Where the ships are for the one who fires a rail: in the world, or in the picture he saw. World thread only, during a
 * step.
 */
public interface ShooterPicture {
    /** The calls that follow are about this shooter's picture. */
    void open(int shooter);

    int x(int ship);

    int y(int ship);

    /** How far a ship may be from where it is in the world, as a position difference on either axis. */
    int slack();
}
