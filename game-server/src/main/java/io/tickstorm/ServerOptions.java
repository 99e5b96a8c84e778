package io.tickstorm;

import io.tickstorm.checkpoint.Terms;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.sim.Rules;
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
 * Every setting of the server, with its default and range. Flags win over {@code TICKSTORM_*} variables, these over
 * {@code tickstorm.properties}, that over the defaults. Filled by picocli on the main thread, then only read.
 */
@Command(
        name = "tickstorm-server",
        mixinStandardHelpOptions = true,
        version = "Tickstorm 0.1.0",
        sortOptions = false,
        description = "The Tickstorm game server: play at the address it prints.",
        footer = {
            "",
            "Each option can also be set as an environment variable (TICKSTORM_PORT for --port)",
            "or in tickstorm.properties in the working folder (port=8080); a switch is true or false there."
        })
public final class ServerOptions {
    /** The largest number of seats that a room may have. */
    public static final int SEATS_MAX = 4094;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", defaultValue = "8080", description = "Port to listen on; 0 picks one [${DEFAULT-VALUE}]")
    private int port;

    @Option(names = "--host", defaultValue = "0.0.0.0", description = "Address to listen on [${DEFAULT-VALUE}]")
    private String host = "";

    @Option(names = "--web-root", defaultValue = "web-client/dist", description = "Folder of the page")
    private Path webRoot = Path.of("");

    @Option(
            names = "--bots",
            defaultValue = "10",
            description = "Pilots of a room; bots take the seats that people leave free, 0-4094 [${DEFAULT-VALUE}]")
    private int bots;

    @Option(names = "--seats", defaultValue = "16", description = "Seats of a room, 1-4094 [${DEFAULT-VALUE}]")
    private int seats;

    @Option(
            names = "--arena-seats",
            defaultValue = "0",
            description =
                    "Seats that the arena is sized for; fewer make it crowded; 0: same as --seats [${DEFAULT-VALUE}]")
    private int arenaSeats;

    @Option(names = "--rooms", defaultValue = "64", description = "Rooms at a time, 1-10000 [${DEFAULT-VALUE}]")
    private int rooms;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the first room [${DEFAULT-VALUE}]")
    private int seed;

    @Option(names = "--tick-rate", defaultValue = "30", description = "Ticks a second, 10-128 [${DEFAULT-VALUE}]")
    private int tickRate;

    @Option(names = "--loops", defaultValue = "1", description = "Threads that tick rooms, 1-64 [${DEFAULT-VALUE}]")
    private int loops;

    @Option(names = "--io-threads", defaultValue = "1", description = "Threads that read and write [${DEFAULT-VALUE}]")
    private int ioThreads;

    @Option(
            names = "--allowed-origin",
            split = ",",
            description = "Other pages that may connect, such as https://play.example.org")
    private List<String> allowedOrigins = new ArrayList<>();

    @Option(names = "--connections", defaultValue = "5000", description = "Connections at a time [${DEFAULT-VALUE}]")
    private int connections;

    @Option(
            names = "--text-connections",
            defaultValue = "8",
            description = "Connections of these that may use JSON (tickstorm.v1.json), 0-1000 [${DEFAULT-VALUE}]")
    private int textConnections;

    @Option(
            names = "--message-bytes",
            defaultValue = "2048",
            description = "Longest message of a client, 256-65535 [${DEFAULT-VALUE}]")
    private int messageBytes;

    @Option(
            names = "--messages-per-second",
            defaultValue = "256",
            description = "Messages per second; a client that sends more is closed [${DEFAULT-VALUE}]")
    private int messagesPerSecond;

    @Option(
            names = "--message-burst",
            defaultValue = "512",
            description = "Messages that may arrive at once [${DEFAULT-VALUE}]")
    private int messageBurst;

    @Option(names = "--chat-per-second", defaultValue = "1", description = "Chat lines per second [${DEFAULT-VALUE}]")
    private int chatPerSecond;

    @Option(names = "--chat-burst", defaultValue = "5", description = "Chat lines at once [${DEFAULT-VALUE}]")
    private int chatBurst;

    @Option(names = "--join-ms", defaultValue = "10000", description = "Time to send the Join [${DEFAULT-VALUE}]")
    private int joinMs;

    @Option(names = "--close-ms", defaultValue = "2000", description = "Time to answer a Close [${DEFAULT-VALUE}]")
    private int closeMs;

    @Option(
            names = "--silence-ms",
            defaultValue = "10000",
            description = "Close a connection that sends nothing for this long [${DEFAULT-VALUE}]")
    private int silenceMs;

    @Option(
            names = "--idle-ms",
            defaultValue = "300000",
            description = "Close the connection of a player who does nothing for this long [${DEFAULT-VALUE}]")
    private int idleMs;

    @Option(
            names = "--resume-ms",
            defaultValue = "30000",
            description = "Keep the seat of a player whose connection is lost for this long [${DEFAULT-VALUE}]")
    private int resumeMs;

    @Option(
            names = "--empty-ms",
            defaultValue = "60000",
            description = "Close a room that has had no people for this long [${DEFAULT-VALUE}]")
    private int emptyMs;

    @Option(
            names = "--send-buffer-bytes",
            defaultValue = "65536",
            description = "SO_SNDBUF of a connection [${DEFAULT-VALUE}]")
    private int sendBufferBytes;

    @Option(
            names = "--checkpoints",
            defaultValue = "",
            paramLabel = "<folder>",
            description = "Folder that keeps rooms over a restart, or 'off'"
                    + " [tickstorm-state/<port> in the working folder; off with --port 0]")
    private String checkpoints = "";

    @Option(
            names = "--checkpoint-age-s",
            defaultValue = "600",
            description = "Do not restore a room that was kept longer ago than this, 10-86400 [${DEFAULT-VALUE}]")
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

    CommandSpec spec() {
        return spec;
    }

    boolean printConfig() {
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
        return loops;
    }

    int port() {
        return port;
    }

    /** Returns the settings of each room. */
    public RoomSettings roomSettings() {
        return new RoomSettings(tickRate, seats, bots, seed, idleMs, silenceMs, emptyMs, resumeMs, arena());
    }

    private int arena() {
        return arenaSeats == 0 ? seats : arenaSeats;
    }

    /** Returns the folder that keeps rooms, or null for none: no client finds a port that differs at each start. */
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
        return new NetSettings(host, port, webRoot, ioThreads, origins, limits, defence.defence(textConnections));
    }

    /** @throws ParameterException that says which option is wrong and what it may be */
    void check() {
        within("--port", port, 0, 65_535);
        within("--seats", seats, 1, SEATS_MAX);
        within("--arena-seats", arenaSeats, 0, SEATS_MAX);
        within("--bots", bots, 0, SEATS_MAX);
        within("--rooms", rooms, 1, 10_000);
        within("--tick-rate", tickRate, Rules.TICK_RATE_MIN, Rules.TICK_RATE_MAX);
        within("--loops", loops, 1, 64);
        within("--io-threads", ioThreads, 1, 64);
        within("--connections", connections, 1, 1_000_000);
        within("--text-connections", textConnections, 0, 1_000);
        within("--message-bytes", messageBytes, 256, 65_535);
        within("--messages-per-second", messagesPerSecond, 1, 1_000_000);
        within("--message-burst", messageBurst, 1, 1_000_000);
        within("--chat-per-second", chatPerSecond, 1, 1_000);
        within("--chat-burst", chatBurst, 1, 1_000);
        within("--join-ms", joinMs, 100, 3_600_000);
        within("--close-ms", closeMs, 100, 60_000);
        within("--silence-ms", silenceMs, 1_000, 3_600_000);
        within("--idle-ms", idleMs, 1_000, 86_400_000);
        within("--resume-ms", resumeMs, 0, 3_600_000);
        within("--empty-ms", emptyMs, 0, 86_400_000);
        within("--checkpoint-age-s", checkpointAgeS, 10, 86_400);
        within("--send-buffer-bytes", sendBufferBytes, 4_096, 16_777_216);
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

    private void within(String option, int value, int min, int max) {
        within(spec, option, value, min, max);
    }

    static void within(CommandSpec spec, String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + " has to be between " + min + " and " + max + ", not " + value);
        }
    }
}
