package io.tickstorm.floor;

import io.tickstorm.kit.JavaProcess;
import io.tickstorm.kit.Machine;
import io.tickstorm.kit.Program;
import io.tickstorm.kit.RoundOptions;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.kit.Spread;
import io.tickstorm.load.client.InputOptions;
import io.tickstorm.load.server.ServerFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures how late ticks begin and how long they take, with a thousand players. For the first, the server alternates
 * with an empty loop on the same core; for the second, with the bare floor. Server and floor run through all rounds,
 * because the JVM's compiler interrupts the ticks of a young process for 3 ms at a time. Main thread.
 */
@Command(
        name = "lateness",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Start of ticks after their deadline, and their length: the server with a thousand players, an"
                + " empty parkNanos loop and the bare floor, in alternation.",
        footer = {
            "Exit codes: 0 both limits hold, 1 a run failed or was void, 2 usage, 99 a limit was exceeded: the start",
            "2 ms above the empty loop's; the last write 3 ms above the floor's in a world, or 4 ms with rooms."
        })
public final class Lateness implements Callable<Integer> {
    private static final double PER_CENT = 99.9;
    /** The largest difference between the lateness of the server and of the empty loop. */
    private static final double LATENESS_MS_MAX = 2;

    /** The limit of the time to the last write in a world: this much more than the floor's. */
    private static final double ABOVE_FLOOR_MS_MAX = 3;
    /** The limit of the time to the last write with rooms. */
    private static final double ROOMS_MS_MAX = 4;

    private static final int RAMP_S = 5;
    private static final int SETTLE_S = 5;
    /** Time for which players continue after the second reading of the figures. */
    private static final int AFTER_S = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RoundOptions times = new RoundOptions(60, 40);

    @Mixin
    private RoundOptions.Played played = new RoundOptions.Played();

    @Option(names = "--scenario", description = "World1000Players or Rooms50Of20Players [${DEFAULT-VALUE}]")
    private String name = Scenario.WORLD_1000_PLAYERS.toString();

    @Mixin
    private InputOptions inputs = new InputOptions();

    private Lateness() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        times.check();
        played.check();
        inputs.check();
        Scenario scenario = Scenario.named(name, spec);
        List<Round> all = new ArrayList<>();
        Set<Contender> others = Set.of(Contender.FLOOR);
        try (ScenarioProcesses processes = new ScenarioProcesses(scenario, others, RAMP_S, inputs.inputs())) {
            processes.start(played.serverJar(), times.warmupS(), 1);
            for (int i = 1; i <= times.rounds(); i++) {
                double emptyLoopMs = emptyLoopMs();
                Round round =
                        new Round(emptyLoopMs, play(processes, Contender.SERVER), play(processes, Contender.FLOOR));
                all.add(round);
                System.err.println("round " + i + ": " + round);
            }
        }
        return report(scenario, all);
    }

    private int report(Scenario scenario, List<Round> all) {
        System.out.printf(
                "%s, %s, %d s a run, median of %d rounds (least–most). %s.%n",
                scenario, inputs.inputs(), times.durationS(), times.rounds(), Machine.line());
        Spread above = Spread.of(all, Round::aboveMs);
        Spread aboveFloor = Spread.of(all, round -> round.server.writtenMs - round.floor.writtenMs);
        Spread writtenMs = Spread.of(all, round -> round.server.writtenMs);
        System.out.println("start of a tick after its deadline, p99.9, ms: empty loop "
                + Spread.of(all, round -> round.emptyLoopMs).text(2) + ", server "
                + Spread.of(all, round -> round.server.lateMs).text(2) + ", above it " + above.text(2));
        System.out.println("deadline to last write, p99, ms: server " + writtenMs.text(2) + ", floor "
                + Spread.of(all, round -> round.floor.writtenMs).text(2) + ", above it "
                + aboveFloor.text(2));
        boolean isWorld = scenario == Scenario.WORLD_1000_PLAYERS;
        boolean isWritten = isWorld ? aboveFloor.median() <= ABOVE_FLOOR_MS_MAX : writtenMs.median() <= ROOMS_MS_MAX;
        boolean holds = above.median() <= LATENESS_MS_MAX && isWritten;
        return holds ? 0 : Program.EXIT_THRESHOLD;
    }

    /** The quantiles of a turn's ticks: p99.9 of the start, p50 and p99 of the time to the last write. */
    private record Ticks(double lateMs, double writtenMedianMs, double writtenMs) {}

    private record Round(double emptyLoopMs, Ticks server, Ticks floor) {
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
        List<String> arguments = List.of(
                Integer.toString(ServerDefaults.TICK_RATE),
                Integer.toString(times.durationS()),
                Double.toString(PER_CENT));
        try (JavaProcess loop = JavaProcess.pinned(JavaProcess.SERVER_CORE, EmptyLoop.class, arguments)) {
            return Double.parseDouble(loop.lastLine()) / 1e3;
        }
    }

    private Ticks play(ScenarioProcesses processes, Contender contender) throws IOException, InterruptedException {
        List<ServerFigures> looks = new ArrayList<>();
        PlayCount count = processes.play(contender, SETTLE_S, times.durationS() + AFTER_S, url -> {
            looks.add(ServerFigures.read(url));
            TimeUnit.SECONDS.sleep(times.durationS());
            looks.add(ServerFigures.read(url));
        });
        if (!count.isWhole()) {
            throw new IOException(contender + ": " + count.attendance() + ", so the run is void");
        }
        ServerFigures before = looks.get(0);
        ServerFigures after = looks.get(1);
        return new Ticks(
                1e3 * after.latenessS(before, PER_CENT / 100),
                1e3 * after.tickS(before, 0.5),
                1e3 * after.tickS(before, 0.99));
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(Program.run(new Lateness(), "The measurement failed", Program.EXIT_FAILED, args));
    }
}
