package io.tickstorm.load;

import io.tickstorm.LauncherWatch;
import io.tickstorm.kit.Program;
import io.tickstorm.link.LinkProfile;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.report.HtmlReport;
import io.tickstorm.load.report.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays many pilots against a running server and reports what they saw. Main thread. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            CapacityCommand.class,
            ProxyCommand.class,
            AttackCommand.class,
            FleetCommand.class,
            SoakCommand.class,
            FiguresCommand.class
        },
        description = "Plays many pilots over real WebSockets and reports what they saw.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0: the run counts, and every threshold holds",
            " 1: the run failed, or not everybody could join",
            " 2: an option is wrong",
            "98: the run is void: the tool was too slow (above 85 %% of a core, or more than 5 ms late at p99)",
            "99: a threshold does not hold"
        })
public final class Load implements Callable<Integer> {
    static final int PLAYERS_MAX = 20_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--url",
            defaultValue = "ws://localhost:8080/ws",
            description = "Address of the server [${DEFAULT-VALUE}]")
    private URI url = URI.create("ws://localhost:8080/ws");

    @Option(names = "--scenario", description = "Play a named scenario on its own server, as 'load scenario' does")
    private @Nullable String scenario;

    @Option(
            names = "--players",
            defaultValue = "50",
            description = "Number of players, 1-" + PLAYERS_MAX + " [${DEFAULT-VALUE}]")
    private int players;

    @Option(
            names = "--rooms",
            defaultValue = "0",
            description = "Number of rooms that the players open; 0: they join any room with a free seat"
                    + " [${DEFAULT-VALUE}]")
    private int rooms;

    @Option(
            names = "--profile",
            defaultValue = "none",
            description =
                    "Link of every player, both ways: none, lan, good, wifi, mobile, bad, slow [${DEFAULT-VALUE}]")
    private String profile = "none";

    @Mixin
    private RunOptions run = new RunOptions();

    private Load() {}

    @Override
    public Integer call() throws IOException {
        if (scenario != null) {
            return run.play(Scenario.named(scenario, spec));
        }
        boolean isWebSocket = "ws".equals(url.getScheme()) && url.getHost() != null;
        Program.require(spec, isWebSocket, "--url must look like ws://host:port/ws, not " + url);
        boolean fits = players >= 1 && players <= PLAYERS_MAX && rooms >= 0 && rooms <= players;
        Program.require(spec, fits, "--players is 1-" + PLAYERS_MAX + ", and --rooms at most the number of players");
        TimeOptions times = run.times();
        LinkProfile link = profile.equals("none") ? null : profileNamed(profile, "none or one of ", spec);
        return run.play(new LoadPlan(url, players, rooms, times.seed(), times.times(), link, LoadPlan.Conduct.STEADY));
    }

    @Command(
            name = "scenario",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Plays a named load on a server that it starts and stops. Without a name, lists the loads.")
    int scenario(
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the scenario") @Nullable
                    String name,
            @Mixin RunOptions options)
            throws IOException {
        if (name == null) {
            Scenario.ALL.forEach(named -> System.out.printf("%-20s %s%n", named.name(), named.about()));
            return 0;
        }
        return options.play(Scenario.named(name, spec));
    }

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Shows results that --json wrote side by side, on one page with plots.")
    int report(
            @Parameters(arity = "1..4", paramLabel = "RESULT.json", description = "One to four results")
                    List<Path> results,
            @Option(names = "--html", required = true, paramLabel = "FILE", description = "Page to write") Path html)
            throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path result : results) {
            texts.add(JsonText.read(result));
        }
        Files.writeString(html, HtmlReport.of(texts));
        System.out.println("The report is in " + html);
        return 0;
    }

    /** Returns the link profile of this name, or throws a usage error that lists the names. */
    static LinkProfile profileNamed(String name, String before, CommandSpec spec) {
        try {
            return LinkProfile.named(name);
        } catch (IllegalArgumentException e) {
            String known = LinkProfile.ALL.stream().map(LinkProfile::name).collect(Collectors.joining(", "));
            throw new ParameterException(
                    spec.commandLine(), "--profile must be " + before + known + ", not '" + name + "'");
        }
    }

    /** Returns the command line as it was typed. */
    static String commandLine(CommandSpec spec) {
        return "./load "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }

    /** Runs the tool and returns its exit code. */
    static int run(String... args) {
        CommandLine line = Program.commandLine(new Load(), "The run failed", Program.EXIT_FAILED);
        line.setParameterExceptionHandler((wrong, unused) -> {
            System.err.println(wrong.getMessage() + " (--help lists the options)");
            return CommandLine.ExitCode.USAGE;
        });
        return line.execute(args);
    }

    /** Runs the tool, which ends with its launcher. */
    public static void main(String[] args) {
        LauncherWatch.onEnd(() -> System.exit(Program.EXIT_FAILED));
        System.exit(run(args));
    }
}
