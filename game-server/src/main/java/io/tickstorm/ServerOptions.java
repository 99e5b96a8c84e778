package io.tickstorm;

import io.tickstorm.checkpoint.Terms;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.World;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Every setting of the server, with its default and range. Flags take precedence over {@code TICKSTORM_*} variables,
 * variables over {@code tickstorm.properties}, and the file over the defaults. Picocli fills it on the main thread;
 * after that it is only read.
 */
@Command(
        name = "tickstorm-server",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        modelTransformer = SettingRanges.class,
        description = "The Tickstorm game server. Open the address that it prints in a browser.",
        footer = {
            "",
            "Each option can also be set as an environment variable (TICKSTORM_PORT for --port)",
            "or in tickstorm.properties in the working folder (port=8080); a switch is true or false there.",
            "./play --nodes 3 starts three servers, which play as one fleet."
        })
public class ServerOptions {
    /** The largest number of seats that a room may have. */
    public static final int SEATS_MAX = World.SEATS_MAX;

    private static final int THREADS_MAX = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", defaultValue = "8080", description = "Port to listen on; 0 picks one")
    @Setting(min = 0, max = 65_535)
    private int port;

    @Option(names = "--host", defaultValue = "0.0.0.0", description = "Address to listen on")
    private String host = "";

    @Option(names = "--web-root", defaultValue = "web-client/dist", description = "Folder of the page")
    private Path webRoot = Path.of("");

    @Option(names = "--bots", defaultValue = "10", description = "Number of pilots in a room; bots take the free seats")
    @Setting(min = 0, max = SEATS_MAX)
    private int bots;

    @Option(names = "--seats", defaultValue = "16", description = "Seats of a room")
    @Setting(min = 1, max = SEATS_MAX)
    private int seats;

    @Option(
            names = "--arena-seats",
            defaultValue = "0",
            description = "Seats that the arena is sized for; fewer than --seats make it crowded; 0: equal to --seats")
    @Setting(min = 0, max = SEATS_MAX)
    private int arenaSeats;

    @Option(names = "--rooms", defaultValue = "64", description = "Rooms at a time")
    @Setting(min = 1, max = 10_000)
    private int rooms;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the first room")
    private int seed;

    @Option(names = "--tick-rate", defaultValue = "30", description = "Ticks a second")
    @Setting(min = Rules.TICK_RATE_MIN, max = Rules.TICK_RATE_MAX)
    private int tickRate;

    @Option(
            names = "--loops",
            defaultValue = "0",
            description = "Number of threads that tick rooms; 0: a quarter of the cores, at least 1")
    @Setting(min = 0, max = THREADS_MAX)
    private int loops;

    @Option(
            names = "--io-threads",
            defaultValue = "0",
            description = "Number of I/O threads; 0: three quarters of the cores, at least 1")
    @Setting(min = 0, max = THREADS_MAX)
    private int ioThreads;

    @Option(
            names = "--allowed-origin",
            split = ",",
            description = "Other origins that may connect, such as https://play.example.org")
    private List<String> allowedOrigins = new ArrayList<>();

    @Option(names = "--connections", defaultValue = "5000", description = "WebSocket connections at a time")
    @Setting(min = 1, max = 1_000_000)
    private int connections;

    @Option(
            names = "--text-connections",
            defaultValue = "8",
            description = "How many of these connections may use JSON, the subprotocol tickstorm.v1.json")
    @Setting(min = 0, max = 1_000)
    private int textConnections;

    @Option(names = "--message-bytes", defaultValue = "2048", description = "Longest message of a client")
    @Setting(min = 256, max = 65_535, unit = "bytes")
    private int messageBytes;

    @Option(
            names = "--messages-per-second",
            defaultValue = "256",
            description = "Messages per second; a client that sends more is closed")
    @Setting(min = 1, max = 1_000_000)
    private int messagesPerSecond;

    @Option(names = "--message-burst", defaultValue = "512", description = "Burst of messages")
    @Setting(min = 1, max = 1_000_000)
    private int messageBurst;

    @Option(names = "--chat-per-second", defaultValue = "1", description = "Chat lines per second")
    @Setting(min = 1, max = 1_000)
    private int chatPerSecond;

    @Option(names = "--chat-burst", defaultValue = "5", description = "Burst of chat lines")
    @Setting(min = 1, max = 1_000)
    private int chatBurst;

    @Option(names = "--join-ms", defaultValue = "10000", description = "Time for a client to send its Join")
    @Setting(min = 100, max = 3_600_000, unit = "ms")
    private int joinMs;

    @Option(names = "--close-ms", defaultValue = "2000", description = "Time for a client to answer a Close")
    @Setting(min = 100, max = 60_000, unit = "ms")
    private int closeMs;

    @Option(
            names = "--silence-ms",
            defaultValue = "10000",
            description = "Close a connection that sends nothing for this long")
    @Setting(min = 1_000, max = 3_600_000, unit = "ms")
    private int silenceMs;

    @Option(
            names = "--idle-ms",
            defaultValue = "300000",
            description = "Close the connection of a player who changes no control for this long")
    @Setting(min = 1_000, max = 86_400_000, unit = "ms")
    private int idleMs;

    @Option(
            names = "--resume-ms",
            defaultValue = "30000",
            description = "Keep the seat of a player whose connection is lost for this long")
    @Setting(min = 0, max = 3_600_000, unit = "ms")
    private int resumeMs;

    @Option(names = "--empty-ms", defaultValue = "60000", description = "Close a room without players after this time")
    @Setting(min = 0, max = 86_400_000, unit = "ms")
    private int emptyMs;

    @Option(
            names = "--send-buffer-bytes",
            defaultValue = "65536",
            description = "Send buffer (SO_SNDBUF) of a connection")
    @Setting(min = 4_096, max = 16_777_216, unit = "bytes")
    private int sendBufferBytes;

    @Option(
            names = "--checkpoints",
            defaultValue = "",
            paramLabel = "<folder>",
            description = "Folder for checkpoints, which preserve rooms over a restart, or 'off'"
                    + " [tickstorm-state/<port> in the working folder; off with --port 0]")
    private String checkpoints = "";

    @Option(
            names = "--checkpoint-age-s",
            defaultValue = "600",
            description = "Do not restore a room whose checkpoint is older than this")
    @Setting(min = 10, max = 86_400, unit = "s")
    private int checkpointAgeS;

    @Mixin
    private DefenceOptions defence = new DefenceOptions();

    @Option(names = "--print-config", description = "Print every setting with its value and the source of it, and exit")
    private boolean printConfig;

    /** Returns the options of a server that is started with these arguments; the others have their defaults. */
    public static ServerOptions of(List<String> arguments) {
        ServerOptions options = new ServerOptions();
        new CommandLine(options).parseArgs(arguments.toArray(String[]::new));
        options.check();
        return options;
    }

    /** Returns the description of the command line. */
    protected CommandSpec spec() {
        return spec;
    }

    protected boolean printConfig() {
        return printConfig;
    }

    /** Returns the ticks a second. */
    public int tickRate() {
        return tickRate;
    }

    /** Returns the largest number of rooms at a time. */
    public int rooms() {
        return rooms;
    }

    int loops() {
        return loops == 0 ? loopsFor(Runtime.getRuntime().availableProcessors()) : loops;
    }

    private int ioThreads() {
        return ioThreads == 0 ? ioThreadsFor(Runtime.getRuntime().availableProcessors()) : ioThreads;
    }

    /** Returns the default number of loops: ticks take a sixth to a quarter of the CPU, and I/O the rest. */
    static int loopsFor(int cores) {
        return Math.max(1, Math.min(THREADS_MAX, cores / 4));
    }

    /** Returns the default number of I/O threads. */
    static int ioThreadsFor(int cores) {
        return Math.max(1, Math.min(THREADS_MAX, cores * 3 / 4));
    }

    /** Returns the port to listen on; 0 picks one. */
    protected int port() {
        return port;
    }

    /** Returns the settings of each room. */
    public RoomSettings roomSettings() {
        return new RoomSettings(tickRate, seats, bots, seed, idleMs, silenceMs, emptyMs, resumeMs, arena(), 0);
    }

    private int arena() {
        return arenaSeats == 0 ? seats : arenaSeats;
    }

    /** Returns the folder for checkpoints, or null without one: with port 0 no client would find the server again. */
    @Nullable
    Path checkpoints() {
        if (checkpoints.isEmpty()) {
            return port == 0 ? null : Path.of("tickstorm-state", String.valueOf(port));
        }
        return checkpoints.equals("off") ? null : Path.of(checkpoints);
    }

    int checkpointAgeS() {
        return checkpointAgeS;
    }

    Terms terms() {
        return Terms.of(tickRate, seats, arena(), seed);
    }

    /** Returns the settings of the listener and its limits. */
    public NetSettings netSettings() {
        NetSettings.Limits limits = new NetSettings.Limits(
                connections,
                messageBytes,
                messagesPerSecond,
                messageBurst,
                chatPerSecond,
                chatBurst,
                joinMs,
                closeMs,
                sendBufferBytes);
        List<String> origins =
                allowedOrigins.stream().map(o -> o.toLowerCase(Locale.ROOT)).toList();
        return new NetSettings(host, port, webRoot, ioThreads(), origins, limits, defence.defence(textConnections));
    }

    /**
     * Checks the options.
     *
     * @throws ParameterException that names the wrong option and its valid values
     */
    protected void check() {
        SettingRanges.check(spec);
        checkFolder();
        defence.check();
    }

    private void checkFolder() {
        try {
            checkpoints();
        } catch (InvalidPathException e) {
            throw new ParameterException(
                    spec.commandLine(), "--checkpoints is not the name of a folder (" + e.getReason() + ")");
        }
    }
}
