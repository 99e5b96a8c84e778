package io.tickstorm.room;

/**
 * Decides whether a link receives a frame only every second tick. On a narrow link many frames are skipped anyway, and
 * they are so small that the packet headers need as much bandwidth. With half of the packets each frame carries more
 * and none has to queue. A stall of a good link is too short to cause this. Time is a parameter. Room thread only.
 */
final class LinkPace {
    private static final long PERIOD_NS = 3_000_000_000L;
    /** The share of frames skipped because the link is full, above which a period counts as narrow. */
    private static final double NARROW_SHARE = 0.25;
    /** The number of consecutive narrow periods after which a link counts as narrow. */
    private static final int NARROW_PERIODS = 2;
    /** Four times the size of the IP, TCP and WebSocket headers. */
    private static final double SMALL_FRAME_BYTES = 216;
    /** The time after which the full rate is tried again; doubled after each failed attempt. */
    private static final long HALVED_MIN_NS = 15_000_000_000L;

    private static final long HALVED_MAX_NS = 120_000_000_000L;

    private long periodStartNs;
    private int ticks;
    private int full;
    private int narrowPeriods;
    private boolean halved;
    private long halvedSinceNs;
    private long halvedForNs = HALVED_MIN_NS;
    /** True during an attempt at the full rate, in which one narrow period is enough. */
    private boolean isRetry;

    private boolean sentLast;

    /** Returns true if this tick's frame has to be skipped. */
    boolean leavesOut(long nowNs) {
        if (halved && nowNs - halvedSinceNs > halvedForNs) {
            halved = false;
            isRetry = true;
            narrowPeriods = NARROW_PERIODS - 1;
            begin(nowNs);
        }
        boolean leavesOut = halved && sentLast;
        sentLast = sentLast && !leavesOut;
        return leavesOut;
    }

    /** Records the result of a tick that was not skipped by the pace: its frame is sent, or the link is full. */
    void note(boolean isFull, double meanFrameBytes, long nowNs) {
        sentLast = !isFull;
        ticks++;
        full += isFull ? 1 : 0;
        if (nowNs - periodStartNs > PERIOD_NS) {
            boolean isNarrow = full > NARROW_SHARE * ticks && meanFrameBytes < SMALL_FRAME_BYTES;
            evaluate(isNarrow, nowNs);
            begin(nowNs);
        }
    }

    private void evaluate(boolean isNarrow, long nowNs) {
        if (halved) {
            return;
        }
        narrowPeriods = isNarrow ? narrowPeriods + 1 : 0;
        if (narrowPeriods == NARROW_PERIODS) {
            halvedForNs = isRetry ? Math.min(HALVED_MAX_NS, 2 * halvedForNs) : HALVED_MIN_NS;
            halvedSinceNs = nowNs;
            halved = true;
        }
        isRetry = false;
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
