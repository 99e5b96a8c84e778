package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three server processes, of which one is killed with signal 9, and one is stopped in order. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledServerIntegrationTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Server> servers = new ArrayList<>();

    @TempDir
    Path folder = Path.of("");

    /** A server process and its ports. */
    private record Server(Process process, int port, int clusterPort) {}

    @AfterEach
    void stop() {
        servers.forEach(server -> server.process.destroyForcibly());
    }

    @Test
    void aRoomSurvivesTheKillOfItsServerAndTheDrainOfTheNextOne() throws Exception {
        for (int i = 0; i < 3; i++) {
            start();
        }
        JsonObject room = roomOfThird();
        String code = room.get("room").getAsString();
        Await.until("the copy of the room", () -> stored(servers.get(2)) > 0);

        Server killed = servers.get(2);
        killed.process.destroyForcibly().waitFor();
        Server left = servers.get(0);
        Await.until("another owner", () -> owner(left, code) > 0 && owner(left, code) != killed.port);
        int firstEpoch = room.get("epoch").getAsInt();
        Await.until("a higher epoch", () -> epoch(left, code) > firstEpoch);
        int epoch = epoch(left, code);
        Await.until("the owner to be known", () -> owner(left, code) > 0);
        int owner = owner(left, code);
        int drainedIndex = owner == servers.get(0).port ? 0 : 1;
        Server drained = servers.get(drainedIndex);
        Server last = servers.get(1 - drainedIndex);
        drained.process.destroy();
        assertEquals(0, drained.process.waitFor(), "the exit code of a stop in order");
        Await.until("the last owner", () -> owner(last, code) == last.port);
        Await.until("another epoch", () -> epoch(last, code) > epoch);
    }

    /** Opens rooms until the fleet, which chooses the server with the fewest, opens one on the third. */
    private JsonObject roomOfThird() {
        List<String> answers = new ArrayList<>(List.of(""));
        Await.until("a room of the third server", () -> {
            answers.set(0, post("/rooms"));
            return urlOf(answers.get(0)).contains(":" + servers.get(2).port + "/");
        });
        return json(answers.get(0));
    }

    private void start() throws IOException {
        int port = freePort();
        int clusterPort = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ClusterMain.class.getName(),
                "--port=" + port,
                "--cluster-port=" + clusterPort,
                "--bots=2",
                "--seats=4",
                "--crash-sensor",
                "--local-metrics",
                "--web-root=" + folder));
        if (!servers.isEmpty()) {
            command.add("--seed-nodes=127.0.0.1:" + servers.get(0).clusterPort);
        }
        Path log = folder.resolve("server-" + servers.size() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Server server = new Server(process, port, clusterPort);
        servers.add(server);
        Await.until("a server to be ready", () -> text(log).contains("Stop with Ctrl-C"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private int owner(Server asked, String code) {
        String url = urlOf(get(asked, "/rooms/" + code));
        return url.isEmpty() ? 0 : URI.create(url).getPort();
    }

    /** Returns the epoch of a room; 0 while the server does not know where it is. */
    private int epoch(Server asked, String code) {
        String answer = get(asked, "/rooms/" + code);
        return urlOf(answer).isEmpty() ? 0 : json(answer).get("epoch").getAsInt();
    }

    private double stored(Server server) {
        return get(server, "/metrics")
                .lines()
                .filter(line -> line.startsWith("tickstorm_checkpoint_write_seconds_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }

    private static String urlOf(String answer) {
        return answer.startsWith("{") && json(answer).has("url")
                ? json(answer).get("url").getAsString()
                : "";
    }

    private static JsonObject json(String answer) {
        return JsonParser.parseString(answer).getAsJsonObject();
    }

    private String get(Server server, String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port + path))
                .build());
    }

    private String post(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + servers.get(0).port + path))
                .POST(HttpRequest.BodyPublishers.ofString("{\"seats\":3,\"bots\":2}"))
                .build());
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
}
