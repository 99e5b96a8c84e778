package io.tickstorm.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of a measurement that alternates between processes in rounds. Filled by picocli, then only read. */
public final class RoundOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rounds", description = "Number of rounds, 1-99 [${DEFAULT-VALUE}]")
    private int rounds = 5;

    @Option(
            names = "--warmup",
            converter = Seconds.Whole.class,
            description = "Seconds of play before anything is counted [${DEFAULT-VALUE}]")
    private int warmupS;

    @Option(
            names = "--duration",
            converter = Seconds.Whole.class,
            description = "Counted seconds of each run [${DEFAULT-VALUE}]")
    private int durationS;

    /** Creates options with these defaults, in seconds. */
    public RoundOptions(int warmupS, int durationS) {
        this.warmupS = warmupS;
        this.durationS = durationS;
    }

    /** Returns the number of rounds, 1 to 99. */
    public int rounds() {
        return rounds;
    }

    /** Returns the seconds of play before anything is counted. */
    public int warmupS() {
        return warmupS;
    }

    /** Returns the counted seconds of each run. */
    public int durationS() {
        return durationS;
    }

    /** Throws a usage error if a value is out of its range. */
    public void check() {
        Program.require(
                spec,
                rounds >= 1 && rounds <= 99 && warmupS >= 0 && durationS >= 1,
                "--rounds must be 1-99, --duration at least 1, --warmup not negative");
    }

    /** The options of a measurement that starts a server from its jar. */
    public static final class Played {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec = CommandSpec.create();

        @Option(names = "--server-jar", description = "Jar of the server [${DEFAULT-VALUE}]")
        private Path serverJar = Path.of("game-server/target/tickstorm-server.jar");

        /** Returns the jar of the server; after {@link #check} it is readable. */
        public Path serverJar() {
            return serverJar;
        }

        /** Throws a usage error if the jar is missing. */
        public void check() {
            boolean isBuilt = Files.isReadable(serverJar);
            Program.require(spec, isBuilt, "there is no " + serverJar + ": build it, or name it with --server-jar");
        }
    }
}
