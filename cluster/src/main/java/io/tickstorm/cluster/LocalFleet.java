package io.tickstorm.cluster;

import io.tickstorm.LauncherWatch;
import io.tickstorm.PageAddresses;
import io.tickstorm.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * The program behind {@code ./play --nodes 3}: starts the servers of a fleet on this machine, each a process of its
 * own, and ends them when it ends. Main thread, unless a method says otherwise.
 */
@Command(
        name = "./play",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Starts a fleet of servers on this machine. Open the address that it prints in a browser.",
        footer = "Every other option of a server goes to all of them; see ./play --help.")
public final class LocalFleet implements Callable<Integer> {
    private static final int NODES_MAX = 9;
    private static final int EXIT_FAILED = 1;
    private static final int JOIN_MS = 60_000;
    private static final int STOP_MS = 12_000;
    private static final int POLL_MS = 100;
    /** Options that the servers of one machine cannot share, or that this program chooses. */
    private static final List<String> OWN_CHOICE =
            List.of("--admin-port", "--cluster-host", "--cluster-port", "--public-url", "--seed-nodes");

    @Option(names = "--nodes", required = true, description = "Number of servers [1-9]")
    private int nodes;

    @Option(
            names = "--port",
            defaultValue = "${env:TICKSTORM_PORT:-8080}",
            description = "Port of the first server; 0 picks one [${DEFAULT-VALUE}]")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on; 0.0.0.0 lets others on the network play [${DEFAULT-VALUE}]")
    private String host = "";

    @Unmatched
    private List<String> others = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final PrintStream out = System.out;
    private final List<LocalServer> servers = new ArrayList<>();
    private volatile boolean isReady;
    private volatile boolean isStopping;
    /** The exit code of this program, unless it is told to end. */
    private volatile int exitCode;

    private LocalFleet() {}

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new LocalFleet());
        command.setParameterExceptionHandler((wrong, words) -> {
            System.err.println(wrong.getMessage() + ". Try --help.");
            return CommandLine.ExitCode.USAGE;
        });
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
        LauncherWatch.onEnd(() -> System.exit(0));
        exitCode = start();
        if (isReady) {
            exitCode = watch();
        }
        return exitCode;
    }

    private void check() {
        if (nodes < 1 || nodes > NODES_MAX) {
            throw fault("--nodes is a number from 1 to " + NODES_MAX + ", not " + nodes);
        }
        if (port < 0 || port > 65_535) {
            throw fault("--port is a number from 0 to 65535, not " + port);
        }
        for (String option : OWN_CHOICE) {
            if (others.stream().anyMatch(word -> word.equals(option) || word.startsWith(option + "="))) {
                throw fault(option + " cannot be given together with --nodes, which chooses one for each server");
            }
        }
    }

    private ParameterException fault(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** Starts the first server, then all others at once. Returns the exit code of one that did not start, or 0. */
    private int start() throws IOException, InterruptedException {
        List<Integer> free = freePorts(3 * nodes);
        for (int i = 0; i < nodes; i++) {
            int game = i == 0 && port > 0 ? port : free.get(3 * i);
            LocalServer.Ports ports = new LocalServer.Ports(game, free.get(3 * i + 1), free.get(3 * i + 2));
            servers.add(new LocalServer(i + 1, ports, urlOf(game)));
        }
        List<String> shared = sharedOptions();
        out.println("Starting " + nodes + (nodes == 1 ? " server" : " servers"));
        out.flush();
        LocalServer first = servers.get(0);
        for (LocalServer server : servers) {
            server.start(shared, server == first ? null : first);
            if (server == first && !server.awaitReady()) {
                return reportFailure(server);
            }
        }
        for (LocalServer server : servers) {
            if (!server.awaitReady()) {
                return reportFailure(server);
            }
        }
        if (!awaitMembers(first)) {
            System.err.println("The servers run, but have not found each other within " + JOIN_MS / 1_000 + " s.");
            return EXIT_FAILED;
        }
        printReady(first);
        isReady = true;
        return 0;
    }

    private List<String> sharedOptions() {
        List<String> options = new ArrayList<>(others);
        options.add("--host=" + host);
        options.add("--crash-sensor");
        // A player may have typed another name of this machine than the one that is printed.
        for (LocalServer each : servers) {
            Stream.of("localhost", "127.0.0.1")
                    .forEach(name -> options.add("--allowed-origin=" + page(name + ":" + each.port())));
        }
        return options;
    }

    private String urlOf(int ofPort) {
        String network = PageAddresses.onTheNetwork(host);
        return (isTls() ? "wss://" : "ws://") + (network == null ? PageAddresses.here(host) : network) + ":" + ofPort
                + "/ws";
    }

    private String page(String hostAndPort) {
        return (isTls() ? "https://" : "http://") + hostAndPort;
    }

    private boolean isTls() {
        return others.stream().anyMatch(word -> word.startsWith("--tls-cert"));
    }

    /** Returns different ports that nothing uses now. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0);
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
        return ports;
    }

    private static int reportFailure(LocalServer server) {
        // An option such as --print-config has an answer and ends the server, too.
        int code = server.isAlive() ? EXIT_FAILED : server.exitCode();
        server.output().forEach((code == 0 ? System.out : System.err)::println);
        return code;
    }

    private boolean awaitMembers(LocalServer first) {
        long giveUpNs = System.nanoTime() + JOIN_MS * 1_000_000L;
        while (first.members() < nodes) {
            if (System.nanoTime() - giveUpNs > 0 || !first.isAlive()) {
                return false;
            }
            LockSupport.parkNanos(POLL_MS * 1_000_000L);
        }
        return true;
    }

    private void printReady(LocalServer first) {
        servers.forEach(server -> server.forwardTo(out));
        out.println("Tickstorm is ready on " + page(PageAddresses.here(host) + ":" + first.port()) + ", with " + nodes
                + (nodes == 1 ? " server" : " servers"));
        String network = PageAddresses.onTheNetwork(host);
        if (network != null) {
            out.println("Friends on the same network: " + page(network + ":" + first.port()));
        }
        for (LocalServer server : servers) {
            out.println("Server " + server.number() + " is process " + server.pid() + " on port " + server.port()
                    + "; the fleet as it sees it: " + server.fleetPage());
        }
        out.println("Stop with Ctrl-C");
        out.flush();
    }

    /** Reports each server that ends. Returns once all have ended. */
    private int watch() throws InterruptedException {
        List<LocalServer> running = new ArrayList<>(servers);
        while (!running.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            for (LocalServer server : List.copyOf(running)) {
                if (!server.isAlive()) {
                    running.remove(server);
                    report(server, running.size());
                }
            }
        }
        return isStopping ? 0 : EXIT_FAILED;
    }

    private void report(LocalServer ended, int left) {
        if (!isStopping) {
            String rest = left == 0 ? "No server is left." : "Its rooms continue on the " + left + " that are left.";
            out.println("Server " + ended.number() + " has ended with code " + ended.exitCode() + ". " + rest);
            out.flush();
        }
    }

    /** Ends all servers in order, and those that do not end in time at once. Shutdown thread. */
    private void stop() {
        isStopping = true;
        servers.forEach(LocalServer::stop);
        long untilNs = System.nanoTime() + STOP_MS * 1_000_000L;
        servers.forEach(server -> server.endBy(untilNs));
        if (isReady) {
            out.println("Tickstorm has stopped");
            out.flush();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
