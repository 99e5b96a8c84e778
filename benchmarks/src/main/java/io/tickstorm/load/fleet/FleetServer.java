package io.tickstorm.load.fleet;

import io.tickstorm.LauncherWatch;
import io.tickstorm.kit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One server process of a fleet, with a log of its ticks. It ends with the tool. One thread. */
final class FleetServer {
    /** The code of a server that the fleet has removed. */
    static final int EXIT_REMOVED = 4;

    /** The token with which a server answers {@code GET /cluster} to another machine. It guards nothing here. */
    static final String ADMIN_TOKEN = "token-of-the-load-tool";

    private static final int START_MS_MAX = 60_000;
    private static final int POLL_MS = 20;
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Process process;
    private final URI url;
    private final String clusterAddress;
    private final Path tickLog;
    private final Path output;

    /**
     * The parts that all servers of a run share.
     *
     * @param jar the program
     * @param folder for logs
     * @param options further options of each server
     */
    record Launch(Path jar, Path folder, FleetNetwork network, List<String> options) {}

    private FleetServer(Process process, URI url, String clusterAddress, Path tickLog, Path output) {
        this.process = process;
        this.url = url;
        this.clusterAddress = clusterAddress;
        this.tickLog = tickLog;
        this.output = output;
    }

    /**
     * Starts a server and returns once it listens.
     *
     * @param host index of its address in the network
     * @param number of the start, which names its files
     * @param seeds servers to join; empty for the first one
     */
    static FleetServer start(Launch launch, int host, int number, List<String> seeds) throws IOException {
        int port = freePort();
        int clusterPort = freePort();
        String clientHost = launch.network.clientHost(host);
        String clusterAddress = launch.network.clusterHost(host) + ":" + clusterPort;
        URI url = URI.create("ws://" + clientHost + ":" + port + "/ws");
        Path tickLog = launch.folder.resolve("ticks-" + number);
        Path output = launch.folder.resolve("server-" + number + ".log");
        List<String> command = new ArrayList<>(launch.network.prefix(host));
        command.addAll(List.of(JAVA.toString(), "-Xmx512m", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10"));
        command.add(
                "-D" + LauncherWatch.PROPERTY + "=" + ProcessHandle.current().pid());
        command.addAll(List.of("-jar", launch.jar.toAbsolutePath().toString(), "--admin-token", ADMIN_TOKEN));
        command.addAll(List.of("--host", clientHost, "--port", String.valueOf(port), "--public-url", url.toString()));
        command.addAll(List.of("--cluster-host", launch.network.clusterHost(host)));
        command.addAll(List.of("--cluster-port", String.valueOf(clusterPort), "--tick-log", tickLog.toString()));
        command.addAll(launch.options);
        if (!seeds.isEmpty()) {
            command.addAll(List.of("--seed-nodes", String.join(",", seeds)));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        FleetServer server = new FleetServer(process, url, clusterAddress, tickLog, output);
        server.awaitReady();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        long untilNs = System.nanoTime() + START_MS_MAX * 1_000_000L;
        while (!Files.readString(output).contains("Stop with Ctrl-C")) {
            if (!process.isAlive() || System.nanoTime() - untilNs > 0) {
                process.destroyForcibly();
                throw new IOException("a server did not start: " + Files.readString(output));
            }
            pause(POLL_MS);
        }
    }

    /** Waits for a moment. */
    static void pause(long ms) throws IOException {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Returns the address that clients connect to. */
    URI url() {
        return url;
    }

    /** Returns {@code host:port} for the other servers. */
    String clusterAddress() {
        return clusterAddress;
    }

    /** Returns the file with every tick of its rooms. */
    Path tickLog() {
        return tickLog;
    }

    /** Returns the process id. */
    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, such as KILL, STOP, CONT or TERM. */
    void signal(String name) throws IOException {
        JavaProcess.execute("no signal reached the server", "kill", "-" + name, String.valueOf(process.pid()));
    }

    /** Waits for the end of the process and returns its exit code; -1 if it still runs after this time. */
    int awaitExit(int seconds) throws IOException {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends the process at once. */
    void kill() {
        process.destroyForcibly();
    }
}
