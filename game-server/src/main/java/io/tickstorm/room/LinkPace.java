package io.tickstorm.room;

/**
 * Decides whether a link gets a frame every second tick only. On a narrow link many frames are left out anyway, and
 * they are so small that the headers of their packets weigh as much. Half of the packets then carry more, and none
 * waits for another. A stall of a good link is too short to lead to that. Room thread only; time is a parameter.
 */
final class LinkPace {
    private static final long PERIOD_NS = 3_000_000_000L;
    /** In a narrow period more than this share of the frames is left out because the link is full. */
    private static final double NARROW_SHARE = 0.25;
    /** The number of narrow periods, one after the other, that make a narrow link. */
    private static final int NARROW_PERIODS = 2;
    /** Four times the headers of IP, TCP and WebSocket. */
    private static final double SMALL_FRAME_BYTES = 216;
    /** Then every tick is tried again; twice as long after a trial that failed. */
    private static final long HALVED_MIN_NS = 15_000_000_000L;

    private static final long HALVED_MAX_NS = 120_000_000_000L;

    private long periodStartNs;
    private int ticks;
    private int full;
    private int narrowPeriods;
    private boolean halved;
    private long halvedSinceNs;
    private long halvedForNs = HALVED_MIN_NS;
    /** Every tick is tried again: one narrow period is enough. */
    private boolean isTrial;

    private boolean sentLast;

    /** Returns true if this tick's frame is left out, whatever else speaks for it. */
    boolean leavesOut(long nowNs) {
        if (halved && nowNs - halvedSinceNs > halvedForNs) {
            halved = false;
            isTrial = true;
            narrowPeriods = NARROW_PERIODS - 1;
            begin(nowNs);
        }
        boolean leavesOut = halved && sentLast;
        sentLast = sentLast && !leavesOut;
        return leavesOut;
    }

    /** Takes in what became of a tick that was not left out: its frame is sent, or the link is full. */
    void note(boolean isFull, double meanFrameBytes, long nowNs) {
        sentLast = !isFull;
        ticks++;
        full += isFull ? 1 : 0;
        if (nowNs - periodStartNs > PERIOD_NS) {
            boolean isNarrow = full > NARROW_SHARE * ticks && meanFrameBytes < SMALL_FRAME_BYTES;
            judge(isNarrow, nowNs);
            begin(nowNs);
        }
    }

    private void judge(boolean isNarrow, long nowNs) {
        if (halved) {
            return;
        }
        narrowPeriods = isNarrow ? narrowPeriods + 1 : 0;
        if (narrowPeriods == NARROW_PERIODS) {
            halvedForNs = isTrial ? Math.min(HALVED_MAX_NS, 2 * halvedForNs) : HALVED_MIN_NS;
            halvedSinceNs = nowNs;
            halved = true;
        }
        isTrial = false;
    }

    private void begin(long nowNs) {
        periodStartNs = nowNs;
        ticks = 0;
        full = 0;
    }

    boolean isHalved() {
        return halved;
    }
}
