package io.tickstorm.room;

import io.tickstorm.rewind.ShooterReplay;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.StateImage;

/**
 * The planned inputs of one seat by tick, and the replacement for missing inputs. For a client that sends every tick, a
 * missing input is a miss: it is replaced by the last movement for a quarter of a second, without shots, then by rest.
 * For a client that sends on change, it is replaced by the previous command, including held fire, for the same time; a
 * miss is then a change that arrives late. Room thread only.
 *
 * <pre>
 *   each tick    A  A  -  B      tick 3: movement of A, missed
 *   on change    A  .  .  B      ticks 2 and 3: A.  B after its tick: missed until it arrived
 * </pre>
 */
final class PlannedInputs implements ShooterReplay.SentInputs {
    private static final int SLOTS_MIN = 128;

    private static final int NO_SLOT = -1;
    /** The most inputs of later ticks in an image; a client is rarely more than ten ticks ahead. */
    private static final int PENDING_MAX = 32;

    /** The largest stored view age; larger ages are equivalent, because shots are never rewound that far. */
    static final int AGE_MAX = 0x7FFF;
    /** A bit outside of commands: the input was planned by an earlier connection. */
    private static final int SUPERSEDED = Integer.MIN_VALUE;

    /** The planned inputs, each in the slot of its tick. */
    private final int[] ticks;

    private final int[] commands;
    private final int[] viewAges16ths;
    private final int[] countedAges16ths;
    private final int[] heldTicks;
    /** The ticks known to have been simulated without the player's input. */
    private final int[] missedTicks;

    /** A power of two above the largest lead of an input, so that two ticks never share a slot. */
    private final int slotCount;

    private final int repeatTicks;
    private final int cadenceTicks;
    private boolean onChange;
    private int last = InputCommand.NONE;
    private int lastTick;
    private boolean missed;
    private int lateTicks;

    private int slot;
    /** True if the newest shot had a view claim: its client sends one with each shot. */
    private boolean claimsShots;

    PlannedInputs(int repeatTicks, int cadenceTicks) {
        this(repeatTicks, cadenceTicks, SLOTS_MIN - 1);
    }

    /**
     * Creates an empty plan.
     *
     * @param futureTicks the largest lead of a planned input before the next tick
     */
    PlannedInputs(int repeatTicks, int cadenceTicks, int futureTicks) {
        this.repeatTicks = repeatTicks;
        this.cadenceTicks = cadenceTicks;
        slotCount = Math.max(SLOTS_MIN, Integer.highestOneBit(futureTicks) << 1);
        ticks = new int[slotCount];
        commands = new int[slotCount];
        viewAges16ths = new int[slotCount];
        countedAges16ths = new int[slotCount];
        heldTicks = new int[slotCount];
        missedTicks = new int[slotCount];
    }

    /**
     * Writes the state that decides the next commands into an image, or restores it from one. These are the newest
     * command and the commands of later ticks. Their claims are left out, because an image has no poses of the past.
     */
    void transfer(StateImage image) {
        onChange = image.flag(onChange);
        int newest = image.word(last);
        last = InputCommand.isValid(newest) ? newest : InputCommand.NONE;
        lastTick = image.tick(lastTick);
        int later = 0;
        for (int at = 0; at < slotCount; at++) {
            later += isPending(at) ? 1 : 0;
        }
        int count = image.count(Math.min(later, PENDING_MAX), PENDING_MAX);
        if (image.isReading()) {
            readPending(image, count);
        } else {
            writePending(image, count);
        }
    }

    private boolean isPending(int at) {
        return ticks[at] > lastTick && commands[at] >= 0;
    }

    private void writePending(StateImage image, int count) {
        int left = count;
        for (int at = 0; at < slotCount && left > 0; at++) {
            if (isPending(at)) {
                image.tick(ticks[at]);
                image.word(commands[at]);
                left--;
            }
        }
    }

    private void readPending(StateImage image, int count) {
        for (int i = 0; i < count; i++) {
            int tick = image.tick(0);
            int command = image.word(0);
            if (tick > lastTick && InputCommand.isValid(command)) {
                ticks[slotOf(tick)] = tick;
                commands[slotOf(tick)] = command;
            }
        }
    }

    /** Sets the input mode of the seat's newest connection. */
    void setOnChange(boolean isOnChange) {
        onChange = isOnChange;
    }

    /**
     * Handles a new connection of the seat: its inputs override those that the old one planned after this tick, because
     * its client may have restarted its clock.
     */
    void supersedePlanned(int tick) {
        for (int at = 0; at < slotCount; at++) {
            commands[at] |= ticks[at] > tick ? SUPERSEDED : 0;
        }
    }

    /** Plans the input of a queue; the view age that its client sent counts unchanged. */
    void plan(InputQueue input) {
        plan(input, Math.min(AGE_MAX, input.viewAge16ths()));
    }

    /**
     * Plans the input of a queue under its tick; of two inputs for one tick the first is kept, because it may already
     * be in use.
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
     * Applies an input whose tick is over; if sent on change, it continues from now on.
     *
     * @param next the tick to be simulated next
     * @return true if ticks were simulated with other actions than this input's, so that the client needs a correction
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

    /** Returns true if the aim of a tick differs by more than a quarter turn from the previous aim. */
    boolean hasTurned(int tick) {
        int command = commandOf(tick);
        for (int before = tick - 1; before >= tick - cadenceTicks - 1; before--) {
            int other = commandOf(before);
            if (other != InputCommand.NONE && command != InputCommand.NONE) {
                int turn = Fixed.turn(InputCommand.aim(other), InputCommand.aim(command));
                return Math.abs(turn) > Fixed.ANGLE_STEPS / 4;
            }
        }
        return false;
    }

    /** Stores an input whose tick is over, for the replay of the client's prediction. */
    private void fileLate(InputQueue input) {
        if (ticks[slotOf(input.tick())] < input.tick()) {
            plan(input);
        }
    }

    /** Returns the command for the simulation of {@code tick}. */
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
        return onChange && !claimsShots ? InputCommand.held(last) : InputCommand.withoutButtons(last);
    }

    private void noteShot(int command, int viewAge16ths) {
        claimsShots = InputCommand.shoots(command) ? viewAge16ths > 0 : claimsShots;
    }

    private int slotOf(int tick) {
        return tick & (slotCount - 1);
    }

    /** Records a miss; returns false if this tick is already recorded. */
    private boolean miss(int tick) {
        boolean isNew = missedTicks[slotOf(tick)] != tick;
        missedTicks[slotOf(tick)] = tick;
        return isNew;
    }

    /**
     * Returns the age of the picture at which the shot of the newest {@link #choose} was aimed, in 1/16 tick; 0 without
     * a claim.
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
     * Returns true if the newest {@link #choose} found no input although one was due: the client's controls may have
     * changed.
     */
    boolean isOverdue(int tick) {
        return slot == NO_SLOT && tick - lastTick >= cadenceTicks;
    }

    /** Returns true if the newest {@link #choose} had no input of the player. */
    boolean missed() {
        return missed;
    }

    /** Returns the number of ticks simulated without late changes since the last call. */
    int pollLateTicks() {
        int ticksLate = lateTicks;
        lateTicks = 0;
        return ticksLate;
    }
}
