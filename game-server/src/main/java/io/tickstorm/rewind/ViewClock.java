package io.tickstorm.rewind;

/**
 * Tracks the view age that one client's inputs report. Both of its clocks are continuous: a page makes them run
 * slightly faster or slower and hardly ever sets them. Without this limit a client could choose the best picture for
 * each shot. A claimed age counts within a quarter of a tick of this clock, and the clock moves no faster than a page
 * can. Tick thread only.
 *
 * <pre>
 *   view age of an input   = own time when its command was decided - time at which the others were drawn
 *   clock after an input   = that age, moved by at most 9 % of the ticks since the previous input
 *   age that counts        = that age, at most a quarter of a tick from the clock
 * </pre>
 *
 * The clock jumps to a more distant age once every input of half a second has reported it: a page sets its clocks after
 * a stall.
 */
public final class ViewClock {
    /** Rounding: ages, and the moment of a rail within its tick, are reported in about 1/16 tick. */
    private static final int SLACK_16THS = 4;
    /** The fastest change of a page's view age: each of its two clocks may run 6 % fast or slow. */
    private static final int SLEW_PER_CENT = 9;
    /** The time after which an age beyond the clock's reach is accepted. */
    private static final int AGREED_MS = 500;
    /** The longest credited silence: a client reports an age every 100 ms. */
    private static final int SILENCE_MS = 200;

    private final int agreedTicks;
    private final int silenceTicks;
    private boolean isKnown;
    /** The clock in 1/1600 tick, so that 9 % of a tick is a whole number. */
    private int age1600ths;

    private int newestTick;

    /** True if an age beyond the clock's reach has been reported since {@link #otherSinceTick}. */
    private boolean hasOther;

    private int otherAge16ths;
    private int otherSinceTick;

    public ViewClock(int tickRate) {
        agreedTicks = AGREED_MS * tickRate / 1000;
        silenceTicks = Math.max(1, SILENCE_MS * tickRate / 1000);
    }

    /**
     * Follows the age that an input reports.
     *
     * @param tick the tick of the input; ignored if it is not newer than the newest
     * @param age16ths the view age in 1/16 tick, 0 or more
     * @return the age that counts, in the same unit
     */
    public int follow(int tick, int age16ths) {
        if (!isKnown) {
            isKnown = true;
            set(tick, age16ths);
            return age16ths;
        }
        int passed = Math.max(0, Math.min(silenceTicks, tick - newestTick));
        int slew = passed * 16 * SLEW_PER_CENT;
        int followed = within(age16ths * 100, age1600ths, slew);
        if (Math.abs(age16ths * 100 - followed) <= SLACK_16THS * 100) {
            hasOther = false;
        } else if (tick > newestTick && isAgreed(tick, age16ths, slew / 100)) {
            set(tick, age16ths);
            return age16ths;
        }
        age1600ths = followed;
        newestTick = Math.max(newestTick, tick);
        return within(age16ths, age1600ths / 100, SLACK_16THS);
    }

    private boolean isAgreed(int tick, int age16ths, int slew16ths) {
        boolean goesOn = hasOther && Math.abs(age16ths - otherAge16ths) <= SLACK_16THS + slew16ths;
        otherSinceTick = goesOn ? otherSinceTick : tick;
        otherAge16ths = age16ths;
        hasOther = true;
        return tick - otherSinceTick >= agreedTicks;
    }

    private void set(int tick, int age16ths) {
        age1600ths = age16ths * 100;
        newestTick = tick;
        hasOther = false;
    }

    private static int within(int value, int middle, int radius) {
        return Math.max(middle - radius, Math.min(middle + radius, value));
    }
}
