package io.tickstorm.sim;

/** The shot that is currently evaluated; refilled for each shot. World thread only, during a step. */
final class Shot {
    Weapon weapon = Weapon.at(0);
    /** The tick whose input fired it. */
    int tick;
    /** The x coordinate of the start, a position. */
    int fromX;

    int fromY;
    /** The x coordinate of the hit ship in the shooter's picture, a position. */
    int seenX;

    int seenY;
    /** The age of that picture before the newest tick, in 1/16 tick; 0 without rewinding. */
    int age16ths;

    void begin(Weapon ofWeapon, int inTick, int x, int y) {
        weapon = ofWeapon;
        tick = inTick;
        fromX = x;
        fromY = y;
        age16ths = 0;
    }

    /** Removes the hit ship, because the hit does not count. */
    void misses() {
        age16ths = 0;
    }

    void meets(int x, int y, int pictureAge16ths) {
        seenX = x;
        seenY = y;
        age16ths = pictureAge16ths;
    }
}
