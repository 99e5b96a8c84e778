package io.tickstorm.net;

/** A rate limit that forgives bursts. Time is a parameter; one thread. */
final class TokenBucket {
    private final long nsPerToken;
    private final long fullNs;
    private long filledNs;
    private long lastNs;

    TokenBucket(int tokensPerSecond, int burst, long nowNs) {
        nsPerToken = 1_000_000_000L / tokensPerSecond;
        fullNs = burst * nsPerToken;
        filledNs = fullNs;
        lastNs = nowNs;
    }

    boolean take(long nowNs) {
        filledNs = Math.min(fullNs, filledNs + Math.max(0, nowNs - lastNs));
        lastNs = nowNs;
        if (filledNs < nsPerToken) {
            return false;
        }
        filledNs -= nsPerToken;
        return true;
    }
}
