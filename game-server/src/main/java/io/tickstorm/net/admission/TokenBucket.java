package io.tickstorm.net.admission;

/** A rate limit with bursts. Time is a parameter; one thread. */
public final class TokenBucket {
    private static final long CREDIT_NS_MAX = 60_000_000_000L;

    private final long nsPerToken;
    private final long fullNs;
    private long filledNs;
    private long lastNs;

    public TokenBucket(int tokensPerSecond, int burst, long nowNs) {
        nsPerToken = 1_000_000_000L / tokensPerSecond;
        fullNs = burst * nsPerToken;
        filledNs = fullNs;
        lastNs = nowNs;
    }

    /** Consumes one token. Returns false, and consumes nothing, if the bucket is empty. */
    public boolean consume(long nowNs) {
        return consume(1, nowNs);
    }

    /** Consumes this number of tokens, or returns false and consumes nothing. */
    public boolean consume(int tokens, long nowNs) {
        fill(nowNs);
        if (filledNs < tokens * nsPerToken) {
            return false;
        }
        filledNs -= tokens * nsPerToken;
        return true;
    }

    /**
     * Adds the tokens of a time in which this process did not run, once, even beyond the burst: the messages of that
     * time arrive together.
     */
    public void credit(long stalledNs) {
        filledNs = Math.min(fullNs + CREDIT_NS_MAX, filledNs + stalledNs);
    }

    boolean isFull(long nowNs) {
        fill(nowNs);
        return filledNs >= fullNs;
    }

    /** Returns true if nothing was ever consumed. */
    boolean isUntouched() {
        return filledNs >= fullNs;
    }

    private void fill(long nowNs) {
        filledNs = Math.max(filledNs, Math.min(fullNs, filledNs + Math.max(0, nowNs - lastNs)));
        lastNs = nowNs;
    }
}
