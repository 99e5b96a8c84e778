package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process: what it says, and how it ends. */
class MainIntegrationTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void saysWhereItIsAndEndsInOrderWhenAskedTo() throws IOException, InterruptedException {
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
    void aWrongValueInTheFileIsTracedToIt() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("tickstorm.properties"), "tick-rate=500\n");
        assertEnds(2, "--tick-rate is from tickstorm.properties");
    }

    private String assertEnds(int exitCode, String saying, String... arguments)
            throws IOException, InterruptedException {
        ServerProcess server = ServerProcess.start(folder, arguments);
        String said = server.rest();
        assertEquals(exitCode, server.exitCode(), said);
        assertTrue(said.contains(saying), said);
        assertTrue(!said.contains("\tat "), "no stack trace at a user: " + said);
        return said;
    }
}
