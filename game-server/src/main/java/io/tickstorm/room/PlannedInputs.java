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
    private final int[] viewAges16ths = new int[SLOTS];
    private final int[] heldTicks = new int[SLOTS];
    private final int repeatTicks;
    private int last = InputCommand.NONE;
    private int lastTick;
    private boolean missed;
    private int slot;

    PlannedInputs(int repeatTicks) {
        this.repeatTicks = repeatTicks;
    }

    /** Files the input of a queue under its tick; of two for one tick the first stays, for it may be in use. */
    void plan(InputQueue input) {
        int at = input.tick() & SLOTS - 1;
        if (ticks[at] != input.tick()) {
            ticks[at] = input.tick();
            commands[at] = input.command();
            viewAges16ths[at] = input.viewAge16ths();
            heldTicks[at] = input.acknowledgedTick();
        }
    }

    /** The command to simulate {@code tick} with. */
    int take(int tick) {
        slot = tick & SLOTS - 1;
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

    /** Of the input the newest {@link #take} found: how old the picture was that its shot was aimed at; 0: no claim. */
    int viewAge16ths() {
        return viewAges16ths[slot];
    }

    /** Of that input: the newest frame its client held. */
    int heldTick() {
        return heldTicks[slot];
    }

    /** The newest {@link #take} found no input. */
    boolean missed() {
        return missed;
    }
}
