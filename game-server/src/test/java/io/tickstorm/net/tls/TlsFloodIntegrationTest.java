package io.tickstorm.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.Tls;
import io.tickstorm.net.settings.Defence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests incomplete and immediately closed handshakes: they affect only their own address. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsFloodIntegrationTest {
    private static final Defence TLS = Defence.STANDARD
            .with(new Defence.TlsFiles(Tls.pem("rsa8.crt"), Tls.pem("rsa8.pem")))
            .with(new Defence.ConnectionLimits(4_096, 100, 8, 10, 100, 32_768, 131_072, true))
            .with(new Defence.Quotas(8, 1, 50));

    private final TestServer server = new TestServer(4, TestServer.LIMITS, TLS, Path.of("no-page"));
    private final List<Socket> silent = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : silent) {
            socket.close();
        }
        server.close();
    }

    @Test
    void helloAndDisconnectIsCutOffBeyondTheRateOfItsAddress() throws Exception {
        byte[] hello = hello();
        try (TestClient player = TestClient.open(server.server.port(), Tls.trusting(), 65_536)) {
            player.join("Ada");
            for (int i = 0; i < 300; i++) {
                try (Socket socket = from("127.0.0.2")) {
                    send(socket, hello);
                }
                player.acknowledge(player.next().getTick());
            }
            assertTrue(server.metrics.count("handshakes_of_address") >= 200);
            assertEquals(0, player.code());
            newPlayerJoins();
        }
    }

    @Test
    void helloAndSilenceIsLimitedToThePlacesOfAnAddress() throws Exception {
        byte[] hello = hello();
        for (int i = 0; i < 300; i++) {
            Socket socket = from("127.0.0.2");
            silent.add(socket);
            send(socket, hello);
        }
        newPlayerJoins();
        assertTrue(server.metrics.count("handshakes_of_address") >= 250, "beyond the burst they are closed");
    }

    @Test
    void manySilentAddressesDoNotBlockNewPlayers() throws Exception {
        byte[] hello = hello();
        for (int i = 0; i < 300; i++) {
            Socket socket = from("127.0.1." + (1 + i % 100));
            silent.add(socket);
            send(socket, hello);
        }
        newPlayerJoins();
        assertEquals(0, server.metrics.count("handshakes_of_address"));
    }

    @Test
    void abandonedHandshakesAreNotProcessed() throws Exception {
        byte[] hello = hello();
        for (int i = 0; i < 1_000; i++) {
            try (Socket socket = from("127.0.1." + (1 + i % 100))) {
                send(socket, hello);
            }
        }
        newPlayerJoins();
        assertTrue(server.metrics.count("handshake_abandoned") + server.metrics.count("handshake_hung_up") > 0);
    }

    private void newPlayerJoins() throws Exception {
        try (TestClient newcomer = TestClient.open(server.server.port(), Tls.trusting(), 65_536)) {
            assertTrue(newcomer.join("New").next().hasWelcome());
        }
    }

    private Socket from(String address) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.server.port()));
        return socket;
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // Already closed, as expected for most of them.
        }
    }

    private static byte[] hello() throws Exception {
        SSLContext context = Tls.trusting();
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.beginHandshake();
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }
}
