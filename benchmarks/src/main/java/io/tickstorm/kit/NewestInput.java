package io.tickstorm.kit;

/**
 * The newest input of one player, and the two fields of a ServerFrame that report it. A contender that does not play
 * the game reports its inputs with this class, so that one rule measures all contenders. One thread.
 */
public final class NewestInput {
    /** The age for inputs that are this old or older, in ticks. */
    public static final int AGE_MAX = 15;

    private static final int PRESENT = 1 << 16;
    private static final int AGE_SHIFT = 17;

    private int tick;
    private int margin16ths;

    /** Returns the age of the newest input in {@code ServerFrame.own_hash}, 0 to {@link #AGE_MAX} ticks. */
    public static int ageOf(int ownHash) {
        return ownHash >>> AGE_SHIFT & AGE_MAX;
    }

    /** Returns the {@code ServerFrame.own_hash} of this age, without a hash. It is never zero. */
    public static int ownHash(int age) {
        return PRESENT | age << AGE_SHIFT;
    }

    /**
     * Records an input.
     *
     * @param inputTick the tick it is stamped for
     * @param nextTick the next tick of the server
     * @param earlyNs time from now to the deadline of that tick
     */
    public void received(int inputTick, int nextTick, long earlyNs) {
        tick = Math.max(tick, inputTick);
        long margin = (inputTick - nextTick) * 16L + Math.round(16.0 * earlyNs / ServerDefaults.TICK_NS);
        margin16ths = (int) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, margin == 0 ? 1 : margin));
    }

    /** Returns the age of the newest input at a tick, as {@link #ageOf} does. */
    public int age(int atTick) {
        return Math.max(0, Math.min(AGE_MAX, atTick - tick));
    }

    /**
     * Returns {@code ServerFrame.input_margin}: how early the newest input arrived, in 1/16 tick, -128 to 127; 0 if
     * none arrived since the last call.
     */
    public int takeMargin() {
        int taken = margin16ths;
        margin16ths = 0;
        return taken;
    }
}
