package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program behind {@code ./play --nodes}. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocalFleetIntegrationTest {
    private static final long HANG_S = 90;

    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void stop() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void oneAddressIsPrintedADeathIsReportedAndAllEndTogether() throws Exception {
        Path output = folder.resolve("output");
        Process fleet = start(output, "--nodes", "2", "--port=0", "--bots", "2", "--web-root=" + folder);
        Await.until("the fleet", () -> !fleet.isAlive() || text(output).contains("Stop with Ctrl-C"));
        String words = text(output);
        assertEquals(1, count("Tickstorm is ready on ", words), words);
        assertTrue(words.matches("(?s).*ready on http://localhost:\\d+, with 2 servers\\n.*"), words);
        String page = found("ready on (http://localhost:\\d+),", words);
        assertEquals(200, get(page + "/readyz").statusCode());
        String report = get(found("the fleet as it sees it: (http://\\S+)", words) + "?json")
                .body();
        assertEquals(2, count("\"state\":\"up\"", report), report);

        List<ProcessHandle> servers = fleet.children().toList();
        assertEquals(2, servers.size());
        long second = Long.parseLong(found("Server 2 is process (\\d+) ", words));
        ProcessHandle.of(second).orElseThrow().destroyForcibly();
        String sentence = "Server 2 has ended with code 137. Its rooms continue on the 1 that are left.";
        Await.until("the report", () -> text(output).contains(sentence));

        fleet.destroy();
        assertTrue(fleet.waitFor(HANG_S, TimeUnit.SECONDS), "the fleet has not ended");
        assertEquals(0, fleet.exitValue(), text(output));
        assertFalse(servers.stream().anyMatch(ProcessHandle::isAlive), "a server was left behind");
        assertTrue(text(output).contains("Tickstorm has stopped"), text(output));
        assertFalse(text(output).contains("\tat "), text(output));
    }

    @Test
    void aWrongValueIsASentenceAndAUsageError() throws Exception {
        assertRefused("--nodes is a number from 1 to 9, not 0. Try --help.", "--nodes", "0");
        assertRefused("--nodes is a number from 1 to 9, not 10. Try --help.", "--nodes=10");
        assertRefused("Invalid value for option '--nodes': 'three' is not an int. Try --help.", "--nodes=three");
        assertRefused("Missing required parameter for option '--nodes' (<nodes>). Try --help.", "--nodes");
        assertRefused(
                "--seed-nodes cannot be given together with --nodes, which chooses one for each server. Try --help.",
                "--nodes=2",
                "--seed-nodes",
                "10.0.0.7:7350");
        String ofServer = assertEnds(2, "--nodes=2", "--bots=many", "--port=0");
        assertTrue(ofServer.contains("'--bots'") && !ofServer.contains("\tat "), ofServer);
    }

    private void assertRefused(String sentence, String... words) throws Exception {
        assertEquals(sentence + "\n", assertEnds(2, words));
    }

    private String assertEnds(int exitCode, String... words) throws Exception {
        Path output = Files.createTempFile(folder, "output", "");
        Process process = start(output, words);
        assertTrue(process.waitFor(HANG_S, TimeUnit.SECONDS), "it has not ended");
        assertEquals(exitCode, process.exitValue(), text(output));
        return text(output);
    }

    private Process start(Path output, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LocalFleet.class.getName()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        started.add(process);
        return process;
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String found(String pattern, String words) {
        Matcher matcher = Pattern.compile(pattern).matcher(words);
        assertTrue(matcher.find(), words);
        return matcher.group(1);
    }

    private static long count(String part, String words) {
        return Pattern.compile(part, Pattern.LITERAL).matcher(words).results().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
