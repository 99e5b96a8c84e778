package io.tickstorm.load;

import io.tickstorm.LauncherWatch;
import io.tickstorm.link.LinkProfile;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.proxy.ProxyCommand;
import io.tickstorm.load.report.Summary;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays many pilots against a running server and reports what they saw. Main thread. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            ScenarioCommand.class,
            CapacityCommand.class,
            ReportCommand.class,
            ProxyCommand.class,
            AttackCommand.class,
            SoakCommand.class
        },
        description = "Plays many pilots over real WebSockets and reports what they saw.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0: the run counts, and every threshold holds",
            " 1: the run failed, or not everybody could join",
            " 2: an option is wrong",
            "98: the run is void: the tool was too slow (over 85 %% of a core, or late by over 5 ms at p99)",
            "99: a threshold does not hold"
        })
public final class Load implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--url", defaultValue = "ws://localhost:8080/ws", description = "Server [${DEFAULT-VALUE}]")
    private URI url = URI.create("ws://localhost:8080/ws");

    @Option(names = "--scenario", description = "Play a named scenario on a server of its own, as 'load scenario' does")
    private @Nullable String scenario;

    @Option(names = "--players", defaultValue = "50", description = "How many, 1-20000 [${DEFAULT-VALUE}]")
    private int players;

    @Option(
            names = "--rooms",
            defaultValue = "0",
            description = "Spread over so many rooms of their own; 0: wherever a seat is free [${DEFAULT-VALUE}]")
    private int rooms;

    @Option(
            names = "--profile",
            defaultValue = "none",
            description =
                    "Link of every player, both ways: none, lan, good, wifi, mobile, bad, slow [${DEFAULT-VALUE}]")
    private String profile = "none";

    @Mixin
    private TimeOptions times = new TimeOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private OwnServerOptions ownServer = new OwnServerOptions();

    private Load() {}

    @Override
    public Integer call() throws IOException {
        if (scenario != null) {
            return Scenario.named(scenario, spec).play(times, output, ownServer, commandLine());
        }
        check();
        output.check();
        ownServer.pinTool();
        LoadPlan plan = new LoadPlan(url, players, rooms, times.seed(), times.times(), link(), LoadPlan.Conduct.STEADY);
        Run run = Run.play(plan, "load", commandLine(), output.thresholds(), System.err);
        System.out.print(Summary.of(run.result()));
        output.write(run.result(), run.figures());
        return run.result().verdict().exitCode();
    }

    private void check() {
        if (!"ws".equals(url.getScheme()) || url.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--url has to look like ws://host:port/ws, not " + url);
        }
        if (players < 1 || players > 20_000 || rooms < 0 || rooms > players) {
            throw new ParameterException(
                    spec.commandLine(), "--players is 1-20000, and --rooms not more than there are players");
        }
        times.check();
    }

    private @Nullable LinkProfile link() {
        if (profile.equals("none")) {
            return null;
        }
        try {
            return LinkProfile.named(profile);
        } catch (IllegalArgumentException e) {
            String known = LinkProfile.ALL.stream().map(LinkProfile::name).collect(Collectors.joining(", "));
            throw new ParameterException(
                    spec.commandLine(), "--profile has to be none or one of " + known + ", not '" + profile + "'");
        }
    }

    private String commandLine() {
        return commandLine(spec);
    }

    /** As it was typed. */
    static String commandLine(CommandSpec spec) {
        return "./load "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }

    /** The exit code. */
    static int run(String... args) {
        CommandLine command = new CommandLine(new Load());
        command.setParameterExceptionHandler((wrong, line) -> {
            System.err.println(wrong.getMessage() + " (--help lists the options)");
            return CommandLine.ExitCode.USAGE;
        });
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println(
                    "The run failed: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return command.execute(args);
    }

    public static void main(String[] args) {
        LauncherWatch.onEnd(() -> System.exit(CommandLine.ExitCode.SOFTWARE));
        System.exit(run(args));
    }
}
