package io.tickstorm.room;

import io.tickstorm.rewind.ShooterReplay;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;

/**
 * The inputs of one seat that wait for their tick, and what stands in for one that does not come. From a client that
 * tells each tick that is a miss: the last movement for a quarter of a second, never a shot, then rest. From one that
 * tells on change it is the command before, fire held too, for as long; a miss is then a change that comes late. Room
 * thread only.
 *
 * <pre>
 *   each tick    A  A  -  B      tick 3: movement of A, missed
 *   on change    A  .  .  B      ticks 2 and 3: A.  B after its tick: missed from there on until it came
 * </pre>
 */
final class PlannedInputs implements ShooterReplay.Told {
    private static final int SLOTS_MIN = 128;

    private static final int NO_SLOT = -1;

    /** A view age over this is no other than this: both are far beyond how far shots are rewound. */
    static final int AGE_MAX = 0x7FFF;
    /** A bit that no command has: an earlier connection planned it. */
    private static final int SUPERSEDED = Integer.MIN_VALUE;

    /** The planned inputs, each in the slot of its tick. */
    private final int[] ticks;

    private final int[] commands;
    private final int[] viewAges16ths;
    private final int[] countedAges16ths;
    private final int[] heldTicks;
    /** The ticks known to have been simulated without the player's word. */
    private final int[] missedTicks;

    /** A power of two above the ticks an input may be ahead, so that two ticks never share a slot. */
    private final int slotCount;

    private final int repeatTicks;
    private final int tellTicks;
    private boolean onChange;
    private int last = InputCommand.NONE;
    private int lastTick;
    private boolean missed;
    private int lateTicks;

    private int slot;
    /** The newest shot told which picture it was aimed at: its client tells of each shot. */
    private boolean tellsShots;

    PlannedInputs(int repeatTicks, int tellTicks) {
        this(repeatTicks, tellTicks, SLOTS_MIN - 1);
    }

    /** @param futureTicks how far ahead of the next tick a planned input may be */
    PlannedInputs(int repeatTicks, int tellTicks, int futureTicks) {
        this.repeatTicks = repeatTicks;
        this.tellTicks = tellTicks;
        slotCount = Math.max(SLOTS_MIN, Integer.highestOneBit(futureTicks) << 1);
        ticks = new int[slotCount];
        commands = new int[slotCount];
        viewAges16ths = new int[slotCount];
        countedAges16ths = new int[slotCount];
        heldTicks = new int[slotCount];
        missedTicks = new int[slotCount];
    }

    /** Sets how the newest connection of the seat tells its inputs. */
    void tellOnChange(boolean isOnChange) {
        onChange = isOnChange;
    }

    /**
     * Another connection has taken the seat: its inputs count before those that the old one planned after this tick,
     * for its client may have started its clock anew.
     */
    void supersedePlanned(int tick) {
        for (int at = 0; at < slotCount; at++) {
            commands[at] |= ticks[at] > tick ? SUPERSEDED : 0;
        }
    }

    /** Files the input of a queue; the view age that its client tells counts as it is. */
    void plan(InputQueue input) {
        plan(input, Math.min(AGE_MAX, input.viewAge16ths()));
    }

    /**
     * Files the input of a queue under its tick; of two for one tick the first stays, since it may be in use.
     *
     * @param countedAge16ths the view age that counts for its shot, in 1/16 tick, 0 to 32767
     */
    void plan(InputQueue input, int countedAge16ths) {
        int at = slotOf(input.tick());
        if (ticks[at] != input.tick() || commands[at] < 0) {
            ticks[at] = input.tick();
            commands[at] = input.command();
            viewAges16ths[at] = Math.min(AGE_MAX, input.viewAge16ths());
            countedAges16ths[at] = countedAge16ths;
            heldTicks[at] = input.acknowledgedTick();
        }
    }

    /**
     * Takes up an input whose tick is over: told on change, it is what goes on from now.
     *
     * @param next the tick to be simulated next
     * @return true if ticks were simulated with other deeds than this input's, a reason to correct the client
     */
    boolean planLate(InputQueue input, int next) {
        fileLate(input);
        if (!onChange || input.tick() <= lastTick) {
            return false;
        }
        int before = InputCommand.held(last);
        boolean isNews = input.command() != before;
        boolean isDeed = InputCommand.differInDeed(input.command(), before);
        last = InputCommand.held(input.command());
        lastTick = input.tick();
        noteShot(input.command(), input.viewAge16ths());
        if (isNews) {
            for (int tick = Math.max(input.tick(), next - slotCount + 1); tick < next; tick++) {
                lateTicks += miss(tick) ? 1 : 0;
            }
        }
        return isDeed;
    }

    @Override
    public int commandOf(int tick) {
        int at = slotOf(tick);
        return ticks[at] == tick ? commands[at] & ~SUPERSEDED : InputCommand.NONE;
    }

    /** Returns true if the aim told for a tick is more than a quarter turn from the one told before it. */
    boolean hasTurned(int tick) {
        int command = commandOf(tick);
        for (int before = tick - 1; before >= tick - tellTicks - 1; before--) {
            int other = commandOf(before);
            if (other != InputCommand.NONE && command != InputCommand.NONE) {
                int turn = Fixed.turn(InputCommand.aim(other), InputCommand.aim(command));
                return Math.abs(turn) > Fixed.ANGLE_STEPS / 4;
            }
        }
        return false;
    }

    /** Keeps an input whose tick is over, for those who ask what the client predicted. */
    private void fileLate(InputQueue input) {
        if (ticks[slotOf(input.tick())] < input.tick()) {
            plan(input);
        }
    }

    /** Returns the command to simulate {@code tick} with. */
    int choose(int tick) {
        slot = slotOf(tick);
        if (ticks[slot] == tick) {
            missed = false;
            last = commands[slot] & ~SUPERSEDED;
            lastTick = tick;
            noteShot(last, viewAge16ths());
            return last;
        }
        slot = NO_SLOT;
        boolean isOver = last == InputCommand.NONE || tick - lastTick > repeatTicks;
        missed = isOver || !onChange;
        if (missed) {
            miss(tick);
        }
        if (isOver) {
            return InputCommand.NONE;
        }
        return onChange && !tellsShots ? InputCommand.held(last) : InputCommand.withoutButtons(last);
    }

    private void noteShot(int command, int viewAge16ths) {
        tellsShots = InputCommand.shoots(command) ? viewAge16ths > 0 : tellsShots;
    }

    private int slotOf(int tick) {
        return tick & (slotCount - 1);
    }

    /** Notes a miss; returns false if this tick is known for a miss already. */
    private boolean miss(int tick) {
        boolean isNew = missedTicks[slotOf(tick)] != tick;
        missedTicks[slotOf(tick)] = tick;
        return isNew;
    }

    /**
     * Returns how old the picture was at which the shot of the newest {@link #choose} was aimed, in 1/16 tick; 0: no
     * claim.
     */
    int viewAge16ths() {
        return slot == NO_SLOT ? 0 : viewAges16ths[slot];
    }

    /** Returns the view age that counts for that shot, in 1/16 tick. */
    int countedAge16ths() {
        return slot == NO_SLOT ? 0 : countedAges16ths[slot];
    }

    /** Returns the newest frame that the client held when it sent that input. */
    int heldTick() {
        return heldTicks[slot];
    }

    /**
     * Returns true if the newest {@link #choose} found nothing, though something was due: the client may mean something
     * else by now.
     */
    boolean isOverdue(int tick) {
        return slot == NO_SLOT && tick - lastTick >= tellTicks;
    }

    /** Returns true if the newest {@link #choose} had to do without the player's word. */
    boolean missed() {
        return missed;
    }

    /** Returns the number of ticks in which late changes have been missed since the last call. */
    int pollLateTicks() {
        int ticksLate = lateTicks;
        lateTicks = 0;
        return ticksLate;
    }
}
