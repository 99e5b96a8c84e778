package io.tickstorm.sim;

/** A ship that flies on from a known state under the rules of the world, but not in it. World thread only. */
public final class ReplayedShip {
    private final Rules rules;
    private final ArenaMap map;
    private final Ships ship = new Ships(1);

    public ReplayedShip(World world) {
        rules = world.rules();
        map = world.map();
    }

    /** Puts it at a place, in positions. */
    public void put(int x, int y, int velocityX, int velocityY, int boostTicks) {
        ship.x[0] = x;
        ship.y[0] = y;
        ship.velocityX[0] = velocityX;
        ship.velocityY[0] = velocityY;
        ship.boostTicks[0] = boostTicks;
    }

    /** Flies one tick under a packed {@link InputCommand}, or {@link InputCommand#NONE}. */
    public void step(int command) {
        ShipMovement.step(ship, 0, command, rules, map);
    }

    /** Returns its place, a position. */
    public int x() {
        return ship.x[0];
    }

    /** Returns the other coordinate of {@link #x}. */
    public int y() {
        return ship.y[0];
    }

    /** Returns how far it flew in the newest tick, by its velocity; a position difference. */
    public int stepX() {
        return ship.velocityX[0] >> Fixed.VELOCITY_SHIFT;
    }

    /** Returns the other coordinate of {@link #stepX}. */
    public int stepY() {
        return ship.velocityY[0] >> Fixed.VELOCITY_SHIFT;
    }
}
