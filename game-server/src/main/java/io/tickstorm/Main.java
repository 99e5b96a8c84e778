package io.tickstorm;

import io.tickstorm.fleet.Fleet;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.GameServer;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.TickLoop;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Builds the server, starts it, and stops it in order when the process is asked to end. Main thread. */
public final class Main {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_CANNOT_LISTEN = 3;
    /** Referenced here because the logging system drops the level of a logger without references. */
    private static final List<Logger> QUIET = List.of(Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"));

    /** Time for a tick to send the announcement, in ms. */
    private static final long ANNOUNCE_MS = 150;

    private static final long FAREWELL_MS = 3_000;
    private static final long FAREWELL_POLL_MS = 20;
    private static final long LAST_CHECKPOINTS_MS = 3_000;
    /** The longest time of a stop in order, in ms; more than its steps may take together. */
    private static final long STOP_MS_MAX = 12_000;

    private final ServerOptions options;
    private final Membership membership;
    private final PrintStream out;
    private final ServerMetrics metrics = new ServerMetrics();
    private final List<TickLoop> loops = new ArrayList<>();
    private final GameServer server;
    private final RoomDirectory directory;
    private final Fleet fleet;
    private final @Nullable CheckpointedRooms kept;

    private Main(ServerOptions options, Membership membership, PrintStream out) {
        this.membership = membership;
        this.options = options;
        this.out = out;
        for (int i = 0; i < options.loops(); i++) {
            loops.add(new TickLoop("tick-" + i, options.tickRate(), metrics, this::flush, membership.guard()));
        }
        directory = new RoomDirectory(options.roomSettings(), options.rooms(), metrics, loops);
        fleet = membership.join(directory, metrics);
        server = new GameServer(options.netSettings(), directory, fleet, metrics);
        kept = membership.isAlone() ? CheckpointedRooms.open(options, metrics.checkpoints, this::print) : null;
    }

    /** Starts a server that is alone. */
    public static void main(String[] args) {
        main(args, new ServerOptions(), () -> Membership.ALONE);
    }

    /**
     * Starts a server and returns; ends the process with an exit code if it cannot start.
     *
     * @param options are filled from the arguments
     * @param memberships returns the membership once the options are filled
     */
    public static void main(String[] args, ServerOptions options, Supplier<Membership> memberships) {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        OutOfMemory.endsTheProcess();
        int exitCode = run(args, options, memberships);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Returns the exit code; 0 once the server runs, or after an option such as --help has printed its answer. */
    private static int run(String[] args, ServerOptions options, Supplier<Membership> memberships) {
        CommandLine command = new CommandLine(options);
        SettingSources sources;
        try {
            sources = new SettingSources(System.getenv(), new SettingsFile(Path.of("tickstorm.properties")));
        } catch (IOException e) {
            System.err.println(e.getMessage() + ".");
            return EXIT_USAGE;
        }
        try {
            ParseResult parsed = command.setDefaultValueProvider(sources).parseArgs(expanded(args, command));
            if (CommandLine.printHelpIfRequested(parsed)) {
                return 0;
            }
            sources.warnings(command.getCommandSpec()).forEach(System.err::println);
            String fault = sources.faultOfFile(command.getCommandSpec());
            if (!fault.isEmpty()) {
                throw new ParameterException(command, fault);
            }
            options.check();
            if (options.printConfig()) {
                printConfig(parsed, sources);
                return 0;
            }
        } catch (ParameterException e) {
            System.err.println(e.getMessage() + meant(e) + sources.hint() + ". Try --help.");
            return EXIT_USAGE;
        }
        return new Main(options, memberships.get(), System.out).start();
    }

    /** Gives each switch without a value the value true. Otherwise picocli would invert the environment or the file. */
    private static String[] expanded(String[] args, CommandLine command) {
        String[] all = args.clone();
        for (int i = 0; i < all.length; i++) {
            OptionSpec option = command.getCommandSpec().findOption(all[i]);
            if (all[i].startsWith("--") && option != null && SettingSources.isSwitch(option)) {
                all[i] += "=true";
            }
        }
        return all;
    }

    private static String meant(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unknown) || !unknown.isUnknownOption()) {
            return "";
        }
        String typed = unknown.getUnmatched().get(0).replaceFirst("=.*", "");
        List<String> names = wrong.getCommandLine().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        String nearest = Spelling.nearest(typed, names);
        return nearest == null ? "" : " (did you mean " + nearest + "?)";
    }

    private static void printConfig(ParseResult parsed, SettingSources sources) {
        for (OptionSpec option : parsed.commandSpec().options()) {
            if (SettingSources.isSetting(option)) {
                String source = parsed.hasMatchedOption(option.longestName()) ? "flag" : sources.source(option);
                boolean isSecret = option.longestName().matches(".*-(token|secret)") && isGiven(option.getValue());
                Object value = isSecret ? "(set)" : option.getValue();
                String line = String.format(
                        "%-24s %-24s %-24s %s", option.longestName(), value, source, SettingRanges.text(option));
                System.out.println(line.stripTrailing());
            }
        }
    }

    private static boolean isGiven(@Nullable Object value) {
        return value != null && !value.equals("");
    }

    private int start() {
        // Rooms are restored before clients can connect, so that returning players find their seats.
        if (kept != null) {
            kept.restoreInto(directory);
        }
        Room lobby = directory.lobby();
        if (lobby == null && membership.isAlone()) {
            lobby = directory.openLobby();
        }
        try {
            server.start();
        } catch (RuntimeException e) {
            return printFailure(e);
        }
        if (kept != null) {
            kept.start();
        }
        for (TickLoop loop : loops) {
            loop.start(directory);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
        printReady(lobby);
        LauncherWatch.onEnd(() -> System.exit(0));
        return 0;
    }

    private int printFailure(RuntimeException failure) {
        boolean taken = failure.getCause() instanceof BindException;
        System.err.println(
                taken
                        ? failure.getMessage() + ": it is in use or not allowed. Try --port."
                        : "The server cannot start: " + failure.getMessage());
        return taken ? EXIT_CANNOT_LISTEN : EXIT_FAILED;
    }

    private void printReady(@Nullable Room lobby) {
        NetSettings settings = options.netSettings();
        String scheme = settings.defence().tls() == null ? "http://" : "https://";
        out.println("Tickstorm is ready on " + scheme + PageAddresses.here(settings.host()) + ":" + server.port());
        String lan = PageAddresses.onTheNetwork(settings.host());
        if (lan != null) {
            out.println("Friends on the same network: " + scheme + lan + ":" + server.port());
        }
        if (lobby != null) {
            out.println("Room " + lobby.code() + ": add ?room=" + lobby.code() + " to the address to meet there");
        }
        if (server.adminPort() >= 0) {
            out.println("Metrics on http://127.0.0.1:" + server.adminPort() + "/metrics");
        }
        out.println("Stop with Ctrl-C");
        out.flush();
    }

    private void print(String sentence) {
        out.println(sentence);
        out.flush();
    }

    private void flush(long deadlineNs) {
        server.flush(deadlineNs);
    }

    /**
     * Stops in order after SIGTERM or Ctrl-C: refuses new players, writes checkpoints, notifies all clients, exits with
     * 0.
     */
    private void stop() {
        endAnyway();
        try {
            server.drain();
            if (membership.isAlone()) {
                directory.announce("The server restarts. You will be back in a moment.");
                Thread.sleep(ANNOUNCE_MS);
            } else {
                moveRooms();
            }
            directory.drain();
            loops.forEach(TickLoop::stopSoon);
            for (TickLoop loop : loops) {
                loop.stop(CloseReason.SHUTTING_DOWN);
            }
            server.closeAll(CloseReason.SHUTTING_DOWN);
            if (kept != null && !kept.finish(LAST_CHECKPOINTS_MS)) {
                print("The disk is too slow: the checkpoints of some rooms are outdated");
            }
            long giveUpNs = System.nanoTime() + FAREWELL_MS * 1_000_000L;
            while (server.connections() > 0 && System.nanoTime() - giveUpNs < 0) {
                Thread.sleep(FAREWELL_POLL_MS);
            }
            server.stop();
            membership.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        print("Tickstorm has stopped");
        Runtime.getRuntime().halt(0);
    }

    /** Moves the rooms to other servers of the fleet while they play. */
    private void moveRooms() throws InterruptedException {
        int rooms = directory.listings().size();
        print("Moving " + rooms + (rooms == 1 ? " room" : " rooms") + " to other servers");
        try {
            fleet.drain().toCompletableFuture().get(membership.drainMs(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            print("Not every room has moved; the others continue from their last checkpoint");
        }
    }

    /** Ends the process in bounded time, even if a step of the stop hangs. */
    private void endAnyway() {
        Thread patience = new Thread(
                () -> {
                    LockSupport.parkNanos((STOP_MS_MAX + membership.drainMs()) * 1_000_000L);
                    print("Tickstorm has stopped, although a part of it did not respond");
                    Runtime.getRuntime().halt(0);
                },
                "patience");
        patience.setDaemon(true);
        patience.start();
    }
}
