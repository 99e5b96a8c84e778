package io.tickstorm.load.client;

import java.util.Arrays;

/**
 * How far ahead of the present a player's inputs are stamped: as little as still arrives in time, told by the margins
 * the server returns. A few late ones in a hundred are the price of not being early always. The stamp moves by whole
 * ticks; what is less is the phase's, which moves either way as a game client's clock does. Nobody stays earlier than
 * the web client's {@code netcode/clock.ts} would. The swarm's thread.
 */
final class InputLead {
    private static final double START_TICKS = 1;
    private static final double MARGIN_WANTED_TICKS = 0.1;
    /** Too early by less than this is left alone: for many players on one thread may not all send at once. */
    private static final double SLACK_MAX_TICKS = 0.6;

    private static final double SHIFT_MAX_TICKS = 0.25;
    private static final int STEP_MAX_TICKS = 4;
    private static final int SAMPLES = 64;
    /** Of so many margins, the one that is to be as wanted, counted from the smallest. */
    private static final int RANK = 2;

    private static final int FIRST_SAMPLES = 8;

    private final byte[] margins = new byte[SAMPLES];
    private final byte[] sorted = new byte[SAMPLES];
    private final double startTicks;
    private final double slackTicks;
    private int count;
    private int wanted = FIRST_SAMPLES;
    private int settledTick;
    private int steps;
    private double shiftTicks;

    /** @param share 0 to 1, of the slack, another for each player, or all would come to rest at its end */
    InputLead(double roundTripTicks, double share) {
        startTicks = START_TICKS + roundTripTicks;
        slackTicks = SLACK_MAX_TICKS * share;
    }

    /** Ahead of the present, for the first input. */
    double startTicks() {
        return startTicks;
    }

    /** By so many ticks the next stamp is to be further, or less far if negative, than its turn would be. Told once. */
    int takeSteps() {
        int taken = steps;
        steps = 0;
        return taken;
    }

    /** By so much inputs are to be sent earlier, or later if negative, from now on. Told once. */
    double takeShiftTicks() {
        double taken = shiftTicks;
        shiftTicks = 0;
        return taken;
    }

    /**
     * @param margin in 1/16 tick, as a frame told it; 0: it told none
     * @param inputTick newest tick an input was stamped for
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

    /** Whether anything is to be sent otherwise than before. */
    private boolean adapt(double marginTicks) {
        double missing = MARGIN_WANTED_TICKS - marginTicks;
        double spare = -missing - slackTicks;
        if (missing > SHIFT_MAX_TICKS) {
            steps = Math.min(STEP_MAX_TICKS, (int) Math.ceil(missing));
        } else if (spare >= 1) {
            steps = -Math.min(STEP_MAX_TICKS, (int) spare);
        } else if (missing > 0) {
            shiftTicks = missing;
        } else if (spare > 0) {
            shiftTicks = -Math.min(SHIFT_MAX_TICKS, spare);
        }
        return missing > 0 || spare > 0;
    }
}
