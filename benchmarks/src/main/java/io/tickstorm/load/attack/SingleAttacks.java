package io.tickstorm.load.attack;

import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadGenerator;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.client.ProgressLine;
import io.tickstorm.load.server.ResourceUsage;
import io.tickstorm.load.server.ServerFigures;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Attacks on one running server, and their effect on good players. The caller's thread plays the good players. */
public final class SingleAttacks {
    /** A demand that a busy machine may miss. It decides the command's exit code, but not a test. */
    static final String NO_MISS = "no snapshot was missed";

    private static final String OVERRUNS = "tickstorm_ticks_overrun_total";
    private static final int GOOD_AT_FUZZING = 20;
    private static final int GOOD = 50;
    private static final int FOREVER_S = 86_400;
    private static final int WARM_S = 5;
    private static final double PER_PEER_MAX = 256 * 1024;
    private static final double P99_CHANGE_MAX = 0.1;
    private static final double JOIN_MS_MAX = 1_000;
    private static final int SETTLE_MS = 3_000;
    private final ServerProcess server;
    private final int seed;
    private final PrintStream progress;

    /** Prepares attacks on a server. */
    public SingleAttacks(ServerProcess server, int seed, PrintStream progress) {
        this.server = server;
        this.seed = seed;
        this.progress = progress;
    }

    /** Sends frames of every invalid kind while 20 good players play in the same room. */
    public AttackReport fuzz(int frames, int framesPerSecond) throws IOException {
        // The first frames load classes and fill pools. A leak is measured from there.
        try (Attack peers = peers(Math.min(2_000, frames / 4), framesPerSecond, seed + 1)) {
            peers.start();
            await(() -> !peers.isRunning());
        }
        // The first ticks of a match run code that is not compiled yet, which is not the attack's effect.
        play(GOOD_AT_FUZZING, new LoadPlan.Times(0, 0, WARM_S), () -> false);
        ResourceUsage before = settled();
        ServerFigures counted = ServerFigures.read(server.url());
        Attack peers = peers(frames, framesPerSecond, seed);
        Figures good;
        try (peers) {
            peers.start();
            good = play(GOOD_AT_FUZZING, new LoadPlan.Times(0, 0, FOREVER_S), () -> !peers.isRunning());
        }
        ServerFigures then = ServerFigures.read(server.url());
        ResourceUsage after = settled();
        AttackReport report = new AttackReport();
        peers.report(report);
        evaluate(report, good, counted, then);
        report.late(good, counted, then);
        report.line("before: %s", before);
        report.line("after:  %s", after);
        report.demandNoLeak(before, after);
        return report;
    }

    private Attack peers(int frames, int framesPerSecond, int otherSeed) {
        return new PlayerAttacks.FuzzingPeers(server.url(), otherSeed, frames, framesPerSecond);
    }

    private static void evaluate(AttackReport report, Figures good, ServerFigures earlier, ServerFigures now) {
        Figures.Counts counts = good.counts();
        double overran = now.since(earlier, OVERRUNS);
        report.line(
                "%d good players: %d snapshots, %d missed, %d lost connections; of the server's ticks %.0f overran,"
                        + " %.0f were left out, %.0f sent nothing; its collections took %.2f s",
                counts.joined,
                counts.frames,
                counts.skippedFrames,
                counts.lost,
                overran,
                now.since(earlier, "tickstorm_ticks_shifted_total"),
                now.since(earlier, "tickstorm_sends_omitted_total"),
                now.sumSince(earlier, "jvm_gc_collection_seconds_sum"));
        boolean allStayed = counts.joined == GOOD_AT_FUZZING && counts.lost == 0 && counts.frames > 0;
        report.demand("all " + GOOD_AT_FUZZING + " stayed", allStayed);
        report.demand(NO_MISS, counts.skippedFrames == 0);
        report.demand(
                "snapshots were missed only by ticks that overran", counts.skippedFrames <= GOOD_AT_FUZZING * overran);
    }

    /** Compares runs with peers that never read to runs without, in pairs of these seconds each. */
    public AttackReport stalled(int count, int seconds, int rounds) throws IOException {
        play(GOOD, new LoadPlan.Times(1, 2, 5), () -> false);
        ResourceUsage before = settled();
        double[] changes = new double[rounds];
        double bytesEach = 0;
        int replaced = 0;
        AttackReport report = new AttackReport();
        for (int round = 0; round < rounds; round++) {
            boolean attackedFirst = round % 2 == 1;
            double aloneMs = attackedFirst ? 0 : interArrivalMs(seconds);
            Stalled now = whileStalled(count, seconds, seed + round, before);
            aloneMs = attackedFirst ? interArrivalMs(seconds) : aloneMs;
            changes[round] = now.p99Ms / aloneMs - 1;
            bytesEach = Math.max(bytesEach, now.bytesEach);
            replaced += now.replaced;
            report.line(
                    "round %d: between snapshots p99 %.2f ms without, %.2f ms with %d that do not read: %+.1f %%",
                    round + 1, aloneMs, now.p99Ms, count, 100 * changes[round]);
        }
        Arrays.sort(changes);
        double change = changes[rounds / 2];
        report.line("%d were closed by the server and replaced", replaced);
        report.demand(
                String.format(Locale.ROOT, "the median change is within 10 %%: %+.1f %%", 100 * change),
                Math.abs(change) <= P99_CHANGE_MAX);
        String kiB = String.format(Locale.ROOT, "%.1f", bytesEach / 1_024);
        report.demand("heap, direct and kernel memory of each is within 256 KiB: " + kiB, bytesEach <= PER_PEER_MAX);
        return report;
    }

    private record Stalled(double p99Ms, double bytesEach, int replaced) {}

    private double interArrivalMs(int seconds) throws IOException {
        return Figures.ms(play(GOOD, new LoadPlan.Times(1, 2, seconds), () -> false).interArrivalUs, 99);
    }

    private Stalled whileStalled(int count, int seconds, int otherSeed, ResourceUsage before) throws IOException {
        Stalled stalled;
        try (Attack peers = new PlayerAttacks.StalledReaders(server.url(), otherSeed, count)) {
            peers.start();
            await(() -> peers.isReady() || !peers.isRunning());
            double p99Ms = interArrivalMs(seconds);
            ResourceUsage held = ResourceUsage.of(server);
            double bytesEach = (held.bytes() - before.bytes() + held.kernelBytes()) / count;
            stalled = new Stalled(p99Ms, bytesEach, peers.replaced.get());
            if (!peers.failure().isEmpty()) {
                throw new IOException(peers.failure());
            }
        }
        await(SETTLE_MS);
        return stalled;
    }

    /** Begins handshakes that never end, while 50 good players join over these seconds. */
    public AttackReport handshakes(int count, int seconds) throws IOException {
        Figures good;
        Attack peers = new ConnectionAttacks.HalfOpenHandshakes(server.url(), count);
        try (peers) {
            peers.start();
            await(() -> peers.isReady() || !peers.isRunning());
            good = play(GOOD, new LoadPlan.Times(Math.max(1, seconds - 2), 0, 2), () -> false);
        }
        double joinMs = Figures.ms(good.joinUs, 100);
        AttackReport report = new AttackReport();
        peers.report(report);
        report.line(
                "%d of %d good players joined, p50 %.1f ms, the slowest in %.1f ms; %d lost connections",
                good.counts().joined, GOOD, Figures.ms(good.joinUs, 50), joinMs, good.counts().lost);
        report.demandWent(peers);
        report.demand("all good players joined within 1 s", good.counts().joined == GOOD && joinMs < JOIN_MS_MAX);
        report.demand("no connection was lost", good.counts().lost == 0);
        return report;
    }

    private Figures play(int players, LoadPlan.Times times, BooleanSupplier isOver) throws IOException {
        LoadPlan plan = LoadPlan.steady(server.url(), players, 0, seed, times);
        Figures figures = LoadGenerator.play(plan, new ProgressLine(progress, false), isOver);
        progress.println();
        return figures;
    }

    /** Returns the server's resources once the seats and connections of players who left are free. */
    private ResourceUsage settled() throws IOException {
        await(SETTLE_MS);
        return ResourceUsage.of(server);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            await(10);
        }
    }

    static void await(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
