package io.tickstorm.load.client;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;

/** Makes a player's commands from a seed: a new course about once a second, a turning aim, shots half of the time. */
final class Pilot {
    private int random;
    private int command = InputCommand.of(0, 0, 0, 0);

    Pilot(int seed, int number) {
        random = Fixed.hash(seed, number) | 1;
    }

    /** Returns the command of the next input. */
    int next() {
        int dice = roll();
        int moveX = InputCommand.moveX(command);
        int moveY = InputCommand.moveY(command);
        if (dice >>> 27 == 0) {
            moveX = (dice >>> 8 & 15) % 15 - 7;
            moveY = (dice >>> 12 & 15) % 15 - 7;
        }
        int fire = dice >>> 24 < 128 ? Weapon.BLASTER.button : 0;
        int turn = (dice >>> 16 & 63) - 31;
        command = InputCommand.of(moveX, moveY, InputCommand.aim(command) + turn, fire);
        return command;
    }

    /** Returns the next 32 random bits. */
    int roll() {
        random = Fixed.nextRandom(random);
        return random;
    }

    /** Returns a random number in [0, 1). */
    double share() {
        return (roll() >>> 8) / (double) (1 << 24);
    }
}
