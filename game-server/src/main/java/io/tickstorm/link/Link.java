package io.tickstorm.link;

import java.util.Random;

/**
 * One direction of a simulated TCP connection over a bad network: computes when a message sent now arrives. Messages
 * are neither lost nor reordered: a lost segment is retransmitted, and all later data waits for it. The same seed,
 * sizes and times give the same arrivals. One thread.
 */
public final class Link {
    private static final double NS_PER_MS = 1e6;
    /** A lost segment is retransmitted after a round trip (fast retransmit), or otherwise after a timeout. */
    private static final double FAST_RETRANSMIT_SHARE = 0.85;

    private static final double FAST_RETRANSMIT_MS = 50;
    private static final double TIMEOUT_MS = 210;

    private final LinkProfile profile;
    private final int bytesPerS;
    private final Random random;
    private boolean losing;
    /** The departure of the last byte so far; without a bandwidth limit, the time it was sent. */
    private long departureNs = Long.MIN_VALUE;

    private long arrivalNs = Long.MIN_VALUE;
    private long spikeNs;
    private boolean hasSpike;

    /**
     * Creates a link.
     *
     * @param bytesPerS 0: unlimited
     */
    Link(LinkProfile profile, int bytesPerS, long seed) {
        this.profile = profile;
        this.bytesPerS = bytesPerS;
        random = new Random(seed);
    }

    /**
     * Sends a message; {@code nowNs} never decreases.
     *
     * @return the arrival of its last byte
     */
    public long send(int bytes, long nowNs) {
        departureNs = Math.max(departureNs, nowNs) + transmissionNs(bytes);
        double lateMs = Math.abs(random.nextGaussian()) * profile.jitterMs() + retransmissionMs();
        long undisturbedNs = departureNs + ns(profile.latencyMs() + lateMs);
        arrivalNs = Math.max(arrivalNs, afterSpikes(undisturbedNs));
        return arrivalNs;
    }

    /**
     * Returns the bytes sent that have not departed yet. The queue is unlimited; a kernel's send buffer holds some
     * megabytes before a write blocks.
     */
    public long backlogBytes(long nowNs) {
        return bytesPerS == 0 || departureNs <= nowNs ? 0 : Math.round((departureNs - nowNs) * 1e-9 * bytesPerS);
    }

    private long transmissionNs(int bytes) {
        return bytesPerS == 0 ? 0 : bytes * 1_000_000_000L / bytesPerS;
    }

    /**
     * Returns the delay by retransmission. A chain of two states, so that losses occur in bursts of the mean length.
     */
    private double retransmissionMs() {
        double end = 1 / profile.loss().burst();
        double start = end * profile.loss().share() / (1 - profile.loss().share());
        losing = random.nextDouble() < (losing ? 1 - end : start);
        if (!losing) {
            return 0;
        }
        boolean fast = random.nextDouble() < FAST_RETRANSMIT_SHARE;
        return 2 * profile.latencyMs() + (fast ? FAST_RETRANSMIT_MS : TIMEOUT_MS);
    }

    /** Returns the arrival of a message, which is delayed to the end of a standstill of the link. */
    private long afterSpikes(long undisturbedNs) {
        if (profile.spikes().lengthMs() == 0) {
            return undisturbedNs;
        }
        if (!hasSpike) {
            hasSpike = true;
            spikeNs = undisturbedNs + untilSpikeNs();
        }
        long lengthNs = ns(profile.spikes().lengthMs());
        while (spikeNs + lengthNs <= undisturbedNs) {
            spikeNs += lengthNs + untilSpikeNs();
        }
        return undisturbedNs < spikeNs ? undisturbedNs : spikeNs + lengthNs;
    }

    private long untilSpikeNs() {
        return ns(-Math.log(1 - random.nextDouble()) * profile.spikes().everyMs());
    }

    private static long ns(double ms) {
        return Math.round(ms * NS_PER_MS);
    }
}
