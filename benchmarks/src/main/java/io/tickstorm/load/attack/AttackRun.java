package io.tickstorm.load.attack;

import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.client.Swarm;
import io.tickstorm.load.server.Residue;
import io.tickstorm.load.server.ServerFigures;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An attack next to which 20 good players fly in one room and ten newcomers join, one after the other: whether they
 * noticed, and whether the server holds anything afterwards. The caller's thread plays the good players.
 */
final class AttackRun {
    private static final int GOOD = 20;
    private static final double RATE_MIN = 29.5;
    private static final double WAIT_MS_MAX = 100;
    private static final int RAMP_S = 1;
    private static final int WARM_S_MAX = 3;
    private static final int WARM_SETTLE_MS = 1_000;
    private static final String RATE = "all 20 good players get 29.5 snapshots a second or more";
    private static final String WAIT = "no good player waits over 100 ms for a snapshot";
    private static final String IN_TIME = "all 10 newcomers are in within 1 s";
    /** Demands that a busy machine may miss: the command decides by them, a test does not. */
    static final Set<String> REAL_TIME = Set.of(RATE, WAIT, IN_TIME);

    /** The run goes on for this long at most until the last newcomer has come. */
    private static final long NEWCOMERS_S_MAX = 60;

    private static final long SECOND_NS = 1_000_000_000L;
    /** An attack that has to end by itself has this long. */
    private static final int DURATION_S_MAX = 900;
    /** The attack is under way before the first newcomer comes, or this time is over. */
    private static final int READY_MS_MAX = 10_000;

    private static final int NEWCOMERS_AFTER_MS = 500;

    private final ServerProcess server;
    private final Conditions conditions;
    private final int seed;
    private final PrintStream progress;

    /**
     * @param good where the good players connect: the server, or a relay before it
     * @param newcomers where the newcomers do
     * @param durationS how long the attack is counted; longer if it is not through by then
     * @param settleMs after which the server has let go of everything
     */
    record Conditions(URI good, Target newcomers, int durationS, int settleMs) {}

    AttackRun(ServerProcess server, Conditions conditions, int seed, PrintStream progress) {
        this.server = server;
        this.conditions = conditions;
        this.seed = seed;
        this.progress = progress;
    }

    /** Adds the attack's own lines and demands, once it is over. */
    interface Account {
        void add(Attack attack, List<String> lines, Map<String, Boolean> demands) throws IOException;
    }

    Trial.Outcome run(Supplier<? extends Attack> attacks, Account account) throws IOException {
        Residue fresh = Residue.of(server);
        // Before it counts, code is compiled and pools are filled: what a leak of memory is told from.
        play(attacks.get(), warmS(), seed + 1, true);
        Residue before = settled(WARM_SETTLE_MS);
        ServerFigures counted = ServerFigures.read(server.metrics());
        Attack attack = attacks.get();
        Played played = play(attack, conditions.durationS(), seed, false);
        ServerFigures then = ServerFigures.read(server.metrics());
        Residue after = settled(conditions.settleMs());
        List<String> lines = new ArrayList<>();
        Map<String, Boolean> demands = new TreeMap<>();
        account.add(attack, lines, demands);
        judge(played, lines, demands);
        lines.add(Trial.late(played.good, counted, then));
        lines.add("fresh:  " + fresh);
        lines.add("before: " + before);
        lines.add("after:  " + after);
        demands.put(
                "the attack went on" + Trial.reason(attack), attack.failure().isEmpty());
        // Connections of the warm-up that are still held are held by the attack too.
        Trial.leaks(demands, before.withCountsOf(fresh), after);
        return Trial.Outcome.of(lines, demands);
    }

    private record Played(Figures good, Newcomers newcomers, double seconds) {}

    private int warmS() {
        return Math.min(WARM_S_MAX, Math.max(1, conditions.durationS() / 4));
    }

    /** @param isWarmUp it need not get through */
    private Played play(Attack attack, int durationS, int dice, boolean isWarmUp) throws IOException {
        long pauseMs = Math.max(1, (1_000L * durationS - NEWCOMERS_AFTER_MS) / (2 * Newcomers.COUNT));
        Newcomers newcomers = new Newcomers(conditions.newcomers(), dice, pauseMs);
        Thread director = new Thread(() -> direct(attack, newcomers), "attack-director");
        director.setDaemon(true);
        LoadPlan.Times times = new LoadPlan.Times(RAMP_S, warmS(), DURATION_S_MAX);
        long endNs = System.nanoTime() + (RAMP_S + warmS() + durationS) * SECOND_NS;
        LoadPlan plan = new LoadPlan(conditions.good(), GOOD, 0, dice, times, null, LoadPlan.Conduct.STEADY);
        try (attack;
                newcomers) {
            Figures good = Swarm.play(
                    plan,
                    (second, soFar) -> {
                        if (second.players() == GOOD && director.getState() == Thread.State.NEW) {
                            director.start();
                        }
                        report(second, soFar);
                    },
                    () -> System.nanoTime() >= endNs && (isWarmUp || isOver(attack, newcomers, endNs)));
            double seconds = (double) (System.nanoTime() - good.countNs()) / SECOND_NS;
            progress.println();
            return new Played(good, newcomers, seconds);
        }
    }

    /** The attack has done all it has to, and every newcomer has come; newcomers who never get in end nothing. */
    private static boolean isOver(Attack attack, Newcomers newcomers, long endNs) {
        boolean isPatienceOver = System.nanoTime() - endNs > NEWCOMERS_S_MAX * SECOND_NS;
        return (!attack.isFinite() || !attack.isRunning()) && (newcomers.areDone() || isPatienceOver);
    }

    private void report(Figures.Second second, Figures soFar) {
        progress.printf(
                Locale.ROOT,
                "\r%5.0f s  %d players, %d frames/s, lost %d   ",
                second.atS(),
                second.players(),
                second.frames(),
                soFar.counts().lost);
        progress.flush();
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

    private void judge(Played played, List<String> lines, Map<String, Boolean> demands) {
        Figures good = played.good;
        Newcomers newcomers = played.newcomers;
        double rate = (double) good.counts().fewestFrames / played.seconds;
        double waitMs = Figures.ms(good.interArrivalUs, 100);
        lines.add(String.format(
                Locale.ROOT,
                "%d good players: %d snapshots, the fewest %.2f a second, the longest wait %.1f ms; %d connections lost"
                        + " %s",
                good.counts().joined,
                good.counts().frames,
                rate,
                waitMs,
                good.counts().lost,
                good.reasons()));
        lines.add(String.format(
                Locale.ROOT,
                "%d of %d newcomers joined, the slowest took %.0f ms %s",
                newcomers.joined(),
                Newcomers.COUNT,
                newcomers.slowestMs(),
                newcomers.reasons()));
        demands.put(RATE, rate >= RATE_MIN);
        demands.put(WAIT, waitMs <= WAIT_MS_MAX);
        demands.put("no good player is lost", good.counts().joined == GOOD && good.counts().lost == 0);
        demands.put("all 10 newcomers get in", newcomers.joined() == Newcomers.COUNT);
        demands.put(IN_TIME, newcomers.areAllInTime());
    }

    private Residue settled(int afterMs) throws IOException {
        try {
            Thread.sleep(afterMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Residue.of(server);
    }
}
