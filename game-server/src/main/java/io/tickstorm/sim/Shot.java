package io.tickstorm.sim;

/** The shot that is judged at the moment, filled anew for each. World thread only, during a step. */
final class Shot {
    Weapon weapon = Weapon.at(0);
    /** The tick whose input fired it. */
    int tick;
    /** The place where it began; a position. */
    int fromX;

    int fromY;
    /** The place at which its shooter's picture has the ship that it meets; a position. */
    int seenX;

    int seenY;
    /** The age of that picture before the newest tick, in 1/16 tick; 0: judged live. */
    int age16ths;

    void begin(Weapon ofWeapon, int inTick, int x, int y) {
        weapon = ofWeapon;
        tick = inTick;
        fromX = x;
        fromY = y;
        age16ths = 0;
    }

    /** Forgets the ship that it met, since the hit does not count. */
    void misses() {
        age16ths = 0;
    }

    void meets(int x, int y, int pictureAge16ths) {
        seenX = x;
        seenY = y;
        age16ths = pictureAge16ths;
    }
}
