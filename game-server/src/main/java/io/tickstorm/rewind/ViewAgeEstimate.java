package io.tickstorm.rewind;

import java.util.Arrays;

/**
 * Estimates how old the picture of one client is, without asking it. A client draws others as late as nearly all of its
 * frames allow, so the picture is about as old as the oldest acknowledgements of the last seconds. The estimate follows
 * them no faster than a client can: its clocks run a little faster or slower, and never jump. Tick thread only.
 */
public final class ViewAgeEstimate {
    /** The age before there are enough samples. */
    public static final int UNKNOWN = -1;

    private static final int AGES = 128;
    private static final int WINDOW_S = 4;
    private static final byte NOTHING = -1;
    private static final int SAMPLES_MIN = 10;
    /** The share of the frames that may be too late for a client: its delay covers the lateness of the other 98 %. */
    private static final int BEYOND_PER_CENT = 2;
    /** The fastest change of the age of a client's picture: both of its clocks may run 6 % off. */
    private static final int SLEW_PER_CENT = 9;

    /** One tick's sample each, or {@link #NOTHING}. */
    private final byte[] ages;

    private final int[] countByAge = new int[AGES];
    private int samples;
    private int newestTick;
    /** In 1/1600 tick; {@link #UNKNOWN} before the first estimate. */
    private int followed = UNKNOWN;

    public ViewAgeEstimate(int tickRate) {
        ages = new byte[WINDOW_S * tickRate];
        Arrays.fill(ages, NOTHING);
    }

    /** Takes in an input of the tick after that of the newest one. */
    void observe(int acknowledgedAge) {
        observe(newestTick + 1, acknowledgedAge);
    }

    /**
     * Takes in the tick of an input, and the frame that its client held.
     *
     * @param inputTick its tick; one that is no newer than that of the newest input is ignored
     * @param acknowledgedAge by how many ticks the newest frame that its client held was older
     */
    public void observe(int inputTick, int acknowledgedAge) {
        int passed = inputTick - newestTick;
        if (passed <= 0) {
            return;
        }
        for (int k = 1; k <= Math.min(passed, ages.length); k++) {
            forget((newestTick + k) % ages.length);
        }
        newestTick = inputTick;
        int age = Math.max(0, Math.min(AGES - 1, acknowledgedAge));
        ages[inputTick % ages.length] = (byte) age;
        countByAge[age]++;
        samples++;
        follow(Math.min(passed, ages.length));
    }

    /** Returns the age in 1/16 tick before the tick of an input, or {@link #UNKNOWN}. */
    public int age16ths() {
        return followed == UNKNOWN ? UNKNOWN : followed / 100;
    }

    private void forget(int slot) {
        if (ages[slot] != NOTHING) {
            countByAge[ages[slot]]--;
            ages[slot] = NOTHING;
            samples--;
        }
    }

    private void follow(int ticks) {
        int target = target16ths();
        if (target == UNKNOWN) {
            return;
        }
        int step = SLEW_PER_CENT * 16 * ticks;
        int wanted = target * 100;
        boolean isFirst = followed == UNKNOWN;
        followed = isFirst ? wanted : Math.max(followed - step, Math.min(followed + step, wanted));
    }

    private int target16ths() {
        if (samples < SAMPLES_MIN) {
            return UNKNOWN;
        }
        int beyond = samples * BEYOND_PER_CENT / 100;
        int age = AGES - 1;
        while (countByAge[age] <= beyond) {
            beyond -= countByAge[age--];
        }
        return (age + 1) * 16;
    }
}
