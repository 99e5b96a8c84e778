package io.tickstorm.load.client;

import java.util.Arrays;

/**
 * Decides how far ahead of the present a player's inputs are stamped: the smallest lead that arrives in time, according
 * to the margins that the server returns. It accepts that a few inputs in a hundred are late. Whole ticks move the
 * stamp; smaller amounts move the phase, as a game client's clock does. No player keeps a larger lead than the web
 * client's {@code netcode/clock.ts} does. The generator's thread only.
 */
final class InputLead {
    private static final double START_TICKS = 1;
    private static final double MARGIN_WANTED_TICKS = 0.1;
    /**
     * A margin that is too large by less than this is not corrected, because the players of one thread must not all
     * send at once.
     */
    private static final double SLACK_MAX_TICKS = 0.6;

    /** The same with a fixed phase: a margin at the limit must not add and subtract a tick in turn. */
    private static final double SLACK_FIXED_TICKS = 0.1;

    private static final double SHIFT_MAX_TICKS = 0.25;
    private static final int STEP_MAX_TICKS = 4;
    private static final int SAMPLES = 64;
    /** The rank of the margin that is adjusted to the wanted one, counted from the smallest sample. */
    private static final int RANK = 2;

    private static final int FIRST_SAMPLES = 8;

    private final byte[] margins = new byte[SAMPLES];
    private final byte[] sorted = new byte[SAMPLES];
    private final double startTicks;
    private final double slackTicks;
    private final boolean isSteered;
    private int count;
    private int wanted = FIRST_SAMPLES;
    private int settledTick;
    private int steps;
    private double shiftTicks;

    /** @param share the player's own part of the slack, 0 to 1; with equal parts, all would end at the same margin */
    InputLead(double roundTripTicks, double share) {
        this(roundTripTicks, SLACK_MAX_TICKS * share, true);
    }

    private InputLead(double roundTripTicks, double slackTicks, boolean isSteered) {
        startTicks = START_TICKS + roundTripTicks;
        this.slackTicks = slackTicks;
        this.isSteered = isSteered;
    }

    /** Returns the lead of a client with a fixed phase: it moves the stamp by whole ticks and never the send times. */
    static InputLead ofWholeTicks(double roundTripTicks) {
        return new InputLead(roundTripTicks, SLACK_FIXED_TICKS, false);
    }

    /** Returns how far ahead of the present the first input is stamped, in ticks. */
    double startTicks() {
        return startTicks;
    }

    /** Returns the ticks to add to the next stamp; negative subtracts. Each call resets it to 0. */
    int takeSteps() {
        int taken = steps;
        steps = 0;
        return taken;
    }

    /**
     * Returns the time to subtract from the send times of inputs, in ticks; negative adds. Each call resets it to 0.
     */
    double takeShiftTicks() {
        double taken = shiftTicks;
        shiftTicks = 0;
        return taken;
    }

    /**
     * Records the margin of a frame.
     *
     * @param margin the margin in 1/16 tick; 0 if the frame has none
     * @param tick tick of the frame
     * @param inputTick newest tick that an input was stamped for
     */
    void margin(int margin, int tick, int inputTick) {
        if (margin == 0 || tick < settledTick) {
            return;
        }
        margins[count++] = (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, margin));
        if (count < wanted) {
            return;
        }
        System.arraycopy(margins, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        if (adapt(sorted[count * RANK / SAMPLES] / 16.0)) {
            settledTick = inputTick + 1;
        }
        count = 0;
        wanted = SAMPLES;
    }

    /** Corrects the lead. Returns whether anything changes. */
    private boolean adapt(double marginTicks) {
        double missing = MARGIN_WANTED_TICKS - marginTicks;
        double spare = -missing - slackTicks;
        if (missing > (isSteered ? SHIFT_MAX_TICKS : 0)) {
            steps = Math.min(STEP_MAX_TICKS, (int) Math.ceil(missing));
        } else if (spare >= 1) {
            steps = -Math.min(STEP_MAX_TICKS, (int) spare);
        } else if (!isSteered) {
            return false;
        } else if (missing > 0) {
            shiftTicks = missing;
        } else if (spare > 0) {
            shiftTicks = -Math.min(SHIFT_MAX_TICKS, spare);
        }
        return missing > 0 || spare > 0;
    }
}
