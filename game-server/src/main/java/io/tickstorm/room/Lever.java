package io.tickstorm.room;

import io.tickstorm.proto.v1.Input;
import io.tickstorm.shared.GameData;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The controls of a client that counts no ticks: they stay as they were put last, but for beams, which go off
 * once. The I/O thread puts, the room's thread takes.
 */
final class Lever {
    private static final int MOVE_STEPS = GameData.constant("MOVE_STEPS");
    private static final int DEGREES_PER_TURN = 360;

    private final AtomicInteger command;
    private volatile boolean hasNews;

    /** As a Join brings it, which is no sign that its Welcome has arrived. */
    Lever(int command) {
        this.command = new AtomicInteger(command);
    }

    /** {@link InputCommand#NONE} if it is outside the documented ranges. */
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

    /** A weapon that is not known presses nothing. */
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

    /** A beam that has not gone off yet still does. */
    void put(int newCommand) {
        command.accumulateAndGet(newCommand, (before, next) -> next | before & Weapon.EDGES);
        hasNews = true;
    }

    /** The command of the next tick. */
    int take() {
        return command.getAndUpdate(InputCommand::held);
    }

    /** It was put since this was last asked. */
    boolean takeNews() {
        boolean had = hasNews;
        if (had) {
            hasNews = false;
        }
        return had;
    }
}
