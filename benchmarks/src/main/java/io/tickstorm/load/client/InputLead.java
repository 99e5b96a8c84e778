package io.tickstorm.load.client;

import java.util.Arrays;

/**
 * By how many ticks an input is stamped ahead of the present: as few as still arrive in time, told by the margins the
 * server returns. A few late ones in a hundred are the price of not being early always. The swarm's thread.
 */
final class InputLead {
    private static final double START_TICKS = 1.3;
    private static final double TICKS_MAX = 60;
    private static final double MARGIN_WANTED_TICKS = 1 / 16.0;
    private static final double STEP_MAX_TICKS = 4;
    private static final int SAMPLES = 64;
    /** Of so many margins, the one that is to be as wanted, counted from the smallest. */
    private static final int RANK = 2;

    private static final int FIRST_SAMPLES = 8;

    private final byte[] margins = new byte[SAMPLES];
    private final byte[] sorted = new byte[SAMPLES];
    private double ticks;
    private int count;
    private int wanted = FIRST_SAMPLES;
    private int settledTick;

    InputLead(double roundTripTicks) {
        ticks = START_TICKS + roundTripTicks;
    }

    double ticks() {
        return ticks;
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
        double missing = MARGIN_WANTED_TICKS - sorted[count * RANK / SAMPLES] / 16.0;
        // A lead is worth a whole tick or nothing for a player whose phase is fixed: less is not given back.
        if (missing > 0 || missing < -1) {
            ticks = Math.max(
                    1, Math.min(TICKS_MAX, ticks + Math.min(STEP_MAX_TICKS, missing > 0 ? missing : missing + 1)));
            settledTick = inputTick + 1;
        }
        count = 0;
        wanted = SAMPLES;
    }
}
