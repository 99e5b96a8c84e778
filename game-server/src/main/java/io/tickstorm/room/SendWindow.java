package io.tickstorm.room;

import java.util.Arrays;

/**
 * Decides whether one connection may be sent another frame now. A kernel buffers megabytes before a write would block,
 * so the server counts the bytes that its client has not acknowledged. It skips a frame rather than let it wait in a
 * queue that the link cannot drain. Rate sample and round-trip probe are those of BBR (Cardwell et al. 2016, "BBR:
 * Congestion-Based Congestion Control"). The window exceeds the path by some ticks and a rate that is rounded up, so
 * that occasional stalls cause few skips. On an overloaded link this excess would only be a queue, so both are smaller
 * there. Time is a parameter. Room thread only.
 */
final class SendWindow {
    enum Verdict {
        SEND,
        /** The link holds more than it delivers in time, or would if every tick were sent. */
        WINDOW_FULL,
        /** The path has to drain once, because otherwise the round trip includes the queue. */
        PROBING
    }

    private static final int FRAMES_MAX = 256;
    /** The initial capacity: a second at 30 Hz. The largest capacity needs 10 KiB, which few connections need. */
    private static final int FRAMES_AT_FIRST = 32;

    /** The bytes in flight until the first acknowledgement: the initial window of TCP (RFC 6928). */
    private static final int START_BYTES = 14_600;

    /** The largest delivery rate of 2 s is stored by quarters of a second. */
    private static final int RATE_SLOTS = 8;

    private static final long RATE_SLOT_NS = 250_000_000L;
    private static final long ROUND_TRIP_NS = 10_000_000_000L;
    private static final long PROBE_AFTER_NS = 9_000_000_000L;
    /** A link that was too narrow once, longer ago than this, needs no probe. */
    private static final long LATELY_NS = 1_000_000_000L;

    private static final double MARGIN_TICKS = 2;
    private static final double OVERLOADED_MARGIN_TICKS = 1.5;
    /** The share of skipped frames on an overloaded link; stalls cause far fewer. */
    private static final double OVERLOADED_SKIPPED_SHARE = 0.25;

    private static final int SKIPPED_SHARE_TICKS = 64;

    /** A delay of the server itself up to this part of a tick is usual. */
    private static final double USUAL_DELAY_TICKS = 0.5;
    /** The largest delay that is credited; a longer one is a pause, after which a narrow link must not queue. */
    private static final double CREDITED_DELAY_TICKS = 3;

    private static final long ACKNOWLEDGEMENT_INTERVAL_MAX_NS = 250_000_000L;

    private final long tickIntervalNs;
    private final LinkPace pace = new LinkPace();

    /** The ticks of the frames in flight, by the slot of their sequence number. */
    private int[] flightTick = new int[FRAMES_AT_FIRST];
    /** The times at which they were sent. */
    private long[] flightSentNs = new long[FRAMES_AT_FIRST];
    /** The value of {@link #sentBytes} after each. */
    private long[] flightSentThrough = new long[FRAMES_AT_FIRST];
    /** The value of {@link #acknowledgedBytes} when each was sent. */
    private long[] flightAcknowledgedBefore = new long[FRAMES_AT_FIRST];
    /** The value of {@link #deliveringSinceNs} when each was sent. */
    private long[] flightDeliveringSinceNs = new long[FRAMES_AT_FIRST];

    /** The capacity in frames; a power of two. */
    private int frames = FRAMES_AT_FIRST;

    /** The number of frames sent since the window was last empty. */
    private int sentFrames;

    private int acknowledgedFrames;
    private long sentBytes;
    private long acknowledgedBytes;
    private double meanFrameBytes;
    /** The newest acknowledgement of a frame, or the first frame sent after the window was empty. */
    private long deliveringSinceNs;

    private double skippedShare;

    /** The rates in bytes per nanosecond, each with the number of the slot that it belongs to. */
    private final double[] rates = new double[RATE_SLOTS];

    private final long[] rateSlots = new long[RATE_SLOTS];
    private double rate;

    private long minRoundTripNs = Long.MAX_VALUE;
    private long minRoundTripAtNs;
    /** True after a probe: the next round trip replaces the old one unconditionally. */
    private boolean isRoundTripStale;

    private long acknowledgementIntervalNs;
    private long acknowledgedNs;
    private boolean hasAcknowledged;
    private boolean hasLimited;
    private long limitedNs;
    private boolean probing;
    /** The time by which the server itself recently wrote and read late, beyond the usual. */
    private double creditNs;
    /** The end of the newest stall of the server itself. */
    private long stallEndNs = Long.MIN_VALUE;

    SendWindow(long tickIntervalNs) {
        this.tickIntervalNs = tickIntervalNs;
        acknowledgementIntervalNs = tickIntervalNs;
        Arrays.fill(rateSlots, Long.MIN_VALUE / 2);
    }

    /** Returns whether a frame may be sent now; decided before it is encoded, with the mean size. */
    Verdict verdict(long nowNs) {
        if (pace.leavesOut(nowNs)) {
            return Verdict.WINDOW_FULL;
        }
        Verdict verdict = decide(nowNs);
        pace.note(verdict != Verdict.SEND, meanFrameBytes, nowNs);
        double skipped = verdict == Verdict.SEND ? 0 : 1;
        skippedShare += (skipped - skippedShare) / SKIPPED_SHARE_TICKS;
        return verdict;
    }

    private Verdict decide(long nowNs) {
        long inFlight = inFlightBytes();
        if (inFlight == 0) {
            endProbe(nowNs);
            return Verdict.SEND;
        }
        boolean limitedLately = hasLimited && nowNs - limitedNs < LATELY_NS;
        if (limitedLately && nowNs - minRoundTripAtNs > PROBE_AFTER_NS) {
            probing = true;
        }
        if (probing) {
            return Verdict.PROBING;
        }
        if (inFlight + meanFrameBytes > windowBytes() || sentFrames - acknowledgedFrames == FRAMES_MAX) {
            hasLimited = true;
            limitedNs = nowNs;
            return Verdict.WINDOW_FULL;
        }
        return Verdict.SEND;
    }

    /** Records that the frame of a tick was sent. */
    void sent(int frameTick, int bytes, long nowNs) {
        assert sentFrames - acknowledgedFrames < FRAMES_MAX : "call verdict() first";
        if (meanFrameBytes == 0) {
            minRoundTripAtNs = nowNs;
        }
        if (sentFrames == acknowledgedFrames) {
            sentFrames = 0;
            acknowledgedFrames = 0;
            deliveringSinceNs = nowNs;
        }
        if (sentFrames - acknowledgedFrames == frames) {
            widen();
        }
        int flight = flight(sentFrames++);
        sentBytes += bytes;
        meanFrameBytes += meanFrameBytes == 0 ? bytes : (bytes - meanFrameBytes) / 8;
        flightTick[flight] = frameTick;
        flightSentNs[flight] = nowNs;
        flightSentThrough[flight] = sentBytes;
        flightAcknowledgedBefore[flight] = acknowledgedBytes;
        flightDeliveringSinceNs[flight] = deliveringSinceNs;
    }

    /** Records that the client holds the frame of a tick and all earlier ones. */
    void acknowledged(int heldTick, long nowNs) {
        noteInterval(nowNs);
        int before = acknowledgedFrames;
        while (acknowledgedFrames < sentFrames && flightTick[flight(acknowledgedFrames)] <= heldTick) {
            acknowledgedFrames++;
        }
        if (acknowledgedFrames > before) {
            int newest = flight(acknowledgedFrames - 1);
            acknowledgedBytes = flightSentThrough[newest];
            noteRoundTrip(Math.max(1, nowNs - flightSentNs[newest]), nowNs);
            noteRate(rateSample(newest, nowNs), nowNs);
            deliveringSinceNs = nowNs;
        }
    }

    long inFlightBytes() {
        return sentBytes - acknowledgedBytes;
    }

    /**
     * Returns the time for which the oldest frame in flight has been unacknowledged while the server ran; 0 without
     * one.
     */
    long unacknowledgedNs(long nowNs) {
        return inFlightBytes() == 0 ? 0 : nowNs - Math.max(stallEndNs, flightSentNs[flight(acknowledgedFrames)]);
    }

    /**
     * Credits the time by which the server itself writes frames late, and so reads acknowledgements late: a busy server
     * is not a slow link.
     *
     * @param delayNs the longest time lately from the deadline of a tick to the last write of its frames
     */
    void creditDelay(long delayNs) {
        double beyondUsualNs = delayNs - USUAL_DELAY_TICKS * tickIntervalNs;
        creditNs = Math.max(0, Math.min(CREDITED_DELAY_TICKS * tickIntervalNs, beyondUsualNs));
    }

    /** Credits the time in which the server itself did not run and nothing could be acknowledged. */
    void resumeAfterStall(long nowNs) {
        stallEndNs = nowNs;
    }

    private double windowBytes() {
        if (rate == 0) {
            return START_BYTES;
        }
        double marginTicks = isOverloaded() ? OVERLOADED_MARGIN_TICKS : MARGIN_TICKS;
        return rate * (minRoundTripNs + acknowledgementIntervalNs + marginTicks * tickIntervalNs + creditNs);
    }

    /** Ends a probe: nothing is in flight, so the next round trip contains no queue. */
    private void endProbe(long nowNs) {
        if (probing) {
            probing = false;
            hasLimited = false;
            isRoundTripStale = true;
            minRoundTripAtNs = nowNs;
        }
    }

    private void noteInterval(long nowNs) {
        if (hasAcknowledged) {
            long gapNs = Math.min(ACKNOWLEDGEMENT_INTERVAL_MAX_NS, Math.max(0, nowNs - acknowledgedNs));
            acknowledgementIntervalNs += (gapNs - acknowledgementIntervalNs) / 16;
        }
        hasAcknowledged = true;
        acknowledgedNs = nowNs;
    }

    private void noteRoundTrip(long roundTripNs, long nowNs) {
        boolean isOld = isRoundTripStale || nowNs - minRoundTripAtNs > ROUND_TRIP_NS;
        if (roundTripNs <= minRoundTripNs || isOld) {
            isRoundTripStale = false;
            minRoundTripNs = roundTripNs;
            minRoundTripAtNs = nowNs;
        }
    }

    /**
     * Returns the delivery rate. The bytes are those since the acknowledgement before the frame, so the rate is
     * slightly too high.
     */
    private double rateSample(int flight, long nowNs) {
        long sinceNs = isOverloaded() ? flightDeliveringSinceNs[flight] : flightSentNs[flight];
        long bytes = acknowledgedBytes - flightAcknowledgedBefore[flight];
        return bytes / (double) Math.max(1, nowNs - sinceNs);
    }

    private boolean isOverloaded() {
        return skippedShare > OVERLOADED_SKIPPED_SHARE;
    }

    private void noteRate(double sample, long nowNs) {
        long number = Math.floorDiv(nowNs, RATE_SLOT_NS);
        int slot = (int) Math.floorMod(number, (long) RATE_SLOTS);
        rates[slot] = rateSlots[slot] == number ? Math.max(rates[slot], sample) : sample;
        rateSlots[slot] = number;
        rate = 0;
        for (int i = 0; i < RATE_SLOTS; i++) {
            if (number - rateSlots[i] < RATE_SLOTS) {
                rate = Math.max(rate, rates[i]);
            }
        }
    }

    private void widen() {
        int[] ticks = flightTick;
        long[] sentNs = flightSentNs;
        long[] sentThrough = flightSentThrough;
        long[] acknowledgedBefore = flightAcknowledgedBefore;
        long[] deliveringSince = flightDeliveringSinceNs;
        int before = frames;
        frames *= 2;
        flightTick = new int[frames];
        flightSentNs = new long[frames];
        flightSentThrough = new long[frames];
        flightAcknowledgedBefore = new long[frames];
        flightDeliveringSinceNs = new long[frames];
        for (int i = acknowledgedFrames; i < sentFrames; i++) {
            int from = i & (before - 1);
            int to = flight(i);
            flightTick[to] = ticks[from];
            flightSentNs[to] = sentNs[from];
            flightSentThrough[to] = sentThrough[from];
            flightAcknowledgedBefore[to] = acknowledgedBefore[from];
            flightDeliveringSinceNs[to] = deliveringSince[from];
        }
    }

    /** Returns the slot of a frame. */
    private int flight(int sequence) {
        return sequence & (frames - 1);
    }
}
