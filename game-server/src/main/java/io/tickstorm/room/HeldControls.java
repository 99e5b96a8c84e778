package io.tickstorm.room;

import io.tickstorm.proto.v1.Input;
import io.tickstorm.shared.GameData;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The controls of a client that does not count ticks: they stay until they are changed, except for beams, which fire
 * once. The I/O thread writes, the room's thread polls.
 */
final class HeldControls {
    private static final int MOVE_STEPS = GameData.constant("MOVE_STEPS");
    private static final int DEGREES_PER_TURN = 360;

    private final AtomicInteger command;
    private volatile boolean hasNews;

    /** Holds the command of a Join, which does not prove that its Welcome has arrived. */
    HeldControls(int command) {
        this.command = new AtomicInteger(command);
    }

    /** Returns the packed command of an input; {@link InputCommand#NONE} if it is outside the documented ranges. */
    static int command(Input input) {
        boolean isInRange =
                Math.abs(input.getMoveX()) <= 1 && Math.abs(input.getMoveY()) <= 1 && Double.isFinite(input.getAim());
        if (!isInRange) {
            return InputCommand.NONE;
        }
        double turn = input.getAim() % DEGREES_PER_TURN / DEGREES_PER_TURN;
        int aim = (int) Math.round(turn * Fixed.ANGLE_STEPS);
        return InputCommand.of(steps(input.getMoveX()), steps(input.getMoveY()), aim, buttons(input));
    }

    /** Returns the bits of the buttons that an input presses; an unknown weapon presses nothing. */
    private static int buttons(Input input) {
        int buttons = (input.getFire() ? Weapon.BLASTER.button : 0) | (input.getRail() ? Weapon.RAIL.button : 0);
        for (int number : input.getWeaponsValueList()) {
            buttons |= number >= 1 && number <= Weapon.COUNT ? Weapon.ofNumber(number).button : 0;
        }
        return buttons;
    }

    private static int steps(double move) {
        return (int) Math.round(move * MOVE_STEPS);
    }

    /** Replaces the command; a beam that has not been fired yet is kept. */
    void put(int newCommand) {
        command.accumulateAndGet(newCommand, (before, next) -> next | (before & Weapon.EDGES));
        hasNews = true;
    }

    /** Returns the command of the next tick, and removes its beams for later ticks. */
    int poll() {
        return command.getAndUpdate(InputCommand::held);
    }

    /** Returns true if a command was written since the last call. */
    boolean pollNews() {
        boolean had = hasNews;
        if (had) {
            hasNews = false;
        }
        return had;
    }
}
