package io.tickstorm.floor;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.tickstorm.load.Seconds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures floor, server and twins in turn, round after round, each in a process of its own on one core, the players on
 * the other. What disturbs a round disturbs all, and the ratios are taken within it. Main thread.
 */
@Command(
        name = "alternation",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Server CPU per delivered snapshot: the bare floor, the server and its twins, in alternation.",
        footer = {
            "Exit codes: 0 as it should be, 1 a run failed or was void, 2 usage,",
            "99 over 1.3 times the floor or not below the Netty twin."
        })
public final class Alternation implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_THRESHOLD = 99;
    private static final Set<Contender> OTHERS = EnumSet.complementOf(EnumSet.of(Contender.SERVER));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds, 1-99 [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(
            names = "--ramp",
            defaultValue = "3",
            converter = Seconds.Whole.class,
            description = "Seconds over which players join [${DEFAULT-VALUE}]")
    private int rampS;

    @Option(
            names = "--warmup",
            defaultValue = "45",
            description = "Seconds each is played before the first round [${DEFAULT-VALUE}]")
    private int warmupS;

    @Option(
            names = "--settle",
            defaultValue = "5",
            description = "Seconds after the joins of a turn, not counted [${DEFAULT-VALUE}]")
    private int settleS;

    @Option(
            names = "--duration",
            defaultValue = "10",
            converter = Seconds.Whole.class,
            description = "Seconds counted [${DEFAULT-VALUE}]")
    private int durationS;

    @Option(
            names = "--inputs-every",
            defaultValue = "1",
            description = "Ticks from an input to the next, 1-3; over 1 they come on change [${DEFAULT-VALUE}]")
    private int inputEveryTicks;

    @Option(names = "--scenario", split = ",", description = "Only these: World1000Players, ... [all]")
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--server-jar",
            defaultValue = "game-server/target/tickstorm-server.jar",
            description = "The server [${DEFAULT-VALUE}]")
    private Path serverJar = Path.of("");

    @Option(names = "--json", description = "File for every count of every round")
    private @Nullable Path json;

    private final Gson gson = new GsonBuilder().setPrettyPrinting().create();

    private Alternation() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Scenario> chosen = check();
        List<Comparison> comparisons = new ArrayList<>();
        for (Scenario scenario : chosen) {
            comparisons.add(compare(scenario));
        }
        report(comparisons);
        List<String> doubts =
                comparisons.stream().flatMap(c -> c.doubts().stream()).toList();
        if (!doubts.isEmpty()) {
            doubts.forEach(System.err::println);
            System.err.println("So this run is void: the figures do not compare like with like.");
            return EXIT_FAILED;
        }
        List<String> failures =
                comparisons.stream().flatMap(c -> c.failures().stream()).toList();
        failures.forEach(System.err::println);
        return failures.isEmpty() ? 0 : EXIT_THRESHOLD;
    }

    private List<Scenario> check() {
        if (!Files.isReadable(serverJar)) {
            throw usage("there is no " + serverJar + ": build it first, or name it with --server-jar");
        }
        if (rounds < 1 || rounds > 99 || rampS < 0 || warmupS < 0 || settleS < 0 || durationS < 1) {
            throw usage("--rounds is 1-99, --duration at least 1; --ramp, --warmup and --settle are not negative");
        }
        List<Scenario> chosen = new ArrayList<>(List.of(Scenario.values()));
        chosen.removeIf(scenario -> !scenarios.isEmpty() && !scenarios.contains(scenario.toString()));
        if (!scenarios.isEmpty() && chosen.size() != scenarios.size()) {
            throw usage("--scenario is one or more of " + List.of(Scenario.values()));
        }
        if (inputEveryTicks < 1 || inputEveryTicks > 3) {
            throw usage("--inputs-every is 1-3 ticks");
        }
        return chosen;
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private Comparison compare(Scenario scenario) throws IOException, InterruptedException {
        try (Contest contest = new Contest(scenario, OTHERS, rampS, inputEveryTicks)) {
            contest.start(serverJar, warmupS, durationS);
            Comparison comparison = new Comparison(scenario);
            for (int round = 1; round <= rounds; round++) {
                for (Contender contender : Contender.values()) {
                    CrowdCount count = contest.play(contender, settleS, durationS);
                    comparison.add(contender, count);
                    tell(scenario, round, contender, count);
                }
            }
            return comparison;
        }
    }

    private void tell(Scenario scenario, int round, Contender contender, CrowdCount count) {
        System.err.printf(
                Locale.ROOT,
                "%s, round %d of %d, %s: %.2f µs, %.1f B a snapshot%n",
                scenario,
                round,
                rounds,
                contender,
                count.cpuUsPerFrame(),
                count.bytesPerFrame());
    }

    /** What the JSON file holds. */
    private record Result(
            String machine,
            int rounds,
            int warmupS,
            int durationS,
            int inputEveryTicks,
            List<Comparison.Row> scenarios) {}

    private void report(List<Comparison> comparisons) throws IOException {
        System.out.printf(
                "Server CPU (user and system) per delivered snapshot: median of %d rounds (least–most).%n"
                        + "Counted %d s a turn, each warmed up by %d s before, an input every %d ticks. %s.%n%n",
                rounds, durationS, warmupS, inputEveryTicks, Machine.line());
        comparisons.forEach(comparison -> System.out.println(comparison.table()));
        if (json != null) {
            List<Comparison.Row> rows =
                    comparisons.stream().map(Comparison::row).toList();
            Files.writeString(
                    json,
                    gson.toJson(new Result(Machine.line(), rounds, warmupS, durationS, inputEveryTicks, rows)) + "\n");
        }
    }

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Alternation());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("The alternation failed: " + failure.getMessage());
            return EXIT_FAILED;
        });
        System.exit(command.execute(args));
    }
}
