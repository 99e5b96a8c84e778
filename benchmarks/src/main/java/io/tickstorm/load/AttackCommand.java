package io.tickstorm.load;

import io.tickstorm.kit.Program;
import io.tickstorm.kit.Seconds;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.load.attack.AttackReport;
import io.tickstorm.load.attack.AttackScenarios;
import io.tickstorm.load.attack.SingleAttacks;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./load attack}. Main thread. */
@Command(
        name = "attack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Attacks a server that it starts and stops. The exit code is 99 if a limit is missed. The kinds are:",
            "  fuzz        frames of every invalid kind, from 20 peers; 20 others play and must miss no snapshot",
            "  stalled     peers that join and never read, replaced as they are closed; 50 play, with and without them",
            "  handshakes  half-open and slow handshakes; 50 players join meanwhile, each within a second",
            "  stream      a peer that joins and sends pings as fast as its socket accepts them, even after the Close",
            "  idle        addresses with all their connections, which request /healthz once and stay open",
            "  tls         TLS handshakes that stop after the first message, and many a second that hang up",
            "  poll        addresses that open all their polling sessions and never poll them",
            "  rooms       one address that opens rooms and leaves them, at the limit of --rooms",
            "  numbers     the edges of 32 bits in every numeric field, over each protocol, with a valid token",
            "  log         bad requests of every kind: the server's log must not get longer",
            "During each kind from stream on, others play and newcomers join one after the other. Each of them must"
                    + " get its snapshots in time, to keep its connection and to join within a second. Afterwards"
                    + " memory, threads and file descriptors must be free again. The report names the limits."
        })
final class AttackCommand implements Callable<Integer> {
    private static final int COUNT_MAX = 10_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The kinds of attacks. */
    enum Kind {
        fuzz(0),
        stalled(100),
        handshakes(2_000),
        stream(1),
        idle(2 * ServerDefaults.CONNECTIONS_PER_ADDRESS),
        tls(2_000),
        poll(ServerDefaults.CONNECTIONS_PER_ADDRESS),
        rooms(0),
        numbers(0),
        log(50);

        /** The number of peers without {@code --count}. */
        private final int usualCount;

        Kind(int usualCount) {
            this.usualCount = usualCount;
        }
    }

    @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
    private Kind kind = Kind.fuzz;

    @Option(names = "--frames", defaultValue = "1000000", description = "fuzz: number of frames [${DEFAULT-VALUE}]")
    private int frames;

    @Option(names = "--rate", defaultValue = "4000", description = "fuzz: frames a second [${DEFAULT-VALUE}]")
    private int rate;

    @Option(
            names = "--count",
            defaultValue = "0",
            description = "Number of peers at any time, of connections of each address, or of each request for log; 0:"
                    + " the usual number of this kind [${DEFAULT-VALUE}]")
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
            description = "stalled: pairs of runs; the figure is their median [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the attack [${DEFAULT-VALUE}]")
    private int seed;

    @Mixin
    private OwnServerOptions ownServer = new OwnServerOptions();

    @Override
    public Integer call() throws IOException {
        boolean fits = frames >= 1 && rate >= 1 && count >= 0 && count <= COUNT_MAX && durationS >= 1 && rounds >= 1;
        Program.require(
                spec, fits, "--frames, --rate, --duration and --rounds must be 1 or more, --count 0-" + COUNT_MAX);
        ServerProcess.Launch launch = ownServer.launch();
        ownServer.pinTool();
        AttackScenarios scenarios = new AttackScenarios(launch, durationS, seed, System.err);
        int peers = count == 0 ? kind.usualCount : count;
        AttackReport report = switch (kind) {
            case fuzz, stalled, handshakes -> single(launch, peers);
            case stream -> scenarios.stream(peers);
            case idle -> scenarios.idle(peers);
            case tls -> scenarios.tls(peers);
            case poll -> scenarios.poll(peers);
            case rooms -> scenarios.rooms();
            case numbers -> scenarios.numbers();
            case log -> scenarios.log(peers);
        };
        report.lines().forEach(System.out::println);
        return report.exitCode();
    }

    private AttackReport single(ServerProcess.Launch launch, int peers) throws IOException {
        // The seats of closed attackers must be free soon, because the attackers join again as new players.
        List<String> options = List.of("--bots", "0", "--seats", "2000", "--arena-seats", "16", "--resume-ms", "100");
        try (ServerProcess server = ServerProcess.start(launch, options)) {
            SingleAttacks attacks = new SingleAttacks(server, seed, System.err);
            return switch (kind) {
                case fuzz -> attacks.fuzz(frames, rate);
                case stalled -> attacks.stalled(peers, durationS, rounds);
                default -> attacks.handshakes(peers, durationS);
            };
        }
    }
}
