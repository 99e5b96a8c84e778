package io.tickstorm.rewind;

import java.util.Arrays;

/**
 * Estimates the view age of one client without asking it. A client delays other ships until nearly all of its frames
 * arrive in time, so its view age is close to the oldest acknowledgements of the last seconds. The estimate changes no
 * faster than a client can: its clocks run slightly faster or slower, and never jump. Tick thread only.
 */
public final class ViewAgeEstimate {
    /** The estimate before there are enough samples. */
    public static final int UNKNOWN = -1;

    private static final int AGES = 128;
    private static final int WINDOW_S = 4;
    private static final byte NOTHING = -1;
    private static final int SAMPLES_MIN = 10;
    /** The share of frames that may be too late for a client: its delay covers the lateness of the other 98 %. */
    private static final int BEYOND_PER_CENT = 2;
    /** The fastest change of a client's view age: each of its two clocks may run 6 % fast or slow. */
    private static final int SLEW_PER_CENT = 9;

    /** One sample per tick, or {@link #NOTHING}. */
    private final byte[] ages;

    private final int[] countByAge = new int[AGES];
    private int samples;
    private int newestTick;
    /** The estimate in 1/1600 tick; {@link #UNKNOWN} before the first one. */
    private int followed = UNKNOWN;

    public ViewAgeEstimate(int tickRate) {
        ages = new byte[WINDOW_S * tickRate];
        Arrays.fill(ages, NOTHING);
    }

    /** Records an input of the tick after the newest one. */
    void observe(int acknowledgedAge) {
        observe(newestTick + 1, acknowledgedAge);
    }

    /**
     * Records the tick of an input, and the frame that its client held.
     *
     * @param inputTick the tick of the input; ignored if it is not newer than the newest input
     * @param acknowledgedAge the age of the newest frame that its client held before that tick, in ticks
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

    /** Returns the view age before the tick of an input, in 1/16 tick, or {@link #UNKNOWN}. */
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
