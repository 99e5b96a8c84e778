package io.tickstorm.twin;

import io.tickstorm.ServerOptions;
import io.tickstorm.kit.Program;
import io.undertow.Undertow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Runs the game behind another WebSocket stack until the process is ended. Main thread. */
@Command(
        name = "twin",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The same game behind another WebSocket stack, to compare the server with.",
        footer = "All other options are those of the server.")
public final class Twin implements Callable<Integer> {
    /** Referenced because the logging system discards the level of an unreferenced logger. */
    private static final Logger UNDERTOW_LOG = Logger.getLogger(Undertow.class.getPackageName());

    /** The stack that carries the game. */
    enum Stack {
        UNDERTOW,
        NETTY;

        private Transport under(Game game) {
            return this == NETTY ? new NettyTransport(game) : new UndertowTransport(game);
        }
    }

    @Option(names = "--stack", required = true, description = "One of: ${COMPLETION-CANDIDATES}")
    private Stack stack = Stack.UNDERTOW;

    @Unmatched
    private List<String> serverOptions = new ArrayList<>();

    private Twin() {}

    @Override
    public Integer call() {
        ServerOptions options = ServerOptions.of(serverOptions);
        Running running = start(stack, options.netSettings().port(), options);
        System.out.println("The " + stack + " twin is ready on http://localhost:" + running.port());
        return 0;
    }

    /** A running twin. Closing it stops the game and the listener. */
    record Running(Game game, Transport transport, int port) implements AutoCloseable {
        @Override
        public void close() {
            game.stop();
            transport.stop();
        }
    }

    /** Starts a twin; a port of 0 picks one. */
    static Running start(Stack stack, int port, ServerOptions options) {
        Flush flush = new Flush();
        Game game = new Game(options, flush);
        Transport transport = stack.under(game);
        flush.action = transport::flush;
        int listening = transport.start(port);
        game.start();
        return new Running(game, transport, listening);
    }

    /** Calls the transport, which is made after the loop that calls this. */
    private static final class Flush implements Runnable {
        private volatile Runnable action = () -> {};

        @Override
        public void run() {
            action.run();
        }
    }

    /** Runs the program. */
    public static void main(String[] args) {
        UNDERTOW_LOG.setLevel(Level.WARNING);
        Logger.getLogger("org.xnio").setLevel(Level.WARNING);
        int exitCode = Program.run(new Twin(), "The twin cannot start", Program.EXIT_CANNOT_LISTEN, args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
