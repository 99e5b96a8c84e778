package io.tickstorm.load;

import io.tickstorm.load.proxy.ProxyCommand;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays many pilots against a running server and reports what they saw. Main thread. */
@Command(
        name = "load",
        subcommands = {ProxyCommand.class},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Plays many pilots over real WebSockets and reports what they saw.")
public final class Load implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--url", defaultValue = "ws://localhost:8080/ws", description = "Server [${DEFAULT-VALUE}]")
    private URI url = URI.create("ws://localhost:8080/ws");

    @Option(names = "--players", defaultValue = "50", description = "How many, 1-20000 [${DEFAULT-VALUE}]")
    private int players;

    @Option(names = "--ramp", defaultValue = "2", description = "Seconds over which they join [${DEFAULT-VALUE}]")
    private int rampS;

    @Option(names = "--warmup", defaultValue = "5", description = "Seconds after that not counted [${DEFAULT-VALUE}]")
    private int warmupS;

    @Option(names = "--duration", defaultValue = "20", description = "Seconds counted [${DEFAULT-VALUE}]")
    private int durationS;

    @Option(names = "--tick-rate", defaultValue = "30", description = "Inputs a second of each [${DEFAULT-VALUE}]")
    private int tickRate;

    @Option(names = "--seed", defaultValue = "1", description = "Of what they do [${DEFAULT-VALUE}]")
    private int seed;

    private Load() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!"ws".equals(url.getScheme()) || url.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--url has to look like ws://host:port/ws, not " + url);
        }
        if (players < 1 || players > 20_000 || tickRate < 1 || tickRate > 128 || durationS < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--players is 1-20000, --tick-rate 1-128, --duration at least 1");
        }
        LoadPlan plan = new LoadPlan(url, players, tickRate, seed, rampS, warmupS, durationS);
        ServerFigures before = ServerFigures.read(url);
        LoadReport report = new Swarm(plan).play(System.err);
        System.out.println(report.summary(before, ServerFigures.read(url)));
        return report.connected() == players ? 0 : EXIT_FAILED;
    }

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Load());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("The run failed: " + failure.getMessage());
            return EXIT_FAILED;
        });
        System.exit(command.execute(args));
    }
}
