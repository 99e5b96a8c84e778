package io.tickstorm.floor;

import io.tickstorm.load.server.ServerFigures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How late ticks begin: the server with a thousand players against an empty loop on the same core, in alternation. The
 * server lives through all rounds, for the compiler of the JVM takes slices of 3 ms from the ticks of a young one. Main
 * thread.
 */
@Command(
        name = "lateness",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Start of ticks after their deadline, and their length: the server in World1000Players and an"
                + " empty parkNanos loop, in alternation.",
        footer = "Exit codes: 0 as it should be, 1 a run failed, 2 usage, 99 over the limits.")
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
    /** The seats of a round are free again in the next. */
    private static final String RESUME = "--resume-ms=1000";

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

    @Option(names = "--duration", defaultValue = "40", description = "Seconds counted [${DEFAULT-VALUE}]")
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
        double[] emptyMs = new double[rounds];
        double[] serverMs = new double[rounds];
        double[] aboveMs = new double[rounds];
        double[] tickMs = new double[rounds];
        List<String> command = new ArrayList<>(Contender.SERVER.command(SCENARIO, serverJar, Path.of("")));
        command.add(RESUME);
        try (PinnedJvm server = new PinnedJvm(PinnedJvm.SERVER_CORE, command)) {
            URI url = URI.create("ws://127.0.0.1:" + server.port() + "/ws");
            play(server, url, warmupS, 1);
            for (int round = 0; round < rounds; round++) {
                emptyMs[round] = emptyLoopMs();
                Played played = play(server, url, SETTLE_S, durationS);
                serverMs[round] = played.latenessMs;
                tickMs[round] = played.tickMs;
                aboveMs[round] = serverMs[round] - emptyMs[round];
                System.err.printf(
                        Locale.ROOT,
                        "round %d: empty loop %.2f ms, server %.2f ms, tick p99 %.2f ms%n",
                        round + 1,
                        emptyMs[round],
                        serverMs[round],
                        tickMs[round]);
            }
        }
        System.out.printf(
                "%s, an input every %d ticks, %d s a run, median of %d rounds (least–most). %s.%n",
                SCENARIO, inputEveryTicks, durationS, rounds, Machine.line());
        System.out.println("start of a tick after its deadline, p99.9, ms: empty loop "
                + Spread.of(emptyMs).text(2) + ", server " + Spread.of(serverMs).text(2) + ", above it "
                + Spread.of(aboveMs).text(2));
        System.out.println(
                "deadline to last write, p99, ms: " + Spread.of(tickMs).text(2));
        boolean holds = Spread.of(aboveMs).median() <= LATENESS_MS_MAX
                && Spread.of(tickMs).median() <= TICK_P99_MS_MAX;
        return holds ? 0 : EXIT_THRESHOLD;
    }

    private double emptyLoopMs() throws IOException, InterruptedException {
        List<String> arguments =
                List.of(Integer.toString(TICK_RATE), Integer.toString(durationS), Double.toString(PER_CENT));
        try (PinnedJvm loop = new PinnedJvm(PinnedJvm.SERVER_CORE, PinnedJvm.ourClass(EmptyLoop.class, arguments))) {
            return Double.parseDouble(loop.lastLine()) / 1e3;
        }
    }

    private record Played(double latenessMs, double tickMs) {}

    /** The first look at the figures, in the warm-up, loads classes on the core of the ticks. */
    private Played play(PinnedJvm server, URI url, int settleS, int countedS) throws IOException, InterruptedException {
        List<String> crowd = List.of(
                "--url=" + url,
                "--players=" + SCENARIO.players(),
                "--ramp=" + RAMP_S,
                "--warmup=" + settleS,
                "--duration=" + (countedS + 2),
                "--inputs-every=" + inputEveryTicks,
                "--server-pid=" + server.pid());
        try (PinnedJvm players = new PinnedJvm(PinnedJvm.CLIENT_CORE, PinnedJvm.ourClass(CrowdMain.class, crowd))) {
            TimeUnit.SECONDS.sleep(RAMP_S + settleS);
            ServerFigures before = ServerFigures.read(url);
            TimeUnit.SECONDS.sleep(countedS);
            ServerFigures after = ServerFigures.read(url);
            players.lastLine();
            return new Played(1e3 * after.latenessS(before, PER_CENT / 100), 1e3 * after.tickS(before, 0.99));
        }
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
