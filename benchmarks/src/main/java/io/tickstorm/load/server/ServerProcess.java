package io.tickstorm.load.server;

import io.tickstorm.LauncherWatch;
import io.tickstorm.kit.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** A server that the tool starts, on a port that the system picks. {@link #close} stops it. One thread. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern METRICS = Pattern.compile("Metrics on http://127.0.0.1:(\\d+)/metrics");
    /** Options of every server of the tool. The tool reads the figures at the port it plays on. */
    private static final List<String> OWN_OPTIONS = List.of("--host", "127.0.0.1", "--port", "0", "--local-metrics");

    private final JavaProcess process;
    private final int port;
    private final int metricsPort;
    private final Log log;

    /**
     * The way to start a server.
     *
     * @param java the JVM's launcher; empty: the one that runs the tool
     * @param cores cores as {@code taskset -c} reads them; empty: all
     * @param heap heap of its JVM, such as 1g
     */
    public record Launch(String java, String cores, String heap) {
        /** The tool's own Java, all cores, a heap of 1 GB. */
        public static final Launch PLAIN = new Launch("", "", "1g");
    }

    private ServerProcess(JavaProcess process, int port, int metricsPort) {
        this.process = process;
        this.port = port;
        this.metricsPort = metricsPort;
        log = new Log(process.output());
    }

    /** Starts a server and returns once it listens. */
    public static ServerProcess start(Launch launch, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(
                List.of("-Xms" + launch.heap(), "-Xmx" + launch.heap(), "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10"));
        arguments.add(
                "-D" + LauncherWatch.PROPERTY + "=" + ProcessHandle.current().pid());
        List<String> all = new ArrayList<>(OWN_OPTIONS);
        all.addAll(options);
        arguments.addAll(JavaProcess.ofClass("io.tickstorm.Main", all));
        JavaProcess process = JavaProcess.start(launch.java(), launch.cores(), arguments, Redirect.PIPE);
        int port = process.awaitPort();
        return new ServerProcess(process, port, options.contains("--admin-port") ? process.awaitNumber(METRICS) : port);
    }

    /** Returns the address that players connect to. */
    public URI url() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    /** Returns the address for {@link ServerFigures#read}, which has the admin port if the options name one. */
    public URI metrics() {
        return URI.create("ws://127.0.0.1:" + metricsPort + "/ws");
    }

    /** Returns the lines it has printed since it was ready. */
    public Log log() {
        return log;
    }

    /** Returns its process id. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }

    /** Reads and counts a server's lines, on a thread of its own, because a full pipe would stop the server. */
    public static final class Log {
        private static final int KEPT_LINES_MAX = 20;
        private final Deque<String> newest = new ArrayDeque<>();
        private long lines;

        private Log(BufferedReader output) {
            Thread thread = new Thread(() -> output.lines().forEach(this::add), "server-log");
            thread.setUncaughtExceptionHandler((stopped, failure) -> {
                // The stream has ended, and the server with it.
            });
            thread.setDaemon(true);
            thread.start();
        }

        private synchronized void add(String line) {
            lines++;
            newest.add(line);
            if (newest.size() > KEPT_LINES_MAX) {
                newest.remove();
            }
        }

        /** Returns the number of lines. Any thread. */
        public synchronized long lines() {
            return lines;
        }

        /** Returns the newest lines, oldest first, at most 20. Any thread. */
        public synchronized List<String> newest() {
            return List.copyOf(newest);
        }
    }
}
