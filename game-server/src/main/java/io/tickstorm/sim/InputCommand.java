package io.tickstorm.sim;

import io.tickstorm.shared.GameData;

/**
 * The command of a pilot for one tick, packed into an int, which is also its wire form:
 *
 * <pre>
 *   bits 0-3     a button for each {@link Weapon}: set while held for a bolt; for a beam an edge, set in the
 *                tick of the shot only; 0 without a weapon
 *   bits 4-7     move x + 8, 1 to 15
 *   bits 8-11    move y + 8, 1 to 15
 *   bits 12-23   aim in 1/4096 turn
 *   bits 24-30   only with a beam: time from the shot to the end of the tick, in 1/128 tick
 * </pre>
 *
 * Zero means no command: the move fields of a command are never 0.
 */
public final class InputCommand {
    /** The absence of a command: the ship coasts and keeps its aim. */
    public static final int NONE = 0;

    private static final int MOVE_STEPS = GameData.constant("MOVE_STEPS");
    /** Offset added to a move so that its field is never 0. */
    private static final int BIAS = MOVE_STEPS + 1;

    private static final int BITS = 31;
    private static final int BUTTON_BITS = 0b1111;
    private static final int AIM_SHIFT = 12;
    private static final int EARLY_SHIFT = 24;
    private static final int COARSE_AIM_BITS = 6;

    private InputCommand() {}

    /**
     * Packs a command.
     *
     * @param moveX thrust to the right, -7 to 7
     * @param moveY thrust down the screen, -7 to 7
     * @param aim in 1/4096 turn; any int
     * @param buttons the combined bits of {@link Weapon#button}
     */
    public static int of(int moveX, int moveY, int aim, int buttons) {
        return buttons | (moveX + BIAS) << 4 | (moveY + BIAS) << 8 | (aim & Fixed.ANGLE_STEPS - 1) << AIM_SHIFT;
    }

    /** Returns true if a received value is within the ranges above. */
    public static boolean isValid(int command) {
        return command >>> BITS == 0
                && (command & BUTTON_BITS & ~Weapon.BUTTONS) == 0
                && (command >> 4 & 15) != 0
                && (command >> 8 & 15) != 0
                && ((command & Weapon.EDGES) != 0 || early128ths(command) == 0);
    }

    /** Returns the thrust to the right, -7 to 7; undefined for {@link #NONE}. */
    public static int moveX(int command) {
        return (command >> 4 & 15) - BIAS;
    }

    /** Returns the thrust down the screen, -7 to 7; undefined for {@link #NONE}. */
    public static int moveY(int command) {
        return (command >> 8 & 15) - BIAS;
    }

    /** Returns the aim in 1/4096 turn, 0 to 4095. */
    public static int aim(int command) {
        return command >> AIM_SHIFT & Fixed.ANGLE_STEPS - 1;
    }

    /** Returns true if two commands lead to different movement or shots; a different aim alone does not count. */
    public static boolean differInDeed(int one, int other) {
        return ((one ^ other) & ~((Fixed.ANGLE_STEPS - 1) << AIM_SHIFT)) != 0;
    }

    /** Returns true if the command fires any weapon. */
    public static boolean shoots(int command) {
        return (command & Weapon.BUTTONS) != 0;
    }

    /** Returns the time from a beam's shot to the end of its tick, in 1/128 tick: a player can click at any moment. */
    public static int early128ths(int command) {
        return command >> EARLY_SHIFT & 127;
    }

    /** Returns the command with a beam that is fired this long before the end of its tick, in 1/128 tick. */
    public static int withEarly(int command, int part128ths) {
        return command | part128ths << EARLY_SHIFT;
    }

    /** Returns the command that continues without a new input: movement, aim and held buttons, without edges. */
    public static int held(int command) {
        return command & (1 << EARLY_SHIFT) - 1 & ~Weapon.EDGES;
    }

    /** Returns the same movement and aim without buttons; it replaces a missing input. */
    public static int withoutButtons(int command) {
        return command & (1 << EARLY_SHIFT) - 1 & ~BUTTON_BITS;
    }

    /** Returns the movement, the buttons and the aim in 1/64 turn, packed: small changes of the aim are ignored. */
    public static int coarse(int command) {
        int aim = aim(command) >> COARSE_AIM_BITS;
        return (command & ((1 << AIM_SHIFT) - 1)) | (aim << AIM_SHIFT);
    }
}
