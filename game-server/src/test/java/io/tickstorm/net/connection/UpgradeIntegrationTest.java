package io.tickstorm.net.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.NetSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UpgradeIntegrationTest {
    private static final NetSettings.Limits TWO = new NetSettings.Limits(2, 2048, 256, 512, 1, 5, 10_000, 500, 65_536);
    private final TestServer server = new TestServer(4, TWO, Defence.STANDARD.with(new Defence.Admin(-1, null, true)));

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> spoiledHandshakes() {
        return Stream.of(
                Arguments.of("no Upgrade", "Upgrade", "", 426),
                Arguments.of("another Upgrade", "Upgrade", "h2c", 426),
                Arguments.of("no Connection: Upgrade", "Connection", "close", 426),
                Arguments.of("an old version", "Sec-WebSocket-Version", "8", 426),
                Arguments.of("no version", "Sec-WebSocket-Version", "", 426),
                Arguments.of("no key", "Sec-WebSocket-Key", "", 400),
                Arguments.of("a short key", "Sec-WebSocket-Key", "c2hvcnQ=", 400),
                Arguments.of("a key that is not base64", "Sec-WebSocket-Key", "!!!!!!!!!!!!!!!!!!!!!!!!", 400),
                Arguments.of("no subprotocol", "Sec-WebSocket-Protocol", "", 400),
                Arguments.of("an unknown subprotocol", "Sec-WebSocket-Protocol", "tickstorm.v9", 400),
                Arguments.of("a foreign origin", "Origin", "https://evil.example", 403),
                Arguments.of("an origin that only begins like ours", "Origin", "http://127.0.0.1.evil.example", 403),
                Arguments.of("a sandboxed origin", "Origin", "null", 403));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("spoiledHandshakes")
    void refusesBeforeTheUpgrade(String what, String header, String value, int status) {
        Map<String, String> headers = TestClient.headers(server.server.port());
        headers.put(header, value);
        if (value.isEmpty()) {
            headers.remove(header);
        }
        assertEquals(status, TestClient.status(server.server.port(), headers), what);
        assertEquals(0, server.server.connections());
    }

    @Test
    void admitsTheOwnPageAListedOneAndOtherClientsThanBrowsers() {
        int port = server.server.port();
        for (String origin : new String[] {"http://127.0.0.1:" + port, "https://friend.example"}) {
            Map<String, String> headers = TestClient.headers(port);
            headers.put("Origin", origin);
            assertEquals(101, TestClient.status(port, headers), origin);
        }
    }

    @Test
    void picksItsSubprotocolFromSeveral() {
        Map<String, String> headers = TestClient.headers(server.server.port());
        headers.put("Sec-WebSocket-Protocol", "other, tickstorm.v1");
        assertEquals(101, TestClient.status(server.server.port(), headers));
    }

    @Test
    void picksTheFirstSupportedOneAndNamesAllInARefusal() {
        int port = server.server.port();
        Map<String, String> headers = TestClient.headers(port);
        headers.put("Sec-WebSocket-Protocol", "other, tickstorm.v1.json, tickstorm.v1");
        try (TestClient client = TestClient.open(port, headers)) {
            client.frame(0x81, "{\"join\": {\"name\": \"Ada\"}}".getBytes(StandardCharsets.UTF_8));
            assertEquals('{', client.nextMessage()[0]);
        }
        headers.put("Sec-WebSocket-Protocol", "tickstorm.v9");
        assertEquals(
                "400 the subprotocol has to be tickstorm.v1 or tickstorm.v1.json", TestClient.refusal(port, headers));
    }

    @Test
    void textHasPlacesOfItsOwn() {
        try (TestServer other = TestServer.withTextConnections(2)) {
            int port = other.server.port();
            try (TextClient one = TextClient.open(port).join("One");
                    TextClient two = TextClient.open(port).join("Two");
                    TestClient binary = other.connect().join("Three")) {
                one.frame();
                two.frame();
                assertEquals(2, other.metrics.textConnections.get());
                assertEquals(
                        "503 all 2 places for text are taken: see --text-connections",
                        TestClient.refusal(port, TextClient.headers(port)));
                assertTrue(binary.next().hasWelcome(), "binary has room");
            }
            Await.until("the end of all connections", () -> other.server.connections() == 0);
            assertEquals(0, other.metrics.textConnections.get());
            try (TextClient four = TextClient.open(port).join("Four")) {
                assertTrue(four.frame().has("welcome"), "a place is free again");
            }
        }
    }

    @Test
    void textCanBeTurnedOff() {
        try (TestServer other = TestServer.withTextConnections(0)) {
            int port = other.server.port();
            assertEquals(
                    "503 this server does not offer text: see --text-connections",
                    TestClient.refusal(port, TextClient.headers(port)));
        }
    }

    @Test
    void refusesMoreConnectionsThanAllowed() {
        try (TestClient one = server.connect();
                TestClient two = server.connect()) {
            one.join("One").next();
            two.join("Two").next();
            int port = server.server.port();
            assertEquals(503, TestClient.status(port, TestClient.headers(port)));
        }
    }

    @Test
    void servesHealthMetricsAndASentenceAboutTheMissingPage() throws IOException, InterruptedException {
        assertEquals("ok\n", get("/healthz").body());
        assertEquals("ok\n", get("/readyz").body());
        assertTrue(get("/metrics").body().contains("tickstorm_ticks_total "));
        HttpResponse<String> page = get("/");
        assertEquals(404, page.statusCode());
        assertTrue(page.body().contains("./play"));
        assertTrue(
                page.headers().firstValue("Content-Security-Policy").orElse("").contains("script-src 'self'"));
        server.server.drain();
        assertEquals(503, get("/readyz").statusCode());
    }

    @Test
    void showsOnlyTheRequestedMetrics() throws IOException, InterruptedException {
        String some = get("/metrics?name%5B%5D=tickstorm_resumes_total&name%5B%5D=tickstorm_tick_duration_seconds")
                .body();
        assertTrue(some.contains("tickstorm_resumes_total "));
        assertTrue(some.contains("tickstorm_tick_duration_seconds_count "));
        assertEquals(2, some.lines().filter(line -> line.startsWith("# HELP")).count(), "of the existing families");
        assertEquals("", get("/metrics?name%5B%5D=nothing").body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
