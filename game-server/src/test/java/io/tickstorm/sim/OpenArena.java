package io.tickstorm.sim;

import static io.tickstorm.sim.Fixed.ONE;

import java.util.Arrays;

/** A world for one test: only the given asteroids, and ships at given places. */
final class OpenArena {
    static final int SIDE_U = 3200;

    final World world;
    final Ships ships;
    final int[] commands;

    /** Creates an arena; asteroids as x, y, radius in u. */
    OpenArena(int tickRate, int seats, int[]... asteroids) {
        world = new World(new Rules(tickRate), map(asteroids, new int[0][]), 1, seats);
        ships = world.ships();
        commands = new int[seats];
    }

    /** Creates an arena with pads as x, y in u: the first for health, the second for shield, the third for boost. */
    static OpenArena withPads(int seats, int[]... pads) {
        return new OpenArena(new World(new Rules(30), map(new int[0][], pads), 1, seats));
    }

    private OpenArena(World world) {
        this.world = world;
        ships = world.ships();
        commands = new int[ships.seats()];
    }

    static ArenaMap map(int[][] asteroids, int[][] pads) {
        return new ArenaMap(SIDE_U * ONE, columns(asteroids, 3), columns(pads, 2));
    }

    /** Seats a ship and places it, at rest and unprotected, in u. */
    void put(int ship, int x, int y) {
        world.seat(ship);
        step(1);
        expose(ship);
        ships.x[ship] = x * ONE;
        ships.y[ship] = y * ONE;
        world.grid().file(ships);
    }

    void expose(int ship) {
        ships.protectedUntilTick[ship] = 0;
    }

    void hold(int ship, int moveX, int moveY, int aim, int buttons) {
        commands[ship] = InputCommand.of(moveX, moveY, aim, buttons);
    }

    void rest() {
        Arrays.fill(commands, InputCommand.NONE);
    }

    void step(int ticks) {
        for (int t = 0; t < ticks; t++) {
            world.step(commands);
        }
    }

    /** Steps and counts the events of one kind by any ship. */
    int countWhileStepping(int ticks, int kind) {
        int count = 0;
        for (int t = 0; t < ticks; t++) {
            world.step(commands);
            count += count(kind);
        }
        return count;
    }

    /** Counts the events of one kind in the newest tick. */
    int count(int kind) {
        int count = 0;
        for (int i = 0; i < world.events().count(); i++) {
            count += world.events().kind[i] == kind ? 1 : 0;
        }
        return count;
    }

    /** Returns the newest event of a kind in the newest tick; fails if there is none. */
    int last(int kind) {
        for (int i = world.events().count() - 1; i >= 0; i--) {
            if (world.events().kind[i] == kind) {
                return i;
            }
        }
        throw new AssertionError("no event of kind " + kind + " in " + world.events());
    }

    private static int[][] columns(int[][] rows, int width) {
        int[][] columns = new int[width][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < width; column++) {
                columns[column][row] = rows[row][column] * ONE;
            }
        }
        return columns;
    }
}
