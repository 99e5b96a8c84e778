package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.link.Link;
import io.tickstorm.link.LinkProfile;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures the age of the picture on a link that is too narrow, and the cost of the rule on one that is not. */
class SendWindowSimulationTest {
    private static final long MS = 1_000_000;
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final long PLAY_NS = 60_000 * MS;
    private static final int SEEDS = 10;
    /** 100 KB/s at 30 frames a second. */
    private static final int PADDED_FRAME = 3_333;

    private static final LinkProfile TWICE = LinkProfile.SLOW.withDownBytesPerS(50_000);

    @Test
    void twiceTheCapacityOfTheLinkStaysFreshAllTheTime() {
        Means means = padded(TWICE, true);
        means.assertStaleness(180, 260);
        assertTrue(means.worstMedian <= 180, "median of one seed " + means.worstMedian + " ms");
        assertTrue(means.skipped > 0.45 && means.skipped < 0.6, "half of it cannot be sent");
    }

    @Test
    void withoutTheRuleThePictureSoonBecomesTooOldToPlay() {
        assertTrue(padded(TWICE, false).median > 10_000);
    }

    @Test
    void lossOnTheOverloadedLinkAddsLittle() {
        LinkProfile lossy = new LinkProfile("lossy", 60, 5)
                .with(new LinkProfile.Loss(0.02, 1))
                .withDownBytesPerS(50_000);
        padded(lossy, true).assertStaleness(200, 330);
    }

    @Test
    void anOverloadOfATenthSkipsLittleMoreThanATenth() {
        Means means = padded(LinkProfile.SLOW.withDownBytesPerS(PADDED_FRAME * 30 * 10 / 11), true);
        means.assertStaleness(160, 200);
        assertTrue(means.skipped < 0.14, "skipped " + means.skipped);
    }

    @ParameterizedTest
    @CsvSource({"lan, 0.005", "good, 0.005", "wifi, 0.005", "mobile, 0.04", "bad, 0.10"})
    void framesOnASufficientLinkAreRarelySkipped(String profile, double most) {
        double skipped = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Play play = new Play(LinkProfile.named(profile), seed, true);
            play.run(PLAY_NS);
            skipped += play.skippedShare() / SEEDS;
        }
        print("%s: %.2f %% skipped%n", profile, 100 * skipped);
        assertTrue(skipped <= most, profile + " skipped " + skipped);
    }

    /**
     * A server that sends a frame a tick, and a client that echoes the newest one thirty times a second. Staleness is
     * the age against the server's newest tick, minus the latency of the link; sampled every millisecond.
     */
    private static final class Play {
        private final Link down;
        private final Link up;
        private final LinkProfile profile;
        private final boolean rule;
        private final Random random;
        private final SendWindow window = new SendWindow(TICK_NS);
        private final Queue<long[]> frames = new ArrayDeque<>();
        private final Queue<long[]> echoes = new ArrayDeque<>();
        private final int[] staleMs = new int[100_000];
        private boolean padded;
        private long newestTick;
        private int ticks;
        private int skipped;

        Play(LinkProfile profile, long seed, boolean rule) {
            this.profile = profile;
            this.rule = rule;
            down = profile.down(seed);
            up = profile.up(-seed);
            random = new Random(seed);
        }

        Play padded() {
            padded = true;
            return this;
        }

        void run(long untilNs) {
            long clientTickNs = (long) (TICK_NS * (1 + 150e-6 * (2 * random.nextDouble() - 1)));
            long clientNs = (long) (random.nextDouble() * TICK_NS);
            for (long nowNs = 0; nowNs < untilNs; nowNs += MS) {
                while (!frames.isEmpty() && frames.element()[0] <= nowNs) {
                    newestTick = frames.remove()[1];
                }
                if (nowNs >= clientNs) {
                    echoes.add(new long[] {up.send(12, clientNs), newestTick});
                    clientNs += clientTickNs;
                }
                if (nowNs >= ticks * TICK_NS) {
                    tick(++ticks, nowNs);
                }
                double ageMs = (ticks - newestTick) * TICK_NS / (double) MS - profile.latencyMs();
                staleMs[Math.max(0, Math.min(staleMs.length - 1, (int) ageMs))]++;
            }
        }

        private void tick(int tick, long nowNs) {
            while (!echoes.isEmpty() && echoes.element()[0] <= nowNs) {
                long[] echo = echoes.remove();
                window.acknowledged((int) echo[1], echo[0]);
            }
            if (rule && window.verdict(nowNs) != SendWindow.Verdict.SEND) {
                skipped++;
                return;
            }
            int bytes = padded ? PADDED_FRAME : 60 + random.nextInt(81);
            frames.add(new long[] {down.send(bytes, nowNs), tick});
            if (rule) {
                window.sent(tick, bytes, nowNs);
            }
        }

        double skippedShare() {
            return skipped / (double) ticks;
        }

        int staleness(double quantile) {
            long wanted =
                    (long) (quantile * Arrays.stream(staleMs).asLongStream().sum());
            int ms = 0;
            for (long seen = staleMs[0]; seen < wanted; seen += staleMs[ms]) {
                ms++;
            }
            return ms;
        }
    }

    /** The means over the seeds. */
    private static final class Means {
        double median;
        int worstMedian;
        double p95;
        double skipped;

        void add(Play play) {
            int medianOfOne = play.staleness(0.5);
            median += medianOfOne / (double) SEEDS;
            worstMedian = Math.max(worstMedian, medianOfOne);
            p95 += play.staleness(0.95) / (double) SEEDS;
            skipped += play.skippedShare() / SEEDS;
        }

        void assertStaleness(int medianMax, int p95Max) {
            assertTrue(median <= medianMax, "median " + median + " ms");
            assertTrue(p95 <= p95Max, "p95 " + p95 + " ms");
        }
    }

    private static Means padded(LinkProfile profile, boolean rule) {
        Means means = new Means();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Play play = new Play(profile, seed, rule).padded();
            play.run(PLAY_NS);
            means.add(play);
        }
        String form = "%s %d B/s, rule %s: %.0f / %.0f ms, worst median %d, %.1f %% skipped%n";
        print(
                form,
                profile.name(),
                profile.downBytesPerS(),
                rule,
                means.median,
                means.p95,
                means.worstMedian,
                100 * means.skipped);
        return means;
    }

    private static void print(String form, Object... figures) {
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.printf(Locale.ROOT, form, figures);
        }
    }
}
