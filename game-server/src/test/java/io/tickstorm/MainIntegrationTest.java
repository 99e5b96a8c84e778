package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process: what it says, and how it ends. */
class MainIntegrationTest {
    private static final long HANG_S = 60;

    @TempDir
    Path folder = Path.of("");

    @Test
    void saysWhereItIsAndEndsInOrderWhenAskedTo() throws IOException, InterruptedException {
        Process server = start("--port", "0", "--bots", "2");
        try (BufferedReader said = reader(server)) {
            String ready = lineWith(said, "Tickstorm is ready on http://localhost:");
            assertTrue(ready.matches(".*:\\d+"), ready);
            assertTrue(lineWith(said, "?room=").startsWith("Room "));
            server.toHandle().destroy();
            lineWith(said, "Tickstorm has stopped");
            assertTrue(server.waitFor(HANG_S, TimeUnit.SECONDS));
            assertEquals(0, server.exitValue());
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void aPortInUseIsOneSentenceAndExitCode3() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertEnds(3, "Port " + port + " cannot be listened on", "--host", "127.0.0.1", "--port", port);
        }
    }

    @Test
    void aWrongOptionIsOneSentenceAndExitCode2() throws IOException, InterruptedException {
        assertEnds(2, "--prot", "--prot", "80");
        assertEnds(2, "--tick-rate has to be between 10 and 128, not 5", "--tick-rate", "5");
        assertEnds(2, "--seats has to be between 1 and 4094, not 0", "--seats", "0");
        assertEnds(2, "'many' is not an int", "--seats", "many");
    }

    @Test
    void aFlagWinsOverTheFileAndTheFileOverTheDefault() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("tickstorm.properties"), "seats=40\nbots=7\n");
        String config = assertEnds(0, "--seats", "--print-config", "--seats", "20");
        assertTrue(config.matches("(?s).*--seats +20 +flag.*"), config);
        assertTrue(config.matches("(?s).*--bots +7 +tickstorm.properties.*"), config);
        assertTrue(config.matches("(?s).*--tick-rate +30 +default.*"), config);
    }

    @Test
    void aWrongValueInTheFileIsTracedToIt() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("tickstorm.properties"), "tick-rate=500\n");
        assertEnds(2, "--tick-rate is from tickstorm.properties");
    }

    private String assertEnds(int exitCode, String saying, String... arguments)
            throws IOException, InterruptedException {
        Process server = start(arguments);
        String said = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(server.waitFor(HANG_S, TimeUnit.SECONDS));
        assertEquals(exitCode, server.exitValue(), said);
        assertTrue(said.contains(saying), said);
        assertTrue(!said.contains("\tat "), "no stack trace at a user: " + said);
        return said;
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** The process has a working folder of its own. */
    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String lineWith(BufferedReader reader, String words) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.contains(words)) {
                return line;
            }
        }
        throw new AssertionError("the server never said " + words);
    }
}
