package io.tickstorm.load.server;

import io.tickstorm.LauncherWatch;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of the tool's own, on a port that the system picks, for as long as this is open. One thread. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Tickstorm is ready on https?://localhost:(\\d+)");
    private static final Pattern METRICS = Pattern.compile("Metrics on http://127.0.0.1:(\\d+)/metrics");
    private static final String ADMIN_PORT = "--admin-port";
    /** Every server of the tool has these. The tool reads the figures at the port it plays on. */
    private static final List<String> OWN_OPTIONS = List.of("--host", "127.0.0.1", "--port", "0", "--local-metrics");

    private static final int STOP_S = 10;

    private final Process process;
    private final Thread hook;
    private final int port;
    private final int metricsPort;
    private final ServerLog log;

    /**
     * How a server is started.
     *
     * @param java the JVM's launcher; empty: the one that runs the tool
     * @param cores as {@code taskset -c} takes them; empty: wherever
     * @param heap of its JVM, such as 1g
     */
    public record Launch(String java, String cores, String heap) {
        public static final Launch PLAIN = new Launch("", "", "1g");
    }

    private ServerProcess(Process process, int port, int metricsPort, ServerLog log) {
        this.process = process;
        this.port = port;
        this.metricsPort = metricsPort;
        this.log = log;
        hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns once it listens. */
    public static ServerProcess start(Launch launch, List<String> options) throws IOException {
        Process process = new ProcessBuilder(command(launch, options))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder words = new StringBuilder();
        int port = portIn(said, READY, words);
        int metricsPort = options.contains(ADMIN_PORT) ? portIn(said, METRICS, words) : port;
        return new ServerProcess(process, port, metricsPort, new ServerLog(said));
    }

    /** Reads on to the line with the pattern, and returns the port it names. */
    private static int portIn(BufferedReader said, Pattern pattern, StringBuilder words) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            words.append(' ').append(line);
        }
        throw new IOException("the server did not start:" + words);
    }

    private static List<String> command(Launch launch, List<String> options) {
        List<String> command = new ArrayList<>();
        if (!launch.cores().isEmpty()) {
            command.addAll(List.of("taskset", "-c", launch.cores()));
        }
        command.add(
                launch.java().isEmpty()
                        ? Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()
                        : launch.java());
        command.addAll(
                List.of("-Xms" + launch.heap(), "-Xmx" + launch.heap(), "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10"));
        command.add(
                "-D" + LauncherWatch.PROPERTY + "=" + ProcessHandle.current().pid());
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), "io.tickstorm.Main"));
        command.addAll(OWN_OPTIONS);
        command.addAll(options);
        return command;
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    public URI url() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    /** The address of its metrics, for {@link ServerFigures#read}: the admin port, if its options name one. */
    public URI metrics() {
        return URI.create("ws://127.0.0.1:" + metricsPort + "/ws");
    }

    /** Its output since it was ready. */
    public ServerLog log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The tool itself is being ended: the hook has run, or will.
        }
    }
}
