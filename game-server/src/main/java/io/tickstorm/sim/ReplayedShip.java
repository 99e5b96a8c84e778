package io.tickstorm.sim;

/** A ship that is simulated from a known state by the rules of the world, outside the world. World thread only. */
public final class ReplayedShip {
    private final Rules rules;
    private final ArenaMap map;
    private final Ships ship = new Ships(1);

    public ReplayedShip(World world) {
        rules = world.rules();
        map = world.map();
    }

    /** Sets the state; coordinates are positions. */
    public void put(int x, int y, int velocityX, int velocityY, int boostTicks) {
        ship.x[0] = x;
        ship.y[0] = y;
        ship.velocityX[0] = velocityX;
        ship.velocityY[0] = velocityY;
        ship.boostTicks[0] = boostTicks;
    }

    /** Simulates one tick under a packed {@link InputCommand}, or {@link InputCommand#NONE}. */
    public void step(int command) {
        ShipMovement.step(ship, 0, command, rules, map);
    }

    /** Returns the x coordinate, a position. */
    public int x() {
        return ship.x[0];
    }

    /** Returns the y coordinate, a position. */
    public int y() {
        return ship.y[0];
    }

    /** Returns the movement of the newest tick according to the velocity, a position difference. */
    public int stepX() {
        return ship.velocityX[0] >> Fixed.VELOCITY_SHIFT;
    }

    /** Returns the other coordinate of {@link #stepX}. */
    public int stepY() {
        return ship.velocityY[0] >> Fixed.VELOCITY_SHIFT;
    }
}
