package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the server as a process: its output and its end. */
class MainIntegrationTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void printsItsAddressAndStopsInOrderOnRequest() throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(folder, "--port", "0", "--bots", "2")) {
            String ready = server.lineWith("Tickstorm is ready on http://localhost:");
            assertTrue(ready.matches(".*:\\d+"), ready);
            assertTrue(server.lineWith("?room=").startsWith("Room "));
            server.terminate();
            server.lineWith("Tickstorm has stopped");
            assertEquals(0, server.exitCode());
            assertEquals(0, folder.toFile().list().length, "a port that changes keeps no rooms");
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
    void printConfigNamesTheRangeOfEachNumber() throws IOException, InterruptedException {
        String config = assertEnds(0, "--seats", "--print-config");
        assertTrue(config.matches("(?s).*--seats +16 +default +1 to 4094\\R.*"), config);
        assertTrue(config.matches("(?s).*--join-ms +10000 +default +100 to 3600000 ms\\R.*"), config);
    }

    @Test
    void aWrongValueInTheFileIsTracedToIt() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("tickstorm.properties"), "tick-rate=500\n");
        assertEnds(2, "--tick-rate is from tickstorm.properties");
    }

    @Test
    void anUnknownKeyInTheFileIsOneSentenceAndExitCode2() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("tickstorm.properties"), "prot=81\n");
        assertEnds(2, "tickstorm.properties: 'prot' is not a setting (did you mean port?)");
        Files.write(folder.resolve("tickstorm.properties"), new byte[] {(byte) 0xFF, 0, 1});
        assertEnds(2, "tickstorm.properties is not a text in UTF-8.");
    }

    @Test
    void anInvalidPathIsOneSentenceAndExitCode2() throws IOException, InterruptedException {
        for (String key : List.of("checkpoints", "web-root", "tls-cert")) {
            Files.writeString(folder.resolve("tickstorm.properties"), key + "=a\\u0000b\n");
            assertEnds(2, "--" + key, "--print-config");
        }
    }

    @Test
    void switchesAreSettingsToo() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("tickstorm.properties"), "limit-loopback=true\n");
        String fromFile = assertEnds(0, "--limit-loopback", "--print-config");
        assertTrue(fromFile.matches("(?s).*--limit-loopback +true +tickstorm.properties.*"), fromFile);
        String flag = assertEnds(0, "--limit-loopback", "--print-config", "--limit-loopback");
        assertTrue(flag.matches("(?s).*--limit-loopback +true +flag.*"), flag);
        String off = assertEnds(0, "--limit-loopback", "--print-config", "--limit-loopback=false");
        assertTrue(off.matches("(?s).*--limit-loopback +false +flag.*"), off);
        assertFalse(off.contains("--print-config"), "an option that only prints is not a setting: " + off);
    }

    @Test
    void anUnknownOptionGetsASuggestion() throws IOException, InterruptedException {
        assertEnds(2, "Unknown option: '--prot' (did you mean --port?)", "--prot");
        assertEnds(2, "(did you mean --limit-loopback?)", "--limit-loopbak=true");
    }

    @Test
    void aKubernetesServiceOfTheSameNameChangesNothing() throws IOException, InterruptedException {
        Map<String, String> service =
                Map.of("TICKSTORM_PORT", "tcp://10.0.0.1:8080", "TICKSTORM_SERVICE_HOST", "10.0.0.1");
        ServerProcess server = ServerProcess.start(service, List.of(), folder, "--print-config");
        String printed = server.rest();
        assertEquals(0, server.exitCode(), printed);
        assertTrue(printed.matches("(?s).*--port +8080 +default.*"), printed);
        assertEquals(
                1, printed.lines().filter(line -> line.contains("Kubernetes")).count(), printed);
    }

    @Test
    void doesNotAdvertiseALoopbackAddress() throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(folder, "--host", "127.0.0.1", "--port", "0", "--bots", "0")) {
            server.port();
            server.terminate();
            String printed = server.rest();
            assertFalse(printed.contains("Friends"), printed);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void stopsInOrderWhenItsLauncherIsKilled() throws IOException, InterruptedException {
        Path printed = folder.resolve("printed");
        Process launcher = ServerProcess.startByShell(folder, printed, "--port", "0", "--bots", "2");
        awaitLine(printed, "Tickstorm is ready on");
        launcher.destroyForcibly();
        launcher.waitFor();
        awaitLine(printed, "Tickstorm has stopped");
    }

    private static void awaitLine(Path file, String words) {
        Await.until("the words " + words, () -> contains(file, words));
    }

    private static boolean contains(Path file, String words) {
        try {
            return Files.exists(file) && Files.readString(file).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String assertEnds(int exitCode, String saying, String... arguments)
            throws IOException, InterruptedException {
        ServerProcess server = ServerProcess.start(folder, arguments);
        String printed = server.rest();
        assertEquals(exitCode, server.exitCode(), printed);
        assertTrue(printed.contains(saying), printed);
        assertTrue(!printed.contains("\tat "), "the user sees a stack trace: " + printed);
        return printed;
    }
}
