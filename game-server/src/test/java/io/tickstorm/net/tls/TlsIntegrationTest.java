package io.tickstorm.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.Tls;
import io.tickstorm.net.connection.TextClient;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.proto.v1.ServerFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Tests the game under TLS: {@code wss:} and {@code https:} on the port, over real sockets. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsIntegrationTest {
    private static final int RECEIVE_BYTES = 64 * 1024;
    private static final NetSettings.Limits SMALL_BUFFERS =
            new NetSettings.Limits(50, 2048, 256, 512, 1, 5, 10_000, 500, 4096);

    @TempDir
    Path folder = Path.of("");

    private Path certificate = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void copyFiles() throws IOException {
        certificate = folder.resolve("certificate.pem");
        key = folder.resolve("key.pem");
        use("rsa8.crt", "rsa8.pem");
    }

    @Test
    void aMatchIsPlayedWithoutALostFrame() throws GeneralSecurityException {
        try (TestServer server = server(TestServer.LIMITS);
                TestClient client = TestClient.open(server.server.port(), Tls.trusting(), RECEIVE_BYTES)) {
            int held = client.join("Ada").next().getTick();
            for (int i = 0; i < 200; i++) {
                ServerFrame frame = client.next();
                assertEquals(held, frame.getTick() - frame.getSinceAge());
                held = frame.getTick();
                client.frame(0x89, new byte[] {(byte) i});
                client.input(held + 4, 0x880, 4);
            }
            client.frame(0x81, new byte[] {'a'});
            assertEquals(1003, client.closeCode());
            assertTrue(client.endsAfterClose());
        }
    }

    @Test
    void textIsReadWithoutALostFrame() throws GeneralSecurityException {
        try (TestServer server = server(SMALL_BUFFERS);
                TextClient client = new TextClient(TestClient.open(
                        server.server.port(), Tls.trusting(), 2048, TextClient.headers(server.server.port())))) {
            int tick = client.join("Ada").frame().get("tick").getAsInt();
            for (int i = 0; i < 20; i++) {
                client.send("{\"input\": {\"moveX\": 1, \"fire\": true}}");
                int next = client.frame().get("tick").getAsInt();
                assertTrue(next > tick);
                tick = next;
            }
        }
    }

    @Test
    void severalMessagesInOneRecordAreAllRead() throws GeneralSecurityException {
        try (TestServer server = server(TestServer.LIMITS);
                TestClient client = TestClient.open(server.server.port(), Tls.trusting(), RECEIVE_BYTES)) {
            client.join("Ada").next();
            byte[] pings = new byte[6 * 50];
            for (int i = 0; i < pings.length; i += 6) {
                pings[i] = (byte) 0x89;
                pings[i + 1] = (byte) 0x80;
            }
            // A TLS record holds all of them, and one message that is not a valid ClientFrame ends it.
            client.raw(pings);
            client.frame(0x82, new byte[] {0x08, (byte) 0x80});
            assertEquals(1007, client.closeCode());
        }
    }

    /** Tests frames that are written in pieces: the reader is slower than the room, and its buffers are small. */
    @Test
    void aSlowReaderGetsWholeFrames() throws GeneralSecurityException {
        try (TestServer server = server(SMALL_BUFFERS);
                TestClient slow = TestClient.open(server.server.port(), Tls.trusting(), 2048);
                TestClient witness = TestClient.open(server.server.port(), Tls.trusting(), RECEIVE_BYTES)) {
            int held = slow.join("Slow").next().getTick();
            int seen = witness.join("Witness").next().getTick();
            while (server.metrics.framesSkippedUnsent.get() < 40) {
                seen = witness.next().getTick();
                witness.acknowledge(seen);
                slow.acknowledge(seen);
            }
            for (int i = 0; i < 300; i++) {
                ServerFrame frame = slow.next();
                assertEquals(held, frame.getTick() - frame.getSinceAge(), "no frame is lost or damaged");
                held = frame.getTick();
                slow.acknowledge(held);
            }
        }
    }

    @Test
    void aNewCertificateIsUsedAndAnInvalidOneIsNot() throws Exception {
        try (TestServer server = server(TestServer.LIMITS);
                TestClient before = TestClient.open(server.server.port(), Tls.trusting(), RECEIVE_BYTES)) {
            assertEquals("CN=rsa8.example", shownBy(server));
            before.join("Ada").next();
            use("ec8.crt", "ec8.pem");
            while (!shownBy(server).equals("CN=ec8.example")) {
                before.next();
            }
            use("ed.crt", "ec8.pem");
            for (int i = 0; i < 150; i++) {
                before.next();
            }
            assertEquals("CN=ec8.example", shownBy(server), "an invalid pair changes nothing");
        }
    }

    @Test
    void plainHttpOnThePortIsRefused() throws GeneralSecurityException {
        try (TestServer server = server(TestServer.LIMITS)) {
            assertTrue(!RawHttp.answer(server.server.port(), "GET /healthz HTTP/1.1")
                    .contains("ok"));
            assertEquals("CN=rsa8.example", shownBy(server));
        }
    }

    @Test
    void aSilentTlsHandshakeIsCutOff() {
        Defence hasty = tls().with(new Defence.HttpTimeouts(300, 1_000, 1_000));
        List<RawHttp> silent = new ArrayList<>();
        try (TestServer server = new TestServer(4, TestServer.LIMITS, hasty)) {
            for (String beginning : List.of("", "\u0016", "\u0016\u0003\u0001\u0002\u0000\u0001")) {
                silent.add(new RawHttp(server.server.port()).send(beginning));
            }
            silent.forEach(RawHttp::readToEnd);
        } finally {
            silent.forEach(RawHttp::close);
        }
    }

    /** Prints the approximate cost of TLS on the I/O thread, without a limit. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @EnabledIfSystemProperty(named = "tickstorm.print", matches = "true")
    void costs() throws Exception {
        for (int round = 0; round < 3; round++) {
            System.out.printf("I/O thread, CPU a frame: plain %.1f us, TLS %.1f us%n", cost(false), cost(true));
        }
    }

    private double cost(boolean isTls) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<TestClient> clients = new ArrayList<>();
        try (TestServer server = isTls ? server16() : new TestServer(16, TestServer.LIMITS)) {
            for (int i = 0; i < 16; i++) {
                int port = server.server.port();
                TestClient client =
                        isTls ? TestClient.open(port, Tls.trusting(), RECEIVE_BYTES) : TestClient.open(port);
                clients.add(client.join("Ada"));
            }
            play(clients, 200);
            long io = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().contains(" I/O-"))
                    .mapToLong(Thread::getId)
                    .max()
                    .orElseThrow();
            long beforeNs = threads.getThreadCpuTime(io);
            double frames = server.metrics.framesSent.get();
            play(clients, 600);
            return (threads.getThreadCpuTime(io) - beforeNs) / 1e3 / (server.metrics.framesSent.get() - frames);
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    private static void play(List<TestClient> clients, int frames) {
        for (int i = 0; i < frames; i++) {
            for (TestClient client : clients) {
                int tick = client.next().getTick();
                client.input(tick + 4, 0x880 | (i & 7) << 4, 4);
            }
        }
    }

    private TestServer server16() {
        return new TestServer(16, TestServer.LIMITS, tls());
    }

    @Test
    void anInvalidPairStopsTheStart() throws IOException {
        use("rsa8.crt", "ec8.pem");
        UncheckedIOException fault = assertThrows(
                UncheckedIOException.class, () -> server(TestServer.LIMITS).close());
        assertTrue(String.valueOf(fault.getMessage()).contains("is not the key of"), fault.getMessage());
    }

    private Defence tls() {
        return Defence.STANDARD.with(new Defence.TlsFiles(certificate, key));
    }

    private TestServer server(NetSettings.Limits limits) {
        return new TestServer(4, limits, tls());
    }

    private void use(String certificateName, String keyName) throws IOException {
        Files.write(certificate, Files.readAllBytes(Tls.pem(certificateName)));
        Files.write(key, Files.readAllBytes(Tls.pem(keyName)));
    }

    private static String shownBy(TestServer server) throws GeneralSecurityException {
        try (SSLSocket socket =
                (SSLSocket) Tls.trusting().getSocketFactory().createSocket("127.0.0.1", server.server.port())) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
