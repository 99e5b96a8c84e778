package io.tickstorm.sim;

import io.tickstorm.shared.GameData;

/**
 * The command of a pilot for one tick, packed into an int, which is also its wire form:
 *
 * <pre>
 *   bits 0-3     a button for each {@link Weapon}: of a bolt as long as it is held, of a beam an edge, set in the
 *                tick of the shot only; 0 where no weapon has it
 *   bits 4-7     move x + 8, 1 to 15
 *   bits 8-11    move y + 8, 1 to 15
 *   bits 12-23   aim in 1/4096 turn
 *   bits 24-30   only with a beam: how long before the end of the tick it went off, in 1/128 tick
 * </pre>
 *
 * Zero is no command: the move fields of a command are never 0.
 */
public final class InputCommand {
    /** No command: the ship coasts and keeps its aim. */
    public static final int NONE = 0;

    private static final int MOVE_STEPS = GameData.constant("MOVE_STEPS");
    /** The number added to a move so that its field is never 0. */
    private static final int BIAS = MOVE_STEPS + 1;

    private static final int BITS = 31;
    private static final int BUTTON_BITS = 0b1111;
    private static final int AIM_SHIFT = 12;
    private static final int EARLY_SHIFT = 24;
    private static final int COARSE_AIM_BITS = 6;

    private InputCommand() {}

    /**
     * @param moveX thrust to the right, -7 to 7
     * @param moveY thrust down the screen, -7 to 7
     * @param aim in 1/4096 turn; any int
     * @param buttons the bits of {@link Weapon#button}, together
     */
    public static int of(int moveX, int moveY, int aim, int buttons) {
        return buttons | moveX + BIAS << 4 | moveY + BIAS << 8 | (aim & Fixed.ANGLE_STEPS - 1) << AIM_SHIFT;
    }

    /** Returns true if a packed value from outside keeps the ranges above. */
    public static boolean isValid(int command) {
        return command >>> BITS == 0
                && (command & BUTTON_BITS & ~Weapon.BUTTONS) == 0
                && (command >> 4 & 15) != 0
                && (command >> 8 & 15) != 0
                && ((command & Weapon.EDGES) != 0 || early128ths(command) == 0);
    }

    /** Returns the thrust to the right, -7 to 7; not for {@link #NONE}. */
    public static int moveX(int command) {
        return (command >> 4 & 15) - BIAS;
    }

    /** Returns the thrust down the screen, -7 to 7; not for {@link #NONE}. */
    public static int moveY(int command) {
        return (command >> 8 & 15) - BIAS;
    }

    /** Returns the aim in 1/4096 turn, 0 to 4095. */
    public static int aim(int command) {
        return command >> AIM_SHIFT & Fixed.ANGLE_STEPS - 1;
    }

    /** Returns true if two commands lead to other movement or shots; one that only aims elsewhere flies alike. */
    public static boolean differInDeed(int one, int other) {
        return ((one ^ other) & ~(Fixed.ANGLE_STEPS - 1 << AIM_SHIFT)) != 0;
    }

    /** Returns true if it asks for any weapon. */
    public static boolean shoots(int command) {
        return (command & Weapon.BUTTONS) != 0;
    }

    /** Returns how long before the end of its tick a beam went off, in 1/128 tick: a person clicks at any moment. */
    public static int early128ths(int command) {
        return command >> EARLY_SHIFT & 127;
    }

    /** Returns a command with a beam that goes off this long before the end of its tick, in 1/128 tick. */
    public static int withEarly(int command, int part128ths) {
        return command | part128ths << EARLY_SHIFT;
    }

    /** Returns what goes on when nothing else is said: movement, aim and the buttons that are held, but no edge. */
    public static int held(int command) {
        return command & (1 << EARLY_SHIFT) - 1 & ~Weapon.EDGES;
    }

    /** Returns the same movement and aim without any button, which replaces a missing input. */
    public static int withoutButtons(int command) {
        return command & (1 << EARLY_SHIFT) - 1 & ~BUTTON_BITS;
    }

    /** Returns the movement, the buttons and the aim in 1/64 turn, packed: small movements of the aim are left out. */
    public static int coarse(int command) {
        int aim = aim(command) >> COARSE_AIM_BITS;
        return (command & ((1 << AIM_SHIFT) - 1)) | (aim << AIM_SHIFT);
    }
}
