package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.ServerFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests peers that send as fast as the socket accepts bytes, even after the server's Close. */
@Timeout(120)
class FloodIntegrationTest {
    /** A number of bytes above what the server reads of such a peer and the buffers of two kernels hold. */
    private static final long SENT_BYTES_MAX = 16L << 20;

    private static final int WRITE_BYTES = 60_000;

    private final TestServer server = new TestServer(8, TestServer.LIMITS);

    @AfterEach
    void stop() {
        server.close();
    }

    /** Sends endless empty frames with this first byte. */
    @ParameterizedTest
    @ValueSource(ints = {0x89, 0x8A, 0x82, 0x81, 0x02, 0x88, 0xFF})
    void aFloodingPeerIsDisconnectedAndOthersLoseNoSnapshot(int firstByte) throws IOException, InterruptedException {
        try (TestClient good = server.connect().join("Good")) {
            int held = good.next().getTick();
            try (Socket peer = joined()) {
                AtomicLong sent = new AtomicLong();
                Thread flood = new Thread(() -> flood(peer, firstByte, sent));
                flood.start();
                while (flood.isAlive()) {
                    held = assertFollows(good, held);
                }
                flood.join();
                assertTrue(sent.get() < SENT_BYTES_MAX, sent + " bytes were accepted");
            }
            for (int i = 0; i < 30; i++) {
                held = assertFollows(good, held);
            }
        }
    }

    @Test
    void aConnectionThatPipelinesEndlessRequestsIsDisconnected() {
        try (TestClient good = server.connect().join("Good");
                RawHttp http = new RawHttp(server.server.port())) {
            int held = good.next().getTick();
            http.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".repeat(5_000));
            int answers = http.readToEnd().split("HTTP/1.1 200", -1).length - 1;
            assertTrue(answers < 700, answers + " answers; the burst is 512");
            for (int i = 0; i < 30; i++) {
                held = assertFollows(good, held);
            }
            assertEquals(1, server.metrics.count("requests_of_connection"));
        }
    }

    private static int assertFollows(TestClient good, int held) {
        ServerFrame frame = good.next();
        assertEquals(
                held, frame.getTick() - frame.getSinceAge(), "the good player's frames match the server's view of it");
        good.acknowledge(frame.getTick());
        return frame.getTick();
    }

    private static void flood(Socket peer, int firstByte, AtomicLong sent) {
        byte[] one = RawWebSocket.frame(firstByte, new byte[0]);
        byte[] many = new byte[WRITE_BYTES / one.length * one.length];
        for (int at = 0; at < many.length; at += one.length) {
            System.arraycopy(one, 0, many, at, one.length);
        }
        try {
            OutputStream out = peer.getOutputStream();
            while (sent.get() < 2 * SENT_BYTES_MAX) {
                out.write(many);
                sent.addAndGet(many.length);
            }
        } catch (IOException e) {
            // The server has cut the connection.
        }
    }

    /** Opens a player's connection whose answers are not read. */
    private Socket joined() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port());
        StringBuilder request = new StringBuilder("GET /ws HTTP/1.1\r\n");
        TestClient.headers(server.server.port())
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        byte[] join = ClientFrame.newBuilder()
                .setJoin(Join.newBuilder().setName("Eve"))
                .build()
                .toByteArray();
        byte[] head = new byte[64];
        int read = socket.getInputStream().read(head);
        assertTrue(new String(Arrays.copyOf(head, read), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101"));
        socket.getOutputStream().write(RawWebSocket.frame(0x82, join));
        return socket;
    }
}
