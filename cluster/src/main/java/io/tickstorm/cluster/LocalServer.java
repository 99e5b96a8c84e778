package io.tickstorm.cluster;

import com.google.gson.JsonParser;
import io.tickstorm.LauncherWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One server process of a {@link LocalFleet}. A thread of its own reads its output; all else is the main thread. */
final class LocalServer {
    private static final int READY_S = 60;
    private static final int LINES_MAX = 300;
    private static final Duration ANSWER = Duration.ofSeconds(2);
    /** The last line that a server prints when it has started. */
    private static final String READY = "Stop with Ctrl-C";

    private final int number;
    private final Ports ports;
    private final String url;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean isReady;
    private @Nullable PrintStream console;
    private @Nullable Process process;

    /** The ports of a server: for players, for its fleet page, and for the other servers. */
    record Ports(int game, int admin, int cluster) {}

    /**
     * @param number from 1
     * @param url WebSocket address for clients
     */
    LocalServer(int number, Ports ports, String url) {
        this.number = number;
        this.ports = ports;
        this.url = url;
    }

    /**
     * Starts the process.
     *
     * @param options that all servers have
     * @param seed the server to join; null to start a new fleet
     */
    void start(List<String> options, @Nullable LocalServer seed) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Several servers share the machine. Short pauses matter more than throughput.
        command.addAll(List.of(
                "-Xms64m", "-Xmx512m", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10", "-XX:+ExitOnOutOfMemoryError"));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        }
        command.add(
                "-D" + LauncherWatch.PROPERTY + "=" + ProcessHandle.current().pid());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ClusterMain.class.getName()));
        command.addAll(options);
        command.addAll(List.of(
                "--port=" + ports.game,
                "--admin-port=" + ports.admin,
                "--cluster-port=" + ports.cluster,
                "--public-url=" + url));
        if (seed != null) {
            command.add("--seed-nodes=127.0.0.1:" + seed.ports.cluster);
        }
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = started;
        Thread reader = new Thread(() -> read(started), "output-of-server-" + number);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Process from) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // The process has ended.
        }
        ready.countDown();
    }

    private synchronized void add(String line) {
        PrintStream to = console;
        if (to != null) {
            to.println("server " + number + ": " + line);
            to.flush();
        } else if (lines.size() < LINES_MAX) {
            lines.add(line);
        }
        if (line.equals(READY)) {
            isReady = true;
            ready.countDown();
        }
    }

    /** Prints further output, with the number of the server. */
    synchronized void forwardTo(PrintStream to) {
        console = to;
    }

    /** Waits until the server has started. Returns false if it has ended, or takes longer than a minute. */
    boolean awaitReady() throws InterruptedException {
        boolean isDecided = ready.await(READY_S, TimeUnit.SECONDS);
        Process running = process;
        if (isDecided && !isReady && running != null) {
            running.waitFor(READY_S, TimeUnit.SECONDS);
        }
        return isReady;
    }

    /** Returns the number of servers that this one knows, itself included; 0 if it does not answer. */
    int members() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest question =
                HttpRequest.newBuilder(URI.create(fleetPage())).timeout(ANSWER).build();
        try {
            String answer =
                    client.send(question, HttpResponse.BodyHandlers.ofString()).body();
            return JsonParser.parseString(answer)
                    .getAsJsonObject()
                    .getAsJsonArray("servers")
                    .size();
        } catch (IOException | RuntimeException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Returns the address of the page that shows the fleet. */
    String fleetPage() {
        return "http://127.0.0.1:" + ports.admin + "/cluster";
    }

    /** Returns up to 300 lines that the server has printed before its output was forwarded. */
    synchronized List<String> output() {
        return List.copyOf(lines);
    }

    int number() {
        return number;
    }

    int port() {
        return ports.game;
    }

    long pid() {
        Process running = process;
        return running == null ? 0 : running.pid();
    }

    boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Returns the exit code; only once the process has ended. */
    int exitCode() {
        Process ended = process;
        return ended == null ? 0 : ended.exitValue();
    }

    /** Asks the process to end in order. Any thread. */
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }

    /** Ends the process at once if it still runs at this time of {@code System.nanoTime()}. Any thread. */
    void endBy(long untilNs) {
        Process running = process;
        if (running == null) {
            return;
        }
        try {
            if (!running.waitFor(Math.max(0, untilNs - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
        }
    }
}
