package io.tickstorm.room;

import io.tickstorm.sim.InputCommand;

/**
 * The inputs of one seat that wait for their tick, and what stands in for one that does not come: the last movement for
 * a quarter of a second, never a shot, then rest. Room thread only.
 */
final class PlannedInputs {
    /** More than {@code INPUT_FUTURE_TICKS_MAX}, so that two ticks never share a slot. */
    private static final int SLOTS = 128;

    private final int[] commands = new int[SLOTS];
    private final int[] ticks = new int[SLOTS];
    private final int repeatTicks;
    private int last = InputCommand.NONE;
    private int lastTick;
    private boolean missed;

    PlannedInputs(int repeatTicks) {
        this.repeatTicks = repeatTicks;
    }

    /** Files a command under its tick; of two for one tick the first stays, for it may be in use. */
    void plan(int tick, int command) {
        int slot = tick & SLOTS - 1;
        if (ticks[slot] != tick) {
            ticks[slot] = tick;
            commands[slot] = command;
        }
    }

    /** The command to simulate {@code tick} with. */
    int take(int tick) {
        int slot = tick & SLOTS - 1;
        missed = ticks[slot] != tick;
        if (!missed) {
            last = commands[slot];
            lastTick = tick;
            return last;
        }
        if (last == InputCommand.NONE || tick - lastTick > repeatTicks) {
            return InputCommand.NONE;
        }
        return InputCommand.withoutButtons(last);
    }

    /** The newest {@link #take} found no input. */
    boolean missed() {
        return missed;
    }
}
