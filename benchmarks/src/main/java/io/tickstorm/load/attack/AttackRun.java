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
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs an attack while 20 good players fly in one room and ten newcomers join, one after the other. It reports the
 * effect on them, and whether the server holds more resources afterwards. The caller's thread plays the good players.
 */
final class AttackRun {
    private static final int GOOD = 20;
    private static final double RATE_MIN = 29.5;
    private static final double WAIT_MS_MAX = 100;
    private static final int RAMP_S = 1;
    private static final int WARM_S_MAX = 3;
    private static final int WARM_SETTLE_MS = 1_000;
    private static final String RATE = "all 20 good players get 29.5 snapshots a second or more";
    private static final String WAIT = "no good player waits more than 100 ms for a snapshot";
    private static final String IN_TIME = "all 10 newcomers join within 1 s";
    /** Demands that a busy machine may miss. They decide the command's exit code, but not a test. */
    static final Set<String> REAL_TIME = Set.of(RATE, WAIT, IN_TIME);

    /** Upper limit of the time until the last newcomer has joined. */
    private static final long NEWCOMERS_S_MAX = 60;

    private static final long SECOND_NS = 1_000_000_000L;
    /** Upper limit of the time in which an attack ends by itself. */
    private static final int DURATION_S_MAX = 900;
    /** Time after which the first newcomer joins, even if the attack has not reached its full size. */
    private static final int READY_MS_MAX = 10_000;

    private static final int NEWCOMERS_AFTER_MS = 500;
    private final ServerProcess server;
    private final Conditions conditions;
    private final int seed;
    private final PrintStream progress;

    /**
     * The conditions of a run.
     *
     * @param good address that the good players connect to: the server, or a relay in front of it
     * @param newcomers target of the newcomers
     * @param durationS counted time of the attack; it is longer if the attack has not ended by then
     * @param settleMs time after which the server has freed everything
     */
    record Conditions(URI good, Target newcomers, int durationS, int settleMs) {}

    AttackRun(ServerProcess server, Conditions conditions, int seed, PrintStream progress) {
        this.server = server;
        this.conditions = conditions;
        this.seed = seed;
        this.progress = progress;
    }

    AttackReport run(Supplier<? extends Attack> attacks) throws IOException {
        ResourceUsage fresh = ResourceUsage.of(server);
        // A first run compiles code and fills pools. A leak of memory is measured from there.
        play(attacks.get(), warmS(), seed + 1, true);
        ResourceUsage before = settled(WARM_SETTLE_MS);
        ServerFigures counted = ServerFigures.read(server.metrics());
        Attack attack = attacks.get();
        Played played = play(attack, conditions.durationS(), seed, false);
        ServerFigures then = ServerFigures.read(server.metrics());
        ResourceUsage after = settled(conditions.settleMs());
        AttackReport report = new AttackReport();
        attack.report(report);
        evaluate(played, report);
        report.late(played.good, counted, then);
        report.line("fresh:  %s", fresh);
        report.line("before: %s", before);
        report.line("after:  %s", after);
        report.demandWent(attack);
        // Connections of the warm-up that are still held count too.
        report.demandNoLeak(before.withCountsOf(fresh), after);
        return report;
    }

    private record Played(Figures good, Newcomers newcomers, double seconds) {}

    private int warmS() {
        return Math.min(WARM_S_MAX, Math.max(1, conditions.durationS() / 4));
    }

    /** @param isWarmUp the attack need not end by itself */
    private Played play(Attack attack, int durationS, int otherSeed, boolean isWarmUp) throws IOException {
        long pauseMs = Math.max(1, (1_000L * durationS - NEWCOMERS_AFTER_MS) / (2 * Newcomers.COUNT));
        Newcomers newcomers = new Newcomers(conditions.newcomers(), otherSeed, pauseMs);
        Thread director = new Thread(() -> direct(attack, newcomers), "attack-director");
        director.setDaemon(true);
        LoadPlan.Times times = new LoadPlan.Times(RAMP_S, warmS(), DURATION_S_MAX);
        long endNs = System.nanoTime() + (RAMP_S + warmS() + durationS) * SECOND_NS;
        LoadPlan plan = LoadPlan.steady(conditions.good(), GOOD, 0, otherSeed, times);
        ProgressLine line = new ProgressLine(progress, false);
        try (attack;
                newcomers) {
            Figures good = LoadGenerator.play(
                    plan,
                    (second, soFar) -> {
                        if (second.players() == GOOD && director.getState() == Thread.State.NEW) {
                            director.start();
                        }
                        line.second(second, soFar);
                    },
                    () -> System.nanoTime() >= endNs && (isWarmUp || isOver(attack, newcomers, endNs)));
            double seconds = (double) (System.nanoTime() - good.countNs()) / SECOND_NS;
            progress.println();
            return new Played(good, newcomers, seconds);
        }
    }

    /** Returns whether the attack has done everything and every newcomer has finished. Newcomers have limited time. */
    private static boolean isOver(Attack attack, Newcomers newcomers, long endNs) {
        boolean isTimeOver = System.nanoTime() - endNs > NEWCOMERS_S_MAX * SECOND_NS;
        return (!attack.isFinite() || !attack.isRunning()) && (newcomers.areDone() || isTimeOver);
    }

    private static void direct(Attack attack, Newcomers newcomers) {
        try {
            attack.start();
            long untilNs = System.nanoTime() + 1_000_000L * READY_MS_MAX;
            while (!attack.isReady() && attack.isRunning() && System.nanoTime() < untilNs) {
                Thread.sleep(10);
            }
            Thread.sleep(NEWCOMERS_AFTER_MS);
            newcomers.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void evaluate(Played played, AttackReport report) {
        Figures good = played.good;
        Newcomers newcomers = played.newcomers;
        Figures.Counts counts = good.counts();
        double rate = (double) counts.fewestFrames / played.seconds;
        double waitMs = Figures.ms(good.interArrivalUs, 100);
        report.line(
                "%d good players: %d snapshots, the fewest %.2f a second, the longest wait %.1f ms; %d connections lost"
                        + " %s",
                counts.joined, counts.frames, rate, waitMs, counts.lost, good.reasons());
        report.line(
                "%d of %d newcomers joined, the slowest took %.0f ms %s",
                newcomers.joined(), Newcomers.COUNT, newcomers.slowestMs(), newcomers.reasons());
        report.demand(RATE, rate >= RATE_MIN);
        report.demand(WAIT, waitMs <= WAIT_MS_MAX);
        report.demand("no good player loses its connection", counts.joined == GOOD && counts.lost == 0);
        report.demand("all 10 newcomers join", newcomers.joined() == Newcomers.COUNT);
        report.demand(IN_TIME, newcomers.areAllInTime());
    }

    private ResourceUsage settled(int afterMs) throws IOException {
        SingleAttacks.await(afterMs);
        return ResourceUsage.of(server);
    }
}
