package io.tickstorm.load;

import io.tickstorm.load.attack.AttackScenarios;
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
            "Attacks a server that it starts and stops; exit code 99 if a limit is missed:",
            "  fuzz        frames of every wrong kind, from 20 peers; 20 others play and must miss no snapshot",
            "  stalled     peers that join and never read, replaced as they are closed; 50 play, with and without them",
            "  handshakes  half-open and slow handshakes; 50 join meanwhile, and must be in within a second",
            "  stream      a peer that joins and sends pings as fast as its socket takes them, on after the Close",
            "  idle        22 addresses with 200 connections each that request /healthz once and stay",
            "  tls         2,000 TLS handshakes that stop after the first message, and 1,600 a second that hang up",
            "  poll        50 addresses that open 100 polling sessions each and never poll them",
            "  rooms       one address that opens rooms and leaves them, at the limit of --rooms",
            "  numbers     the edges of 32 bits in every numeric field, on each way to the server, with a good token",
            "  log         bad requests of every kind: the server's log must not get longer",
            "Next to each from stream on, 20 others play and ten join one after the other: at least 29.5 snapshots a"
                    + " second each, no wait over 100 ms, nobody lost, everybody in within 1 s; afterwards memory,"
                    + " threads and file descriptors have to be back."
        })
final class AttackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is done. */
    enum Kind {
        fuzz,
        stalled,
        handshakes,
        stream,
        idle,
        tls,
        poll,
        rooms,
        numbers,
        log
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
            description = "Peers at any time; 0: 100 stalled readers, 2000 handshakes or TLS hellos, 1 stream, 200 idle"
                    + " connections or 100 polls of each address; of log, how often each request is sent: 50"
                    + " [${DEFAULT-VALUE}]")
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
        Trial.Outcome outcome = switch (kind) {
            case fuzz, stalled, handshakes -> onOneServer(launch);
            default -> scenario(launch);
        };
        outcome.lines().forEach(System.out::println);
        return outcome.exitCode();
    }

    private Trial.Outcome onOneServer(ServerProcess.Launch launch) throws IOException {
        try (ServerProcess server = ServerProcess.start(launch, serverOptions())) {
            Trial trial = new Trial(server, seed, System.err);
            return switch (kind) {
                case fuzz -> trial.fuzz(frames, rate);
                case stalled -> trial.stalled(countOr(100), durationS, rounds);
                default -> trial.handshakes(countOr(2_000), durationS);
            };
        }
    }

    private Trial.Outcome scenario(ServerProcess.Launch launch) throws IOException {
        AttackScenarios scenarios = new AttackScenarios(launch, durationS, seed, System.err);
        return switch (kind) {
            case stream -> scenarios.stream(countOr(1));
            case idle -> scenarios.idle(countOr(200));
            case tls -> scenarios.tls(countOr(2_000));
            case poll -> scenarios.poll(countOr(100));
            case rooms -> scenarios.rooms();
            case numbers -> scenarios.numbers();
            default -> scenarios.log(countOr(50));
        };
    }

    private int countOr(int usual) {
        return count == 0 ? usual : count;
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
