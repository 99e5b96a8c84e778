package io.tickstorm.bot;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.World;

/** The bots of one room. World thread only. */
public final class Pilots {
    private final World world;
    private final boolean[] enlisted;
    private int random;

    public Pilots(World world, int seed) {
        this.world = world;
        enlisted = new boolean[world.ships().seats()];
        random = Fixed.hash(Fixed.HASH_START, seed) | 1;
    }

    /** A bot flies this ship from the next tick on. */
    public void enlist(int ship) {
        enlisted[ship] = true;
    }

    public void dismiss(int ship) {
        enlisted[ship] = false;
    }

    /** A person flies this ship; a newcomer is spared for the first minute. */
    public void person(int ship, boolean newcomer) {}

    /** Writes the command of every enlisted ship. */
    public void decide(int[] commands) {
        for (int i = 0; i < enlisted.length; i++) {
            if (enlisted[i]) {
                random = Fixed.nextRandom(random);
                int turn = world.tick() * 4 + i * 997;
                commands[i] = InputCommand.of(Fixed.cos(turn) / 2500, Fixed.sin(turn) / 2500, turn, 0);
            }
        }
    }

    /** Everything that decides what the pilots will do, in 32 bits. */
    public int stateHash() {
        return random;
    }
}
