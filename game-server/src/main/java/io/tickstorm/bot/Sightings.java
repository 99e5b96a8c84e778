package io.tickstorm.bot;

import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;

/**
 * The positions of all ships in the last half second: a pilot reacts to what it saw one reaction time ago. A copy of
 * earlier worlds without state of its own. World thread only.
 */
final class Sightings {
    private static final int MEMORY_MS = 500;

    private final World world;
    private final Ships ships;
    private final int[][] x;
    private final int[][] y;
    private final int[][] velocityX;
    private final int[][] velocityY;
    private int firstTick = -1;

    Sightings(World world) {
        this.world = world;
        ships = world.ships();
        int depth = MEMORY_MS * world.rules().tickRate / 1000 + 2;
        x = new int[depth][ships.seats()];
        y = new int[depth][ships.seats()];
        velocityX = new int[depth][ships.seats()];
        velocityY = new int[depth][ships.seats()];
    }

    /** Records the newest tick. */
    void record() {
        int slot = slot(0);
        int seats = ships.seats();
        System.arraycopy(ships.x, 0, x[slot], 0, seats);
        System.arraycopy(ships.y, 0, y[slot], 0, seats);
        System.arraycopy(ships.velocityX, 0, velocityX[slot], 0, seats);
        System.arraycopy(ships.velocityY, 0, velocityY[slot], 0, seats);
        if (firstTick < 0) {
            firstTick = world.tick();
        }
    }

    /** Returns true if the ship's current life was already visible then. */
    boolean has(int ship, int ticksAgo) {
        int then = world.tick() - ticksAgo;
        return ships.alive[ship] && then >= ships.spawnTick[ship] && then >= firstTick;
    }

    /** Returns the x of a ship {@code ahead} ticks from now if it flies straight on from its position then. */
    int x(int ship, int ticksAgo, int ahead) {
        int slot = slot(ticksAgo);
        return x[slot][ship] + (velocityX[slot][ship] >> 8) * (ticksAgo + ahead);
    }

    int y(int ship, int ticksAgo, int ahead) {
        int slot = slot(ticksAgo);
        return y[slot][ship] + (velocityY[slot][ship] >> 8) * (ticksAgo + ahead);
    }

    /** Writes or reads the rows in order of age, because their slots depend on the tick. */
    void transfer(StateImage image) {
        firstTick = image.tick(firstTick);
        for (int ago = 0; ago < x.length; ago++) {
            int slot = slot(ago);
            image.words(x[slot], ships.seats());
            image.words(y[slot], ships.seats());
            image.words(velocityX[slot], ships.seats());
            image.words(velocityY[slot], ships.seats());
        }
    }

    private int slot(int ticksAgo) {
        return Math.floorMod(world.tick() - ticksAgo, x.length);
    }
}
