package io.tickstorm.net.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.proto.v1.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests text clients that send nothing, or do not read. */
class TextReadersIntegrationTest {
    private static final int SILENCE_MS = 1_000;
    private static final int STALLED = 24;
    private static final int RECEIVE_BYTES = 2048;
    private static final int SEND_BYTES = 4096;
    /** The frames of one second of 60 ticks, for each client. */
    private static final long SKIPPED_MIN = 60L * STALLED;
    /** Limit of a wait; a longer one is a hang. */
    private static final int TICKS_MAX = 60 * 60;

    private static final long BYTES_MAX = 256 * 1024;

    @Test
    void aListenerStaysConnectedByThePongsOfItsLibrary() {
        try (TestServer server = TestServer.impatient(SILENCE_MS);
                TextClient client = TextClient.open(server.server.port()).join("Ada")) {
            int first = client.frame().get("tick").getAsInt();
            int tick = first;
            while (tick - first < 3 * 60 * SILENCE_MS / 1_000) {
                tick = client.frame().get("tick").getAsInt();
            }
        }
    }

    @Test
    void aClientWithoutPongsIsClosedAsSilent() {
        try (TestServer server = TestServer.impatient(SILENCE_MS);
                TextClient client = TextClient.open(server.server.port()).join("Eve")) {
            client.socket.answersPings = false;
            JsonObject error = client.frameWith("error").getAsJsonObject("error");
            assertEquals("ERROR_CODE_SILENT", error.get("code").getAsString());
        }
    }

    @Test
    void anUnsolicitedPongAcknowledgesNothing() {
        try (TestServer server = TestServer.impatient(SILENCE_MS);
                TextClient client = TextClient.open(server.server.port()).join("Eve")) {
            client.socket.answersPings = false;
            JsonObject frame = client.frame();
            for (String pong : new String[] {"", "x", "-1", "2147483647", "99999999999", "1e3", "\u0660"}) {
                while (frame != null && !frame.has("error")) {
                    client.socket.frame(0x8A, pong.getBytes(UTF_8));
                    frame = client.next();
                    if (!pong.equals("\u0660")) {
                        break;
                    }
                }
            }
            assertTrue(frame != null && frame.has("error"));
            assertEquals(1, server.metrics.count("silent"));
        }
    }

    @Test
    void stalledReadersUseLittleMemoryAndOthersLoseNoFrame() {
        NetSettings.Limits limits = new NetSettings.Limits(STALLED + 1, 2048, 256, 512, 1, 5, 10_000, 500, SEND_BYTES);
        List<TestClient> stalled = new ArrayList<>();
        try (TestServer server = new TestServer(STALLED + 1, limits, TestServer.text(STALLED));
                TestClient witness = server.connect().join("Ada")) {
            int held = witness.next().getTick();
            long before = ProcessMemory.bytes();
            int port = server.server.port();
            for (int i = 0; i < STALLED; i++) {
                TestClient client = TestClient.open(port, RECEIVE_BYTES, TextClient.headers(port));
                client.frame(0x81, "{\"join\": {\"name\": \"Eve\"}}".getBytes(UTF_8));
                stalled.add(client);
            }
            int ticks = 0;
            while (server.metrics.framesSkippedUnsent.get() < SKIPPED_MIN && ticks++ < TICKS_MAX) {
                ServerFrame frame = witness.next();
                assertEquals(
                        held,
                        frame.getTick() - frame.getSinceAge(),
                        "the witness's frames match the server's view of it");
                held = frame.getTick();
                witness.acknowledge(held);
                for (TestClient client : stalled) {
                    client.frame(0x8A, String.valueOf(held).getBytes(UTF_8));
                }
            }
            assertTrue(
                    server.metrics.framesSkippedUnsent.get() >= SKIPPED_MIN,
                    "their buffers have been full for a long time");
            long each = (ProcessMemory.bytes() - before) / STALLED;
            assertTrue(each <= BYTES_MAX, each + " bytes each");
            if (Boolean.getBoolean("tickstorm.print")) {
                System.out.println("heap and direct memory of a text client that does not read: " + each + " bytes");
            }
        } finally {
            stalled.forEach(TestClient::close);
        }
    }
}
