package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tickstorm.net.connection.TextClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the unchanged example of docs/examples, which needs only a JDK. */
@Timeout(120)
class WatcherExampleIntegrationTest {
    @Test
    void printsTheGameUntilTheServerClosesWithAReason() throws IOException, InterruptedException {
        try (TestServer server = new TestServer(4, TestServer.LIMITS);
                TestClient other = server.connect().join("Bob")) {
            other.next();
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String url = "ws://127.0.0.1:" + server.server.port() + "/ws";
            Process watcher = new ProcessBuilder(java, example().toString(), url)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader lines = watcher.inputReader(StandardCharsets.UTF_8)) {
                JsonObject first = JsonParser.parseString(lines.readLine()).getAsJsonObject();
                assertEquals(
                        first.getAsJsonObject("you").get("ship"),
                        TextClient.ship(first, "Watcher").get("id"));
                assertTrue(first.has("welcome"));
                JsonObject second = JsonParser.parseString(lines.readLine()).getAsJsonObject();
                assertTrue(second.get("tick").getAsInt() > first.get("tick").getAsInt());
                server.shutDown();
                String line = lines.readLine();
                while (line != null && line.startsWith("{")) {
                    line = lines.readLine();
                }
                assertEquals("closed: 1012 the server restarts", line);
            } finally {
                watcher.destroyForcibly().waitFor();
            }
        }
    }

    /** Tests run in their module's folder or in the root. */
    private static Path example() {
        Path inModule = Path.of("..", "docs", "examples", "Watcher.java");
        return Files.exists(inModule) ? inModule : Path.of("docs", "examples", "Watcher.java");
    }
}
