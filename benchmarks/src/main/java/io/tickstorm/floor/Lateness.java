package io.tickstorm.floor;

import io.tickstorm.load.Seconds;
import io.tickstorm.load.server.ServerFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How late ticks begin and how long they take: the server with a thousand players, in alternation with an empty loop on
 * the same core for the first, and with the bare floor, whose players are as many, for the second. Server and floor
 * live through all rounds, for the compiler of the JVM takes slices of 3 ms from the ticks of a young one. Main thread.
 */
@Command(
        name = "lateness",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Start of ticks after their deadline, and their length: the server in World1000Players, an empty"
                + " parkNanos loop and the bare floor, in alternation.",
        footer = "Exit codes: 0 as it should be, 1 a run failed or was void, 2 usage, 99 over the limits.")
public final class Lateness implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_THRESHOLD = 99;
    private static final int TICK_RATE = 30;
    private static final double PER_CENT = 99.9;
    /** Above the empty loop's. */
    private static final double LATENESS_MS_MAX = 2;

    private static final double TICK_P99_MS_MAX = 10;
    private static final int RAMP_S = 5;
    private static final int SETTLE_S = 5;
    /** Counted longer than the figures are looked at. */
    private static final int AFTER_S = 2;

    private static final Scenario SCENARIO = Scenario.WORLD_1000_PLAYERS;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds, 1-99 [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(
            names = "--warmup",
            defaultValue = "60",
            description = "Seconds of play before the first round [${DEFAULT-VALUE}]")
    private int warmupS;

    @Option(
            names = "--duration",
            defaultValue = "40",
            converter = Seconds.Whole.class,
            description = "Seconds counted [${DEFAULT-VALUE}]")
    private int durationS;

    @Option(
            names = "--inputs-every",
            defaultValue = "1",
            description = "Ticks from an input to the next, 1-3; over 1 they come on change [${DEFAULT-VALUE}]")
    private int inputEveryTicks;

    @Option(
            names = "--server-jar",
            defaultValue = "game-server/target/tickstorm-server.jar",
            description = "The server [${DEFAULT-VALUE}]")
    private Path serverJar = Path.of("");

    private Lateness() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isReadable(serverJar)
                || rounds < 1
                || rounds > 99
                || warmupS < 0
                || durationS < 1
                || inputEveryTicks < 1
                || inputEveryTicks > 3) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--server-jar has to be built, --rounds is 1-99, --duration at least 1, --inputs-every 1-3");
        }
        List<Round> all = new ArrayList<>();
        try (Contest contest = new Contest(SCENARIO, Set.of(Contender.FLOOR), RAMP_S, inputEveryTicks)) {
            contest.start(serverJar, warmupS, 1);
            for (int i = 1; i <= rounds; i++) {
                Round round = new Round(emptyLoopMs(), play(contest, Contender.SERVER), play(contest, Contender.FLOOR));
                all.add(round);
                System.err.println("round " + i + ": " + round);
            }
        }
        return report(all);
    }

    private int report(List<Round> all) {
        System.out.printf(
                "%s, an input every %d ticks, %d s a run, median of %d rounds (least–most). %s.%n",
                SCENARIO, inputEveryTicks, durationS, rounds, Machine.line());
        Spread above = Spread.of(all, Round::aboveMs);
        Spread writtenMs = Spread.of(all, round -> round.server.writtenMs);
        System.out.println("start of a tick after its deadline, p99.9, ms: empty loop "
                + Spread.of(all, round -> round.emptyLoopMs).text(2) + ", server "
                + Spread.of(all, round -> round.server.lateMs).text(2) + ", above it " + above.text(2));
        System.out.println("deadline to last write, p99, ms: server " + writtenMs.text(2) + ", floor "
                + Spread.of(all, round -> round.floor.writtenMs).text(2));
        return above.median() <= LATENESS_MS_MAX && writtenMs.median() <= TICK_P99_MS_MAX ? 0 : EXIT_THRESHOLD;
    }

    /** @param emptyLoopMs how late the empty loop's ticks begin */
    private record Round(double emptyLoopMs, Played server, Played floor) {
        double aboveMs() {
            return server.lateMs - emptyLoopMs;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "begins late: empty loop %.2f ms, server %.2f ms; deadline to last write: p50 %.2f, p99 %.2f ms,"
                            + " floor %.2f, %.2f ms",
                    emptyLoopMs,
                    server.lateMs,
                    server.writtenMedianMs,
                    server.writtenMs,
                    floor.writtenMedianMs,
                    floor.writtenMs);
        }
    }

    private double emptyLoopMs() throws IOException, InterruptedException {
        List<String> arguments =
                List.of(Integer.toString(TICK_RATE), Integer.toString(durationS), Double.toString(PER_CENT));
        try (PinnedJvm loop = new PinnedJvm(PinnedJvm.SERVER_CORE, PinnedJvm.ourClass(EmptyLoop.class, arguments))) {
            return Double.parseDouble(loop.lastLine()) / 1e3;
        }
    }

    /** Quantiles of a turn's ticks: p99.9 of the start, p50 and p99 of the time to the last write. */
    private record Played(double lateMs, double writtenMedianMs, double writtenMs) {}

    private Played play(Contest contest, Contender contender) throws IOException, InterruptedException {
        List<ServerFigures> looks = new ArrayList<>();
        CrowdCount count = contest.play(contender, SETTLE_S, durationS + AFTER_S, url -> {
            looks.add(ServerFigures.read(url));
            TimeUnit.SECONDS.sleep(durationS);
            looks.add(ServerFigures.read(url));
        });
        if (!count.isWhole()) {
            throw new IOException(contender + ": " + count.attendance() + ", so the run is void");
        }
        ServerFigures before = looks.get(0);
        ServerFigures after = looks.get(1);
        return new Played(
                1e3 * after.latenessS(before, PER_CENT / 100),
                1e3 * after.tickS(before, 0.5),
                1e3 * after.tickS(before, 0.99));
    }

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Lateness());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("The measurement failed: " + failure.getMessage());
            return EXIT_FAILED;
        });
        System.exit(command.execute(args));
    }
}
