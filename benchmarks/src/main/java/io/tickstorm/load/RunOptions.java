package io.tickstorm.load;

import io.tickstorm.kit.Program;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadGenerator;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.client.ProgressLine;
import io.tickstorm.load.report.HtmlReport;
import io.tickstorm.load.report.JsonText;
import io.tickstorm.load.report.RunResult;
import io.tickstorm.load.report.Summary;
import io.tickstorm.load.report.Threshold;
import io.tickstorm.load.server.ServerProbe;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a run: its times, the server, thresholds and output files. Filled by picocli, then plays the run. */
final class RunOptions {
    private static final double US_PER_MS = 1_000.0;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TimeOptions times = new TimeOptions();

    @Option(
            names = "--threshold",
            paramLabel = "FIGURE<LIMIT",
            description = "Exit with 99 unless this holds, such as \"input_to_ack_p99<50ms\"; may be repeated")
    private List<String> thresholds = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything measured as JSON")
    private @Nullable Path json;

    @Option(names = "--hgrm", paramLabel = "FILE", description = "Write the percentiles of input to acknowledge, in ms")
    private @Nullable Path hgrm;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write one page with plots, readable without a network")
    private @Nullable Path html;

    @Mixin
    private OwnServerOptions ownServer = new OwnServerOptions();

    TimeOptions times() {
        return times;
    }

    /** Starts a server, plays the scenario on it, reports, stops it, and returns the exit code. */
    int play(Scenario scenario) throws IOException {
        check();
        ServerProcess.Launch launch = ownServer.launch();
        ownServer.pinTool();
        Topology topology = scenario.topology();
        int players = scenario.players();
        try (ServerProcess server = ServerProcess.start(launch, topology.serverOptions(players))) {
            int rooms = topology.roomsOf(players);
            return playAndReport(
                    new LoadPlan(server.url(), players, rooms, times.seed(), times.times(), null, scenario.conduct()),
                    scenario.name());
        }
    }

    /** Plays a plan on a running server, reports, and returns the exit code. */
    int play(LoadPlan plan) throws IOException {
        check();
        ownServer.pinTool();
        return playAndReport(plan, "load");
    }

    private int playAndReport(LoadPlan plan, String title) throws IOException {
        Run run = run(plan, new RunResult.Heading(title, now(), Load.commandLine(spec), thresholds()));
        System.out.print(Summary.of(run.result));
        write(run);
        return run.result.verdict().exitCode();
    }

    /** Returns the result of a run that writes nothing but its progress. */
    static RunResult resultOf(LoadPlan plan, String title, CommandSpec spec) throws IOException {
        return run(plan, new RunResult.Heading(title, now(), Load.commandLine(spec), List.of())).result;
    }

    private record Run(RunResult result, Figures figures) {}

    private static Run run(LoadPlan plan, RunResult.Heading heading) throws IOException {
        Figures figures;
        ServerProbe probe = new ServerProbe(plan.url());
        try (probe) {
            figures = LoadGenerator.play(plan, new ProgressLine(System.err, true));
        }
        System.err.println();
        return new Run(RunResult.of(heading, plan, figures, probe), figures);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private List<Threshold> thresholds() {
        try {
            return thresholds.stream().map(Threshold::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--threshold: " + e.getMessage());
        }
    }

    /** Throws a usage error before minutes are spent on a run whose result could not be written. */
    private void check() {
        times.check();
        thresholds();
        for (Path file : new Path[] {json, hgrm, html}) {
            Path folder = file == null ? null : file.toAbsolutePath().getParent();
            Program.require(spec, folder == null || Files.isDirectory(folder), "there is no folder for " + file);
        }
    }

    private void write(Run run) throws IOException {
        String text = JsonText.of(run.result);
        if (json != null) {
            Files.writeString(json, text);
        }
        if (html != null) {
            Files.writeString(html, HtmlReport.of(List.of(text)));
        }
        if (hgrm != null) {
            try (PrintStream out = new PrintStream(hgrm.toFile(), StandardCharsets.UTF_8)) {
                run.figures.inputToAcknowledgeUs.outputPercentileDistribution(out, US_PER_MS);
            }
        }
    }
}
