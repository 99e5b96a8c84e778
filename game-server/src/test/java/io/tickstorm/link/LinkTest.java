package io.tickstorm.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    private static final long MS = 1_000_000;
    private static final long FRAME_NS = 33_333_333;
    private static final int FRAMES = 30_000;

    @ParameterizedTest
    @ValueSource(strings = {"lan", "good", "wifi", "mobile", "bad", "slow"})
    void keepsTheOrderAndIsNeverFasterThanItsLatency(String name) {
        LinkProfile profile = LinkProfile.named(name);
        Link link = profile.down(7);
        long last = Long.MIN_VALUE;
        for (int i = 0; i < FRAMES; i++) {
            long arrival = link.send(100, i * FRAME_NS);
            assertTrue(arrival >= last, "frame " + i + " overtakes");
            assertTrue(arrival >= i * FRAME_NS + profile.latencyMs() * MS);
            last = arrival;
        }
    }

    @Test
    void sameSeedSameArrivals() {
        assertEquals(Arrays.toString(delaysMs(LinkProfile.BAD, 3)), Arrays.toString(delaysMs(LinkProfile.BAD, 3)));
        assertTrue(!Arrays.equals(delaysMs(LinkProfile.BAD, 3), delaysMs(LinkProfile.BAD, 4)));
    }

    @Test
    void neverCarriesMoreThanItsBandwidth() {
        Link link = new LinkProfile("narrow", 40, 0).withDownBytesPerS(50_000).down(1);
        long last = 0;
        for (int i = 0; i < 300; i++) {
            last = link.send(3_333, i * FRAME_NS);
        }
        assertEquals(300 * 3_333 / 50_000.0 + 0.040, last * 1e-9, 1e-3, "twice its rate was offered for 10 s");
        assertEquals(500_000.0, link.backlogBytes(299 * FRAME_NS) * 1.0, 2_000);
        assertEquals(0, link.backlogBytes(last));
    }

    @Test
    void anIdleLinkStartsAtOnce() {
        Link link = new LinkProfile("narrow", 40, 0).withDownBytesPerS(50_000).down(1);
        assertEquals(50 * MS, link.send(500, 0));
        assertEquals(1_050 * MS, link.send(500, 1_000 * MS));
    }

    @Test
    void goodJittersByTheHalfNormalDistribution() {
        double[] delays = delaysMs(LinkProfile.GOOD, 1);
        assertEquals(
                15 + 2 * Math.sqrt(2 / Math.PI), Arrays.stream(delays).average().orElseThrow(), 0.05);
        assertEquals(15 + 2 * 1.96, quantile(delays, 0.95), 0.15);
    }

    @Test
    void wifiStallsForSixtyMillisecondsAboutEveryTwoSeconds() {
        double[] delays = delaysMs(LinkProfile.WIFI, 1);
        double stalled = Arrays.stream(delays).filter(ms -> ms > 25 + 30).count() / (double) FRAMES;
        assertEquals(30 / 2_030.0, stalled, 0.004, "within the first half of a spike");
        assertTrue(Arrays.stream(delays).max().orElseThrow() < 25 + 60 + 30);
    }

    @Test
    void aLostFrameDelaysAllLaterOnes() {
        LinkProfile profile = new LinkProfile("lossy", 60, 0).with(new LinkProfile.Loss(0.002, 1));
        double[] delays = delaysMs(profile, 2);
        for (int i = 1; i < FRAMES; i++) {
            boolean isFirst = delays[i] > delays[i - 1];
            boolean isRetransmitted = close(delays[i], 60 + 120 + 50) || close(delays[i], 60 + 120 + 210);
            assertTrue(!isFirst || isRetransmitted, "frame " + i + " took " + delays[i]);
            assertTrue(delays[i] >= delays[i - 1] - 34, "frame " + i + " overtook the one before");
        }
    }

    @Test
    void losesTheShareAndInBurstsOfTheMeanLength() {
        LinkProfile single = new LinkProfile("single", 60, 0).with(new LinkProfile.Loss(0.02, 1));
        LinkProfile bursts = new LinkProfile("bursts", 60, 0).with(new LinkProfile.Loss(0.02, 5));
        // Frames so far apart that none waits for another.
        double[] alone = delaysMs(single, 5, 1_000 * MS);
        double[] inBursts = delaysMs(bursts, 5, 1_000 * MS);
        assertEquals(0.02, share(alone, 61), 0.003);
        assertEquals(0.02, share(inBursts, 61), 0.005);
        assertEquals(0.15, share(alone, 300) / share(alone, 61), 0.04, "by timeout");
        assertEquals(1, meanRun(alone), 0.001);
        assertEquals(5, meanRun(inBursts), 0.8);
    }

    @Test
    void refusesAnUnknownName() {
        assertThrows(IllegalArgumentException.class, () -> LinkProfile.named("smoke signals"));
    }

    private static boolean close(double a, double b) {
        return Math.abs(a - b) < 0.01;
    }

    private static double share(double[] delays, double aboveMs) {
        return Arrays.stream(delays).filter(ms -> ms > aboveMs).count() / (double) delays.length;
    }

    private static double meanRun(double[] delays) {
        int lost = 0;
        int runs = 0;
        for (int i = 1; i < delays.length; i++) {
            lost += delays[i] > 61 ? 1 : 0;
            runs += delays[i] > 61 && delays[i - 1] <= 61 ? 1 : 0;
        }
        return lost / (double) runs;
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private static double[] delaysMs(LinkProfile profile, long seed) {
        return delaysMs(profile, seed, FRAME_NS);
    }

    private static double[] delaysMs(LinkProfile profile, long seed, long gapNs) {
        Link link = profile.down(seed);
        double[] delays = new double[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            delays[i] = (link.send(100, i * gapNs) - i * gapNs) / (double) MS;
        }
        return delays;
    }
}
