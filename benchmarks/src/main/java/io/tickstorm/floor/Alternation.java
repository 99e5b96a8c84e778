package io.tickstorm.floor;

import io.tickstorm.kit.Machine;
import io.tickstorm.kit.Program;
import io.tickstorm.kit.RoundOptions;
import io.tickstorm.kit.Seconds;
import io.tickstorm.load.client.InputOptions;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.report.JsonText;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures floor, server, twins and broadcast in turn, round after round. Each is a process of its own on one core, and
 * the players run on the other. A disturbance affects all of them, and ratios are taken within a round. Main thread.
 */
@Command(
        name = "alternation",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Server CPU per delivered snapshot: the bare floor, the server, its twins and a"
                + " broadcast, in alternation.",
        footer = {
            "Exit codes: 0 all limits hold, 1 a run failed or was void, 2 usage, 99 a limit is exceeded: over 1.15",
            "times the floor, not less than the Netty twin; in Rooms50Of20Players also over 0.85 times the broadcast,",
            "input to acknowledge p50 or p99 over 5 ms above the floor's (fixed phase), p50 over 18 ms (steered)."
        })
public final class Alternation implements Callable<Integer> {
    private static final Set<Contender> OTHERS = othersThanTheServer();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RoundOptions times = new RoundOptions(45, 10);

    @Mixin
    private RoundOptions.Played played = new RoundOptions.Played();

    @Mixin
    private InputOptions inputs = new InputOptions();

    @Option(
            names = "--ramp",
            defaultValue = "3",
            converter = Seconds.Whole.class,
            description = "Seconds over which players join [${DEFAULT-VALUE}]")
    private int rampS;

    @Option(
            names = "--settle",
            defaultValue = "5",
            description = "Seconds after the joins of a turn that are not counted [${DEFAULT-VALUE}]")
    private int settleS;

    @Option(names = "--scenario", split = ",", description = "Only these scenarios, such as World1000Players [all]")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--json", description = "File for every count of every round")
    private @Nullable Path json;

    private Alternation() {}

    private static Set<Contender> othersThanTheServer() {
        Set<Contender> others = EnumSet.copyOf(Contender.ALTERNATED);
        others.remove(Contender.SERVER);
        return others;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        for (Scenario scenario : check()) {
            comparisons.add(compare(scenario));
        }
        report(comparisons);
        List<String> doubts =
                comparisons.stream().flatMap(c -> c.doubts().stream()).toList();
        if (!doubts.isEmpty()) {
            doubts.forEach(System.err::println);
            System.err.println("So this run is void: the figures are not comparable.");
            return Program.EXIT_FAILED;
        }
        List<String> failures =
                comparisons.stream().flatMap(c -> c.failures().stream()).toList();
        failures.forEach(System.err::println);
        return failures.isEmpty() ? 0 : Program.EXIT_THRESHOLD;
    }

    private List<Scenario> check() {
        times.check();
        played.check();
        Program.require(spec, rampS >= 0 && settleS >= 0, "--ramp and --settle must not be negative");
        inputs.check();
        return scenarios.isEmpty()
                ? List.of(Scenario.values())
                : scenarios.stream().map(name -> Scenario.named(name, spec)).toList();
    }

    private Comparison compare(Scenario scenario) throws IOException, InterruptedException {
        try (ScenarioProcesses processes = new ScenarioProcesses(scenario, OTHERS, rampS, inputs.inputs())) {
            processes.start(played.serverJar(), times.warmupS(), times.durationS());
            Comparison comparison = new Comparison(scenario, inputs.inputs());
            for (int round = 1; round <= times.rounds(); round++) {
                for (Contender contender : Contender.ALTERNATED) {
                    PlayCount count = processes.play(contender, settleS, times.durationS());
                    comparison.add(contender, count);
                    String turn = scenario + ", round " + round + " of " + times.rounds() + ", " + contender;
                    double us = count.cpuUsPerFrame();
                    System.err.printf(Locale.ROOT, "%s: %.2f µs, %.1f B a snapshot%n", turn, us, count.bytesPerFrame());
                }
            }
            return comparison;
        }
    }

    /** The content of the JSON file. */
    private record Result(
            String machine,
            int rounds,
            int warmupS,
            int durationS,
            LoadPlan.Inputs inputs,
            List<Comparison.Row> scenarios) {}

    private void report(List<Comparison> comparisons) throws IOException {
        int rounds = times.rounds();
        int warmupS = times.warmupS();
        int durationS = times.durationS();
        System.out.printf(
                "Server CPU (user and system) per delivered snapshot: median of %d rounds (least–most).%n"
                        + "Counted %d s a turn, each warmed up by %d s before, %s. %s.%n%n",
                rounds, durationS, warmupS, inputs.inputs(), Machine.line());
        comparisons.forEach(comparison -> System.out.println(comparison.table()));
        if (json != null) {
            List<Comparison.Row> rows =
                    comparisons.stream().map(Comparison::row).toList();
            Result result = new Result(Machine.line(), rounds, warmupS, durationS, inputs.inputs(), rows);
            Files.writeString(json, JsonText.of(result));
        }
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(Program.run(new Alternation(), "The alternation failed", Program.EXIT_FAILED, args));
    }
}
