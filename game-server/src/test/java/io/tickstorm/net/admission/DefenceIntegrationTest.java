package io.tickstorm.net.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.TrustedProxies;
import io.tickstorm.proto.v1.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the limits for clients that have not joined, over real sockets. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DefenceIntegrationTest {
    private static final int AT_REST = 0x880;
    private static final Defence HASTY = Defence.STANDARD.with(new Defence.HttpTimeouts(300, 1_000, 1_000));

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
    void aClientThatRequestsNothingInTimeIsClosed(String beginning) {
        try (TestServer server = new TestServer(4, TestServer.LIMITS, HASTY);
                RawHttp slow = new RawHttp(server.server.port())) {
            slow.send(beginning).readToEnd();
            assertEquals(0, server.server.connections());
        }
    }

    @Test
    void aSlowHeaderIsCutOff() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS, HASTY);
                RawHttp slow = new RawHttp(server.server.port())) {
            slow.send("GET /healthz HTTP/1.1\r\nHost: a\r\n");
            int bytes = 0;
            while (!slow.endsWithin(10)) {
                slow.send("X");
                bytes++;
            }
            assertTrue(bytes > 5, "a later part was refused, not the first");
            assertEquals(1, server.metrics.count("handshake_timed_out"));
        }
    }

    @Test
    void anIdleConnectionIsClosedAfterItsTime() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS, HASTY);
                RawHttp idle = new RawHttp(server.server.port())) {
            idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
            assertEquals(200, RawHttp.status(idle.readToEnd()));
        }
    }

    @Test
    void aMissingBodyIsNotAwaited() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS, HASTY);
                RawHttp slow = new RawHttp(server.server.port())) {
            slow.send("POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx");
            slow.readToEnd();
        }
    }

    @Test
    void theOldestIdleClientIsEvictedForOneWithARequest() {
        Defence few = Defence.STANDARD.with(new Defence.ConnectionLimits(16, 100, 8, 10, 100, 32_768, 131_072, false));
        List<RawHttp> silent = new ArrayList<>();
        try (TestServer server = new TestServer(4, TestServer.LIMITS, few)) {
            for (int i = 0; i < 40; i++) {
                silent.add(new RawHttp(server.server.port()));
            }
            try (TestClient good = server.connect().join("Good")) {
                assertTrue(good.next().hasWelcome());
            }
            assertEquals("", silent.get(0).readToEnd(), "the first has been evicted");
            assertTrue(server.metrics.count("handshake_pushed_out") > 0);
        } finally {
            silent.forEach(RawHttp::close);
        }
    }

    @Test
    void anAddressHasALimitOfConnectionsAndEndedOnesDoNotCount() {
        Defence two = Defence.STANDARD.with(new Defence.ConnectionLimits(100, 2, 8, 10, 100, 32_768, 131_072, true));
        try (TestServer server = new TestServer(4, TestServer.LIMITS, two)) {
            int port = server.server.port();
            try (TestClient one = server.connect();
                    TestClient other = server.connect()) {
                one.join("One").next();
                other.join("Two").next();
                assertEquals(429, TestClient.status(port, TestClient.headers(port)));
            }
            awaitNoConnection(server);
            for (int i = 0; i < 10; i++) {
                try (TestClient again = server.connect().join("Again")) {
                    assertTrue(again.next().hasWelcome());
                }
                awaitNoConnection(server);
            }
        }
    }

    @Test
    void anAddressHasTwiceAsManyTcpConnections() {
        Defence two = Defence.STANDARD.with(new Defence.ConnectionLimits(100, 2, 8, 10, 100, 32_768, 131_072, true));
        List<RawHttp> silent = new ArrayList<>();
        try (TestServer server = new TestServer(4, TestServer.LIMITS, two)) {
            for (int i = 0; i < 5; i++) {
                silent.add(new RawHttp(server.server.port()));
            }
            assertEquals("", silent.get(4).readToEnd());
            assertEquals(1, server.metrics.count("connections_of_address"));
        } finally {
            silent.forEach(RawHttp::close);
        }
    }

    @Test
    void anAddressHasARateOfJoins() {
        Defence slow = Defence.STANDARD.with(new Defence.ConnectionLimits(100, 50, 8, 1, 3, 32_768, 131_072, true));
        try (TestServer server = new TestServer(16, TestServer.LIMITS, slow)) {
            int refused = 0;
            for (int i = 0; i < 12 && refused == 0; i++) {
                try (TestClient client = server.connect().join("Eve")) {
                    client.next();
                    refused += client.error == ErrorCode.ERROR_CODE_FLOOD ? client.closeCode() : 0;
                }
            }
            assertEquals(1008, refused);
            assertEquals(1, server.metrics.count("join_flood"));
        }
    }

    @Test
    void onlyATrustedProxyForwardsManyAddresses() {
        Share one = new Share(1);
        Defence trusting = one.defence().with(TrustedProxies.of(List.of("127.0.0.1")));
        try (TestServer server = new TestServer(8, TestServer.LIMITS, trusting);
                TestClient ada = TestClient.open(server.server.port(), forwarded(server, "198.51.100.1"));
                TestClient bob = TestClient.open(server.server.port(), forwarded(server, "198.51.100.2"))) {
            int port = server.server.port();
            assertEquals(429, TestClient.status(port, forwarded(server, "198.51.100.1")), "a second one");
            assertEquals(429, TestClient.status(port, forwarded(server, "7.7.7.7, 198.51.100.1")), "a forged chain");
            assertTrue(ada.join("Ada").next().hasWelcome());
            assertTrue(bob.join("Bob").next().hasWelcome());
        }
        try (TestServer server = new TestServer(8, TestServer.LIMITS, one.defence());
                TestClient ada = TestClient.open(server.server.port(), forwarded(server, "198.51.100.1"))) {
            int port = server.server.port();
            assertEquals(
                    429, TestClient.status(port, forwarded(server, "198.51.100.2")), "the named address is not used");
            assertEquals(101, TestClient.status(port, TestClient.headers(port)), "this machine's own is not limited");
            assertTrue(ada.join("Ada").next().hasWelcome());
        }
    }

    /** The connections of one address; this machine's own address is not limited. */
    private record Share(int perAddress) {
        Defence defence() {
            return Defence.STANDARD.with(
                    new Defence.ConnectionLimits(100, perAddress, 8, 10, 100, 32_768, 131_072, false));
        }
    }

    @Test
    void aTrustedProxysHostIsTheOwnOrigin() {
        Defence trusting = Defence.STANDARD.with(TrustedProxies.of(List.of("127.0.0.0/8")));
        try (TestServer server = new TestServer(8, TestServer.LIMITS, trusting)) {
            int port = server.server.port();
            Map<String, String> headers = forwarded(server, "198.51.100.1");
            headers.put("X-Forwarded-Host", "play.example");
            headers.put("Origin", "https://play.example");
            assertEquals(101, TestClient.status(port, headers));
            headers.put("Origin", "http://127.0.0.1:" + port);
            assertEquals(403, TestClient.status(port, headers));
        }
        try (TestServer server = new TestServer(8, TestServer.LIMITS)) {
            Map<String, String> headers = forwarded(server, "198.51.100.1");
            headers.put("X-Forwarded-Host", "evil.example");
            headers.put("Origin", "https://evil.example");
            assertEquals(
                    403, TestClient.status(server.server.port(), headers), "it is not trusted from any other peer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/%2e%2e%2fsecret.txt",
                "/assets/../../secret.txt",
                "/assets/%2e%2e/%2e%2e/secret.txt",
                "/..%5csecret.txt",
                "/..\\secret.txt",
                "//secret.txt",
                "/%00/../../secret.txt",
                "/link.txt",
                "/.%00./secret.txt"
            })
    void noPathLeadsOutOfThePagesFolder(String path) throws IOException {
        Path root = page();
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("secret.txt"));
        try (TestServer server = new TestServer(4, TestServer.LIMITS, Defence.STANDARD, root)) {
            int port = server.server.port();
            assertTrue(RawHttp.answer(port, "GET / HTTP/1.1").contains("the page"));
            String answer = RawHttp.answer(port, "GET " + path + " HTTP/1.1");
            assertFalse(answer.endsWith("secret"), answer);
            assertTrue(RawHttp.status(answer) == 0 || RawHttp.status(answer) >= 400, answer);
            assertFalse(answer.contains("\tat "), answer);
        }
    }

    @Test
    void everyAnswerForbidsFramingAndTypeSniffing() throws IOException {
        try (TestServer server = new TestServer(4, TestServer.LIMITS, Defence.STANDARD, page())) {
            for (String path : List.of("/", "/nothing", "/ws", "/healthz", "/metrics", "/assets/a.js")) {
                String answer = RawHttp.answer(server.server.port(), "GET " + path + " HTTP/1.1");
                assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
                assertTrue(answer.contains("X-Frame-Options: DENY"), answer);
                assertTrue(answer.contains("frame-ancestors 'none'"), answer);
                assertFalse(answer.contains("Server:"), answer);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/9.9",
                "NONSENSE",
                "GET  HTTP/1.1",
                "CONNECT evil.example:443 HTTP/1.1",
                "TRACE / HTTP/1.1",
                "DELETE / HTTP/1.1",
                "GET http://[::1 HTTP/1.1",
                "GET /%zz HTTP/1.1"
            })
    void anInvalidRequestIsRefusedWithoutAnotherEffect(String firstLine) {
        try (TestServer server = new TestServer(4, TestServer.LIMITS, HASTY)) {
            int status = RawHttp.status(RawHttp.answer(server.server.port(), firstLine));
            assertTrue(status == 0 || status >= 400, firstLine + " " + status);
            assertEquals(200, RawHttp.status(RawHttp.answer(server.server.port(), "GET /healthz HTTP/1.1")));
        }
    }

    @Test
    void aRequestBeyondALimitIsRefused() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS, HASTY)) {
            int port = server.server.port();
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                many.add("X-" + i + ": a");
            }
            String long1 = "X-Long: " + "a".repeat(20_000);
            assertTooMuch(RawHttp.answer(port, "GET /healthz HTTP/1.1", many.toArray(String[]::new)));
            assertTooMuch(RawHttp.answer(port, "GET /healthz HTTP/1.1", long1));
            assertTooMuch(RawHttp.answer(port, "GET /" + "a".repeat(20_000) + " HTTP/1.1"));
            assertTooMuch(RawHttp.answer(port, "GET /?" + "a=b&".repeat(500) + " HTTP/1.1"));
        }
    }

    private static void assertTooMuch(String answer) {
        assertTrue(RawHttp.status(answer) == 0 || RawHttp.status(answer) >= 400, answer);
    }

    @Test
    void pingsBeyondTheRateOfMessagesAreAFlood() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS);
                TestClient client = server.connect().join("Eve")) {
            client.next();
            for (int i = 0; i < 1_000; i++) {
                client.frame(0x89, new byte[0]);
            }
            assertEquals(1008, client.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_FLOOD, client.error);
        }
    }

    @Test
    void emptyFragmentsWithoutEndAreAFlood() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS);
                TestClient client = server.connect().join("Eve")) {
            client.next();
            client.frame(0x02, new byte[0]);
            for (int i = 0; i < 1_000; i++) {
                client.frame(0x00, new byte[0]);
            }
            assertEquals(1008, client.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_FLOOD, client.error);
        }
    }

    @Test
    void bytesBeyondTheirRateAreAFlood() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS);
                TestClient client = server.connect().join("Eve")) {
            client.next();
            // An unknown field: 100 messages are few, but their bytes are many.
            byte[] large = new byte[2_000];
            large[0] = (byte) 0xFA;
            large[1] = 0x7F;
            large[2] = (byte) ((1_996 & 0x7F) | 0x80);
            large[3] = (byte) (1_996 >> 7);
            for (int i = 0; i < 100; i++) {
                client.frame(0x82, large);
            }
            assertEquals(1008, client.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_FLOOD, client.error);
        }
    }

    @Test
    void inputsForAnyTickDoNotCloseTheConnection() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS);
                TestClient client = server.connect().join("Eve")) {
            int tick = client.next().getTick();
            while (tick < 400) {
                tick = client.next().getTick();
                client.acknowledge(tick);
            }
            for (int far : new int[] {tick + 4, tick - 390, 1_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1}) {
                client.input(far, AT_REST, 0);
            }
            for (int i = 0; i < 10; i++) {
                int next = client.next().getTick();
                assertTrue(next > tick, "the client still receives the match");
                tick = next;
                client.input(tick + 4, AT_REST, 4);
            }
            assertEquals(4, server.metrics.inputsEarly.getLongValue());
        }
    }

    private Path page() throws IOException {
        Path root = Files.createDirectories(folder.resolve("page"));
        Files.writeString(root.resolve("index.html"), "the page");
        Files.writeString(Files.createDirectories(root.resolve("assets")).resolve("a.js"), "1");
        return root;
    }

    private static Map<String, String> forwarded(TestServer server, String chain) {
        Map<String, String> headers = TestClient.headers(server.server.port());
        headers.put("X-Forwarded-For", chain);
        return headers;
    }

    private static void awaitNoConnection(TestServer server) {
        Await.until("the end of all connections", () -> server.server.connections() == 0);
    }
}
