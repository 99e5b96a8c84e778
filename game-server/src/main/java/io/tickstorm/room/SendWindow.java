package io.tickstorm.room;

import java.util.Arrays;

/**
 * Whether one connection may be sent another frame now. A kernel swallows megabytes before a write would block, so the
 * server counts the bytes its client has not acknowledged, and skips a frame rather than let it wait in a queue that
 * the link cannot drain. Rate sample and round-trip probe are those of BBR (Cardwell et al. 2016, "BBR:
 * Congestion-Based Congestion Control"). The window is wider than the path, by ticks and by a rate that is rounded up,
 * so that a link that stalls now and then is skipped little; where much is skipped anyway that would only be a queue,
 * and both are narrower. Room thread only; time is a parameter.
 */
final class SendWindow {
    enum Verdict {
        SEND,
        /** More is on its way than the link delivers in time. */
        WINDOW_FULL,
        /** The path has to run empty once, or its round trip could not be told from the queue. */
        PROBING
    }

    private static final int FRAMES = 256;
    /** In flight until the first acknowledgement: the initial window of TCP (RFC 6928). */
    private static final int START_BYTES = 14_600;

    /** The largest delivery rate of 2 s, kept by quarters of a second. */
    private static final int RATE_SLOTS = 8;

    private static final long RATE_SLOT_NS = 250_000_000L;
    private static final long ROUND_TRIP_NS = 10_000_000_000L;
    private static final long PROBE_AFTER_NS = 9_000_000_000L;
    /** A link that was too narrow for one stall, some time ago, needs no probe. */
    private static final long LATELY_NS = 1_000_000_000L;

    private static final double MARGIN_TICKS = 2;
    private static final double OVERLOADED_MARGIN_TICKS = 1.5;
    /** So much is skipped on an overloaded link; what stalls cost stays far below. */
    private static final double OVERLOADED_SKIPPED_SHARE = 0.25;

    private static final int SKIPPED_SHARE_TICKS = 64;

    private static final long ACKNOWLEDGEMENT_INTERVAL_MAX_NS = 250_000_000L;

    private final long tickIntervalNs;

    /** Of the frames in flight, by their sequence number. */
    private final int[] tick = new int[FRAMES];

    private final long[] sentNs = new long[FRAMES];
    /** {@link #sentBytes} and {@link #acknowledgedBytes} when the frame had just been sent. */
    private final long[] sentThrough = new long[FRAMES];

    private final long[] acknowledgedBefore = new long[FRAMES];
    /** {@link #deliveringSinceNs} when the frame had just been sent. */
    private final long[] deliveringBeforeNs = new long[FRAMES];

    private long sentFrames;
    private long acknowledgedFrames;
    private long sentBytes;
    private long acknowledgedBytes;
    private double meanFrameBytes;
    /** The newest acknowledgement of a frame, or the first frame sent after nothing was in flight. */
    private long deliveringSinceNs;

    private double skippedShare;

    /** In bytes per nanosecond, with the number of the slot it belongs to. */
    private final double[] rates = new double[RATE_SLOTS];

    private final long[] rateSlots = new long[RATE_SLOTS];
    private double rate;

    private long minRoundTripNs = Long.MAX_VALUE;
    private long minRoundTripAtNs;
    /** A probe has just ended: the next one counts, whatever it is. */
    private boolean isRoundTripStale;

    private long acknowledgementIntervalNs;
    private long heardNs;
    private boolean hasHeard;
    private boolean hasLimited;
    private long limitedNs;
    private boolean probing;

    SendWindow(long tickIntervalNs) {
        this.tickIntervalNs = tickIntervalNs;
        acknowledgementIntervalNs = tickIntervalNs;
        Arrays.fill(rateSlots, Long.MIN_VALUE / 2);
    }

    /** Decided before the frame is encoded, so its size is taken to be the mean one. */
    Verdict verdict(long nowNs) {
        Verdict verdict = decide(nowNs);
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
        if (inFlight + meanFrameBytes > windowBytes() || sentFrames - acknowledgedFrames == FRAMES) {
            hasLimited = true;
            limitedNs = nowNs;
            return Verdict.WINDOW_FULL;
        }
        return Verdict.SEND;
    }

    /** The frame of a tick is on its way. */
    void sent(int frameTick, int bytes, long nowNs) {
        assert sentFrames - acknowledgedFrames < FRAMES : "verdict() comes first";
        if (sentFrames == 0) {
            minRoundTripAtNs = nowNs;
        }
        if (inFlightBytes() == 0) {
            deliveringSinceNs = nowNs;
        }
        int slot = slot(sentFrames++);
        sentBytes += bytes;
        meanFrameBytes += meanFrameBytes == 0 ? bytes : (bytes - meanFrameBytes) / 8;
        tick[slot] = frameTick;
        sentNs[slot] = nowNs;
        sentThrough[slot] = sentBytes;
        acknowledgedBefore[slot] = acknowledgedBytes;
        deliveringBeforeNs[slot] = deliveringSinceNs;
    }

    /** The client says that it holds the frame of a tick, and so all before it. */
    void acknowledged(int heldTick, long nowNs) {
        noteInterval(nowNs);
        long before = acknowledgedFrames;
        while (acknowledgedFrames < sentFrames && tick[slot(acknowledgedFrames)] <= heldTick) {
            acknowledgedFrames++;
        }
        if (acknowledgedFrames > before) {
            int newest = slot(acknowledgedFrames - 1);
            acknowledgedBytes = sentThrough[newest];
            noteRoundTrip(Math.max(1, nowNs - sentNs[newest]), nowNs);
            noteRate(rateSample(newest, nowNs), nowNs);
            deliveringSinceNs = nowNs;
        }
    }

    long inFlightBytes() {
        return sentBytes - acknowledgedBytes;
    }

    /** How long the oldest frame in flight has been on its way; 0: nothing is. */
    long unacknowledgedNs(long nowNs) {
        return inFlightBytes() == 0 ? 0 : nowNs - sentNs[slot(acknowledgedFrames)];
    }

    private double windowBytes() {
        if (rate == 0) {
            return START_BYTES;
        }
        double marginTicks = isOverloaded() ? OVERLOADED_MARGIN_TICKS : MARGIN_TICKS;
        return rate * (minRoundTripNs + acknowledgementIntervalNs + marginTicks * tickIntervalNs);
    }

    /** Nothing is in flight, so the next round trip has no queue in it. */
    private void endProbe(long nowNs) {
        if (probing) {
            probing = false;
            hasLimited = false;
            isRoundTripStale = true;
            minRoundTripAtNs = nowNs;
        }
    }

    private void noteInterval(long nowNs) {
        if (hasHeard) {
            long gapNs = Math.min(ACKNOWLEDGEMENT_INTERVAL_MAX_NS, Math.max(0, nowNs - heardNs));
            acknowledgementIntervalNs += (gapNs - acknowledgementIntervalNs) / 16;
        }
        hasHeard = true;
        heardNs = nowNs;
    }

    private void noteRoundTrip(long roundTripNs, long nowNs) {
        boolean isOld = isRoundTripStale || nowNs - minRoundTripAtNs > ROUND_TRIP_NS;
        if (roundTripNs <= minRoundTripNs || isOld) {
            isRoundTripStale = false;
            minRoundTripNs = roundTripNs;
            minRoundTripAtNs = nowNs;
        }
    }

    /** Its bytes are those since the acknowledgement before the frame: timed from the frame, that is a little much. */
    private double rateSample(int frame, long nowNs) {
        long sinceNs = isOverloaded() ? deliveringBeforeNs[frame] : sentNs[frame];
        return (acknowledgedBytes - acknowledgedBefore[frame]) / (double) Math.max(1, nowNs - sinceNs);
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

    private static int slot(long sequence) {
        return (int) sequence & FRAMES - 1;
    }
}
