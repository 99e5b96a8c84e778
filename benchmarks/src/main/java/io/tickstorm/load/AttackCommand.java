package io.tickstorm.load;

import io.tickstorm.load.attack.Trial;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./load attack}. Main thread. */
@Command(
        name = "attack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Attacks a server that it starts and stops; exit code 99 if the good players noticed:",
            "  fuzz        frames of every wrong kind, from 20 peers; 20 others play and must miss no snapshot",
            "  stalled     peers that join and never read, replaced as they are closed; 50 play, with and without them",
            "  handshakes  half-open and slow handshakes; 50 join meanwhile, and must be in within a second"
        })
final class AttackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is done. */
    enum Kind {
        fuzz,
        stalled,
        handshakes
    }

    @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
    private Kind kind = Kind.fuzz;

    @Option(names = "--frames", defaultValue = "1000000", description = "Of fuzz: how many [${DEFAULT-VALUE}]")
    private int frames;

    @Option(names = "--rate", defaultValue = "4000", description = "Of fuzz: how many a second [${DEFAULT-VALUE}]")
    private int rate;

    @Option(
            names = "--count",
            defaultValue = "0",
            description = "Peers at any time; 0: 100 stalled readers, 2000 handshakes [${DEFAULT-VALUE}]")
    private int count;

    @Option(
            names = "--duration",
            defaultValue = "60",
            converter = Seconds.Whole.class,
            description = "Time of a run, in whole seconds, such as 60, 30s or 2m [${DEFAULT-VALUE}]")
    private int durationS;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Of stalled: pairs of runs, the figure is their median [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(names = "--seed", defaultValue = "1", description = "Of the dice [${DEFAULT-VALUE}]")
    private int seed;

    @Mixin
    private OwnServerOptions ownServer = new OwnServerOptions();

    @Override
    public Integer call() throws IOException {
        check();
        ServerProcess.Launch launch = ownServer.launch();
        ownServer.pinTool();
        try (ServerProcess server = ServerProcess.start(launch, serverOptions())) {
            Trial trial = new Trial(server, seed, System.err);
            Trial.Outcome outcome = switch (kind) {
                case fuzz -> trial.fuzz(frames, rate);
                case stalled -> trial.stalled(count == 0 ? 100 : count, durationS, rounds);
                case handshakes -> trial.handshakes(count == 0 ? 2_000 : count, durationS);
            };
            outcome.lines().forEach(System.out::println);
            return outcome.exitCode();
        }
    }

    private void check() {
        if (frames < 1 || rate < 1 || count < 0 || count > 10_000 || durationS < 1 || rounds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--frames, --rate, --duration and --rounds are 1 or more, --count 0-10000");
        }
    }

    /** Seats of those who were cut off are free again soon: whoever attacks comes back as somebody new. */
    private static List<String> serverOptions() {
        return List.of("--bots", "0", "--seats", "2000", "--arena-seats", "16", "--resume-ms", "100");
    }
}
