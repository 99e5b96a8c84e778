package io.tickstorm.twin;

import io.undertow.Undertow;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the game behind another WebSocket stack and runs until it is ended. Main thread. */
@Command(
        name = "twin",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The same game behind another WebSocket stack: what the server is compared with.")
public final class Twin implements Callable<Integer> {
    private static final int EXIT_CANNOT_LISTEN = 3;

    /** Kept, for the logging system forgets the level of a logger that nobody holds. */
    private static final Logger UNDERTOW_LOG = Logger.getLogger(Undertow.class.getPackageName());

    /** Which stack carries the game. */
    enum Stack {
        UNDERTOW,
        NETTY;

        private Transport under(Game game) {
            return this == NETTY ? new NettyTransport(game) : new UndertowTransport(game);
        }
    }

    @Option(names = "--stack", required = true, description = "One of: ${COMPLETION-CANDIDATES}")
    private Stack stack = Stack.UNDERTOW;

    @Option(names = "--port", defaultValue = "8080", description = "Port to listen on; 0 picks one [${DEFAULT-VALUE}]")
    private int port;

    @Option(names = "--seats", defaultValue = "16", description = "Seats of a room [${DEFAULT-VALUE}]")
    private int seats;

    @Option(names = "--arena-seats", defaultValue = "0", description = "Seats the arena is sized for; 0: as many")
    private int arenaSeats;

    @Option(names = "--rooms", defaultValue = "64", description = "Rooms at a time [${DEFAULT-VALUE}]")
    private int rooms;

    @Option(names = "--bots", defaultValue = "0", description = "Bots fill a room to so many [${DEFAULT-VALUE}]")
    private int bots;

    private Twin() {}

    @Override
    public Integer call() {
        Running running = start(stack, port, new Game.Rooms(seats, arenaSeats == 0 ? seats : arenaSeats, bots, rooms));
        System.out.println("The " + stack + " twin is ready on http://localhost:" + running.port());
        return 0;
    }

    /** A twin that runs. */
    record Running(Game game, Transport transport, int port) implements AutoCloseable {
        @Override
        public void close() {
            game.stop();
            transport.stop();
        }
    }

    static Running start(Stack stack, int port, Game.Rooms rooms) {
        Flush flush = new Flush();
        Game game = new Game(rooms, flush);
        Transport transport = stack.under(game);
        flush.action = transport::flush;
        int listening = transport.start(port);
        game.start();
        return new Running(game, transport, listening);
    }

    /** The loop is made before the transport whose flush it calls. */
    private static final class Flush implements Runnable {
        private volatile Runnable action = () -> {};

        @Override
        public void run() {
            action.run();
        }
    }

    public static void main(String[] args) {
        UNDERTOW_LOG.setLevel(Level.WARNING);
        Logger.getLogger("org.xnio").setLevel(Level.WARNING);
        CommandLine command = new CommandLine(new Twin()).setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("The twin cannot start: " + failure.getMessage());
            return EXIT_CANNOT_LISTEN;
        });
        int exitCode = command.execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
