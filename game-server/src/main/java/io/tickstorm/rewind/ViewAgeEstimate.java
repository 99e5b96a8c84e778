package io.tickstorm.rewind;

/**
 * How old the picture of one client has to be, found without asking: a client draws others as late as nearly all of its
 * frames allow, so the picture is about as old as the oldest acknowledgements of the last seconds. Tick thread only.
 */
public final class ViewAgeEstimate {
    /** Before there are some samples. */
    public static final int UNKNOWN = -1;

    private static final int AGES = 128;
    private static final int WINDOW_S = 4;
    /** What a client leaves to chance: its delay covers the lateness of 98 % of the frames. */
    private static final int BEYOND_PER_CENT = 2;

    private final byte[] ages;
    private final int[] countByAge = new int[AGES];
    private long count;

    public ViewAgeEstimate(int tickRate) {
        ages = new byte[WINDOW_S * tickRate];
    }

    /** An input came whose client held a frame so many ticks older than the input's tick. */
    public void observe(int acknowledgedAge) {
        int slot = (int) (count % ages.length);
        if (count >= ages.length) {
            countByAge[ages[slot]]--;
        }
        int age = Math.max(0, Math.min(AGES - 1, acknowledgedAge));
        ages[slot] = (byte) age;
        countByAge[age]++;
        count++;
    }

    /** In 1/16 tick before the tick of an input; or {@link #UNKNOWN}. */
    public int age16ths() {
        int samples = (int) Math.min(count, ages.length);
        if (samples < ages.length / WINDOW_S) {
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
