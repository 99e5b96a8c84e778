package io.tickstorm.net.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    @Test
    void allowsABurstThenLimitsTheRate() {
        TokenBucket bucket = new TokenBucket(10, 5, 0);
        assertEquals(5, taken(bucket, 0, 20));
        assertEquals(0, taken(bucket, 99_000_000L, 1));
        assertEquals(1, taken(bucket, 100_000_000L, 5));
        assertEquals(5, taken(bucket, 60_000_000_000L, 20));
    }

    @Test
    void aClockThatStepsBackAddsNoTokens() {
        TokenBucket bucket = new TokenBucket(10, 1, 1_000);
        assertEquals(1, taken(bucket, 1_000, 1));
        assertEquals(0, taken(bucket, 0, 3));
    }

    private static int taken(TokenBucket bucket, long nowNs, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += bucket.consume(nowNs) ? 1 : 0;
        }
        return taken;
    }
}
