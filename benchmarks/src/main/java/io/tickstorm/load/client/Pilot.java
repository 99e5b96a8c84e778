package io.tickstorm.load.client;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;

/** What a player presses: a new course about once a second, an aim that turns, shots half of the time. Seeded. */
final class Pilot {
    private int random;
    private int command = InputCommand.of(0, 0, 0, 0);

    Pilot(int seed, int number) {
        random = Fixed.hash(seed, number) | 1;
    }

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

    /** 32 bits of the same dice. */
    int roll() {
        random = Fixed.nextRandom(random);
        return random;
    }

    /** In [0, 1). */
    double share() {
        return (roll() >>> 8) / (double) (1 << 24);
    }
}
