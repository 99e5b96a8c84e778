package io.tickstorm.rewind;

/**
 * The time at which one client draws the others, as its claims tell it. It goes on as time does: a page makes its
 * clocks run a little faster or slower and hardly ever sets them, so one that names another picture for each shot
 * chooses it. A claim counts within a tick of where this clock has to be, and the clock follows the claims no faster
 * than a page can. Tick thread only.
 *
 * <pre>
 *   view tick of a claim = tick of the shot - view age
 *   expected             = view tick of the clock + ticks since the shot before, 9 % more or less
 *   used                 = the claim, at most one tick from there
 * </pre>
 */
public final class ViewClock {
    /** A bolt is fired within a tick, and its claim is about the whole one. */
    private static final int SLACK_16THS = 16;
    /** How much faster or slower the age of a client's picture changes: both of its clocks may run 6 % off. */
    private static final int SLEW_PER_CENT = 9;
    /** A page sets its clock after a stall: the clock follows, but no more often than this. */
    private static final int JUMP_EVERY_MS = 20_000;

    private final int jumpEveryTicks;
    private boolean isKnown;
    private long viewTick16ths;
    private int shotTick;
    private int jumpTick;

    public ViewClock(int tickRate) {
        jumpEveryTicks = JUMP_EVERY_MS * tickRate / 1000;
    }

    /** The next claim is taken as it is: another connection begins, or the page was hidden. */
    public void restart() {
        isKnown = false;
    }

    /**
     * Follows a claim.
     *
     * @param tick the tick of the shot
     * @param age16ths how old its client says that the picture was, in 1/16 tick before that tick
     * @return the age that counts, in the same unit
     */
    public int follow(int tick, int age16ths) {
        long claimed = tick * 16L - age16ths;
        if (!isKnown) {
            set(tick, claimed);
            return age16ths;
        }
        int passed = Math.max(0, tick - shotTick);
        long expected = viewTick16ths + passed * 16L;
        long slew = passed * 16L * SLEW_PER_CENT / 100;
        long followed = Math.max(expected - slew, Math.min(expected + slew, claimed));
        if (Math.abs(claimed - followed) > SLACK_16THS && tick - jumpTick >= jumpEveryTicks) {
            set(tick, claimed);
            return age16ths;
        }
        viewTick16ths = followed;
        shotTick = Math.max(shotTick, tick);
        long used = Math.max(followed - SLACK_16THS, Math.min(followed + SLACK_16THS, claimed));
        return (int) (tick * 16L - used);
    }

    private void set(int tick, long claimed) {
        isKnown = true;
        viewTick16ths = claimed;
        shotTick = tick;
        jumpTick = tick;
    }
}
