package io.tickstorm.cluster;

import io.tickstorm.Await;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Server processes of a fleet, each with a working folder of its own. One thread. */
final class FleetProcesses implements AutoCloseable {
    /** Lines of a JVM from version 24 on about a library, which are not the server's. */
    private static final Pattern OF_JVM =
            Pattern.compile("^WARNING: .*(sun\\.misc\\.Unsafe|terminally deprecated|to the maintainers of class)");

    private static final String READY = "Stop with Ctrl-C";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final List<Server> servers = new ArrayList<>();

    /** A server process, and the file of its output. */
    record Server(Process process, int port, int clusterPort, Path folder, Path log) {}

    FleetProcesses(Path folder) {
        this.folder = folder;
    }

    /** Starts a server; its ports are free ones. Options of the JVM begin with -X or -D. */
    Server start(String... options) throws IOException {
        return start(Map.of(), freePort(), options);
    }

    /**
     * Starts a server.
     *
     * @param environment in addition to the one of this process
     */
    Server start(Map<String, String> environment, int clusterPort, String... options) throws IOException {
        int port = freePort();
        Path own = Files.createDirectories(folder.resolve("server-" + servers.size()));
        Path log = folder.resolve("server-" + servers.size() + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
        List.of(options).stream().filter(option -> option.matches("-[XD].*")).forEach(command::add);
        command.addAll(List.of(ClusterMain.class.getName(), "--port=" + port, "--cluster-port=" + clusterPort));
        command.addAll(List.of("--bots=2", "--seats=4", "--local-metrics", "--web-root=" + folder));
        List.of(options).stream().filter(option -> option.startsWith("--")).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Server server = new Server(builder.start(), port, clusterPort, own, log);
        servers.add(server);
        return server;
    }

    /** Waits until a server has joined and listens. */
    static void awaitReady(Server server) {
        Await.until(
                "a server to be ready: " + output(server),
                () -> output(server).contains(READY) || !server.process.isAlive());
        if (!output(server).contains(READY)) {
            throw new AssertionError("the server has ended: " + output(server));
        }
    }

    /** Returns the output of a server. */
    static String output(Server server) {
        try {
            return Files.readString(server.log)
                    .lines()
                    .filter(line -> !OF_JVM.matcher(line).find())
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the body of an answer; empty if there is none. */
    String get(Server server, String path) {
        return send(request(server, path).build());
    }

    /** Returns the body of an answer; empty if there is none. */
    String post(Server server, String path, String body) {
        return send(request(server, path)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(Server server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port + path));
    }

    private String send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Returns the value of a metric without labels; 0 if there is none. */
    double metric(Server server, String name) {
        return get(server, "/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.process.destroyForcibly());
    }
}
