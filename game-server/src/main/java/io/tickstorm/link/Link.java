package io.tickstorm.link;

import java.util.Random;

/**
 * One direction of a TCP connection over a bad network: says when a message sent now arrives. Nothing is lost and
 * nothing overtakes: a lost segment comes again, and everything behind it waits for it. Same seed, same sizes and same
 * times give the same arrivals. One thread.
 */
public final class Link {
    private static final double NS_PER_MS = 1e6;
    /** A lost segment is sent again after a round trip and a fast retransmit, or else a timeout. */
    private static final double FAST_RETRANSMIT_SHARE = 0.85;

    private static final double FAST_RETRANSMIT_MS = 50;
    private static final double TIMEOUT_MS = 210;

    private final LinkProfile profile;
    private final int bytesPerS;
    private final Random random;
    private boolean losing;
    /** When the last byte so far will have left; with no limit on bandwidth, when it was sent. */
    private long departureNs = Long.MIN_VALUE;

    private long arrivalNs = Long.MIN_VALUE;
    private long spikeNs;
    private boolean hasSpike;

    /** @param bytesPerS 0: as much as one likes */
    Link(LinkProfile profile, int bytesPerS, long seed) {
        this.profile = profile;
        this.bytesPerS = bytesPerS;
        random = new Random(seed);
    }

    /**
     * Sends a message; times never go back.
     *
     * @return when its last byte arrives
     */
    public long send(int bytes, long nowNs) {
        departureNs = Math.max(departureNs, nowNs) + transmissionNs(bytes);
        double lateMs = Math.abs(random.nextGaussian()) * profile.jitterMs() + retransmissionMs();
        long undisturbedNs = departureNs + ns(profile.latencyMs() + lateMs);
        arrivalNs = Math.max(arrivalNs, afterSpikes(undisturbedNs));
        return arrivalNs;
    }

    /**
     * Bytes sent that have not left yet. The queue is as long as who sends lets it grow: a kernel's holds some
     * megabytes before a write blocks.
     */
    public long backlogBytes(long nowNs) {
        return bytesPerS == 0 || departureNs <= nowNs ? 0 : Math.round((departureNs - nowNs) * 1e-9 * bytesPerS);
    }

    private long transmissionNs(int bytes) {
        return bytesPerS == 0 ? 0 : bytes * 1_000_000_000L / bytesPerS;
    }

    /** A chain of two states, so that losses come in bursts of the mean length. */
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

    /** Returns when a message arrives: one due while the link stands still arrives when it continues. */
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
