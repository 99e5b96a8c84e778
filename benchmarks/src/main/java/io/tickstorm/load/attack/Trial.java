package io.tickstorm.load.attack;

import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.client.Swarm;
import io.tickstorm.load.report.Verdict;
import io.tickstorm.load.server.Residue;
import io.tickstorm.load.server.ServerFigures;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Attacks on one server, and what the good players had of it. The caller's thread plays them. */
public final class Trial {
    /** A demand that a busy machine may miss: the command decides by it, a test does not. */
    static final String NO_MISS = "no snapshot was missed";

    private static final int GOOD_AT_FUZZING = 20;
    private static final int GOOD = 50;
    private static final int FOREVER_S = 86_400;
    private static final int WARM_S = 5;
    private static final int TICK_RATE = 30;
    private static final double PER_PEER_MAX = 256 * 1024;
    private static final double P99_CHANGE_MAX = 0.1;
    private static final double JOIN_MS_MAX = 1_000;
    /** A heap that has worked holds this much more than a fresh one: code that was compiled, classes, a warm pool. */
    private static final double WARM_BYTES_MAX = 12e6;

    private static final int WARM_THREADS_MAX = 6;
    private static final int SETTLE_MS = 3_000;

    private final ServerProcess server;
    private final int seed;
    private final PrintStream progress;

    /** @param faults what was not as it has to be; none: it held */
    public record Outcome(List<String> lines, List<String> faults) {
        public int exitCode() {
            return faults.isEmpty() ? 0 : Verdict.EXIT_THRESHOLD;
        }

        static Outcome of(List<String> lines, Map<String, Boolean> demands) {
            List<String> all = new ArrayList<>(lines);
            List<String> faults = new ArrayList<>();
            demands.forEach((demand, holds) -> {
                all.add((holds ? "holds   " : "FAILED  ") + demand);
                if (!holds) {
                    faults.add(demand);
                }
            });
            return new Outcome(all, faults);
        }
    }

    public Trial(ServerProcess server, int seed, PrintStream progress) {
        this.server = server;
        this.seed = seed;
        this.progress = progress;
    }

    /** Frames of every wrong kind while some play in the same room. */
    public Outcome fuzz(int frames, int framesPerSecond) throws IOException {
        // The first few load classes and fill pools: what a leak is told from.
        hurt(Math.min(2_000, frames / 4), framesPerSecond, seed + 1);
        // And the first ticks of a match are run by code that is not compiled yet, which is not the attack's doing.
        play(plan(GOOD_AT_FUZZING, 0, 0, WARM_S), () -> false);
        Residue before = settled();
        ServerFigures counted = ServerFigures.read(server.url());
        FuzzingPeers peers = new FuzzingPeers(server.url(), seed, frames, framesPerSecond);
        Figures good;
        try (peers) {
            peers.start();
            good = play(plan(GOOD_AT_FUZZING, 0, 0, FOREVER_S), () -> !peers.isRunning());
        }
        ServerFigures then = ServerFigures.read(server.url());
        Residue after = settled();
        List<String> lines = List.of(
                String.format(
                        Locale.ROOT,
                        "%d frames over %d connections, closed with %s",
                        peers.sent(),
                        peers.connections(),
                        peers.closes()),
                seen(good, counted, then),
                late(good, counted, then),
                "before: " + before,
                "after:  " + after);
        Map<String, Boolean> demands = new TreeMap<>();
        demands.put(
                "every frame was sent" + reason(peers),
                peers.sent() >= frames && peers.failure().isEmpty());
        demands.put(
                "all " + GOOD_AT_FUZZING + " stayed",
                good.counts().joined == GOOD_AT_FUZZING && good.counts().lost == 0 && good.counts().frames > 0);
        demands.put(NO_MISS, good.counts().skippedFrames == 0);
        demands.put(
                "no snapshot was missed but by ticks that overran",
                good.counts().skippedFrames <= GOOD_AT_FUZZING * then.since(counted, "tickstorm_ticks_overrun_total"));
        leaks(demands, before, after);
        return Outcome.of(lines, demands);
    }

    private static String seen(Figures good, ServerFigures earlier, ServerFigures now) {
        return String.format(
                Locale.ROOT,
                "%d good players: %d snapshots, %d missed, %d lost connections; of the server's ticks %.0f overran,"
                        + " %.0f were left out, %.0f sent nothing; its collections took %.2f s",
                good.counts().joined,
                good.counts().frames,
                good.counts().skippedFrames,
                good.counts().lost,
                now.since(earlier, "tickstorm_ticks_overrun_total"),
                now.since(earlier, "tickstorm_ticks_shifted_total"),
                now.since(earlier, "tickstorm_sends_omitted_total"),
                now.sumSince(earlier, "jvm_gc_collection_seconds_sum"));
    }

    static String late(Figures good, ServerFigures earlier, ServerFigures now) {
        return String.format(
                Locale.ROOT,
                "late: the server's ticks by p99.9 %.1f ms, at most %.1f; the players' inputs by p99.9 %.1f ms, at most"
                        + " %.1f",
                1e3 * now.latenessS(earlier, 0.999),
                1e3 * now.latenessS(earlier, 1),
                Figures.ms(good.toolLateUs, 99.9),
                Figures.ms(good.toolLateUs, 100));
    }

    private void hurt(int frames, int framesPerSecond, int otherSeed) {
        try (FuzzingPeers peers = new FuzzingPeers(server.url(), otherSeed, frames, framesPerSecond)) {
            peers.start();
            await(() -> !peers.isRunning());
        }
    }

    static void leaks(Map<String, Boolean> demands, Residue before, Residue after) {
        double grown = after.bytes() - before.bytes();
        demands.put(
                String.format(Locale.ROOT, "memory came back: %+.1f MB of 12", grown / 1e6), grown < WARM_BYTES_MAX);
        demands.put("threads came back", after.threads() - before.threads() <= WARM_THREADS_MAX);
        demands.put("file descriptors came back", after.descriptors() - before.descriptors() <= WARM_THREADS_MAX);
    }

    /** Peers that never read, in alternation with nobody. */
    public Outcome stalled(int count, int seconds, int rounds) throws IOException {
        play(plan(GOOD, 1, 2, 5), () -> false);
        Residue before = settled();
        double[] changes = new double[rounds];
        Stalled attacked = new Stalled(0, 0, 0);
        List<String> lines = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean attackedFirst = round % 2 == 1;
            double aloneMs = attackedFirst ? 0 : alone(seconds);
            Stalled now = whileStalled(count, seconds, seed + round, before);
            aloneMs = attackedFirst ? alone(seconds) : aloneMs;
            changes[round] = now.p99Ms / aloneMs - 1;
            attacked = new Stalled(
                    now.p99Ms, Math.max(attacked.bytesEach, now.bytesEach), attacked.replaced + now.replaced);
            lines.add(String.format(
                    Locale.ROOT,
                    "round %d: between snapshots p99 %.2f ms without, %.2f ms with %d that do not read: %+.1f %%",
                    round + 1,
                    aloneMs,
                    now.p99Ms,
                    count,
                    100 * changes[round]));
        }
        Arrays.sort(changes);
        double change = changes[rounds / 2];
        lines.add(attacked.replaced + " were closed by the server and replaced");
        Map<String, Boolean> demands = new TreeMap<>();
        demands.put(
                String.format(Locale.ROOT, "the median change is within 10 %%: %+.1f %%", 100 * change),
                Math.abs(change) <= P99_CHANGE_MAX);
        demands.put(
                String.format(
                        Locale.ROOT,
                        "heap, direct and kernel memory of each is within 256 KiB: %.1f",
                        attacked.bytesEach / 1_024),
                attacked.bytesEach <= PER_PEER_MAX);
        return Outcome.of(lines, demands);
    }

    private record Stalled(double p99Ms, double bytesEach, int replaced) {}

    private double alone(int seconds) throws IOException {
        return interArrivalMs(play(plan(GOOD, 1, 2, seconds), () -> false));
    }

    private Stalled whileStalled(int count, int seconds, int dice, Residue before) throws IOException {
        Stalled stalled;
        try (StalledReaders peers = new StalledReaders(server.url(), dice, count, TICK_RATE)) {
            peers.start();
            await(() -> peers.isReady() || !peers.isRunning());
            double p99Ms = alone(seconds);
            Residue held = Residue.of(server);
            double bytesEach = (held.bytes() - before.bytes() + held.kernelBytes()) / count;
            stalled = new Stalled(p99Ms, bytesEach, peers.replaced());
            if (!peers.failure().isEmpty()) {
                throw new IOException(peers.failure());
            }
        }
        await(SETTLE_MS);
        return stalled;
    }

    /** Handshakes that never end, while some join. */
    public Outcome handshakes(int count, int seconds) throws IOException {
        Figures good;
        int replaced;
        String failure;
        try (HalfOpenHandshakes peers = new HalfOpenHandshakes(server.url(), count)) {
            peers.start();
            await(() -> peers.isReady() || !peers.isRunning());
            good = play(plan(GOOD, Math.max(1, seconds - 2), 0, 2), () -> false);
            replaced = peers.replaced();
            failure = peers.failure();
        }
        double joinMs = Figures.ms(good.joinUs, 100);
        List<String> lines = List.of(String.format(
                Locale.ROOT,
                "%d half-open or slow handshakes at any time, %d closed by the server and replaced%n"
                        + "%d of %d good players joined, p50 %.1f ms, the slowest in %.1f ms; %d lost connections",
                count,
                replaced,
                good.counts().joined,
                GOOD,
                Figures.ms(good.joinUs, 50),
                joinMs,
                good.counts().lost));
        Map<String, Boolean> demands = new TreeMap<>();
        demands.put("the attack went on " + failure, failure.isEmpty());
        demands.put("all good players joined within 1 s", good.counts().joined == GOOD && joinMs < JOIN_MS_MAX);
        demands.put("none was lost", good.counts().lost == 0);
        return Outcome.of(lines, demands);
    }

    private LoadPlan plan(int players, int rampS, int warmupS, int durationS) {
        return new LoadPlan(
                server.url(),
                players,
                0,
                seed,
                new LoadPlan.Times(rampS, warmupS, durationS),
                null,
                LoadPlan.Conduct.STEADY);
    }

    private Figures play(LoadPlan plan, BooleanSupplier isOver) throws IOException {
        Figures figures = Swarm.play(
                plan,
                (second, soFar) -> {
                    progress.printf(
                            Locale.ROOT,
                            "\r%5.0f s  %d players, %d frames/s, lost %d   ",
                            second.atS(),
                            second.players(),
                            second.frames(),
                            soFar.counts().lost);
                    progress.flush();
                },
                isOver);
        progress.println();
        return figures;
    }

    private static double interArrivalMs(Figures figures) {
        return Figures.ms(figures.interArrivalUs, 99);
    }

    /** Seats and connections of those who are gone take a moment. */
    private Residue settled() throws IOException {
        await(SETTLE_MS);
        return Residue.of(server);
    }

    static String reason(Attack attack) {
        return attack.failure().isEmpty() ? "" : " (" + attack.failure() + ")";
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            await(10);
        }
    }

    private static void await(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
