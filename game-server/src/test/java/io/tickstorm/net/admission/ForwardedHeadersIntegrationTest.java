package io.tickstorm.net.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.TrustedProxies;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests pages behind proxies that name hosts, ports and clients in all supported forms. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForwardedHeadersIntegrationTest {
    private static final Defence ONE_EACH =
            Defence.STANDARD.with(new Defence.ConnectionLimits(100, 1, 8, 10, 100, 32_768, 131_072, false));
    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("127.0.0.1", "10.0.0.0/8"));

    static Stream<Arguments> origins() {
        return Stream.of(
                Arguments.of(101, "https://play.example.org", "X-Forwarded-Host: play.example.org"),
                Arguments.of(101, "https://play.example.org", "X-Forwarded-Host: play.example.org, inner"),
                Arguments.of(
                        101, "https://play.example.org", "X-Forwarded-Host: play.example.org\nX-Forwarded-Host: inner"),
                Arguments.of(101, "https://play.example.org", "X-Forwarded-Host: play.example.org:443, inner:8080"),
                Arguments.of(
                        101, "https://play.example.org", "X-Forwarded-Host: Play.Example.Org\nX-Forwarded-Port: 443"),
                Arguments.of(
                        101, "https://play.example.org", "X-Forwarded-Host: play.example.org\nX-Forwarded-Port: 8080"),
                Arguments.of(
                        101,
                        "https://play.example.org:8443",
                        "X-Forwarded-Host: play.example.org\nX-Forwarded-Port: 8443"),
                Arguments.of(
                        101,
                        "https://play.example.org:8443",
                        "X-Forwarded-Host: play.example.org, inner\nX-Forwarded-Port: 8443, 8080"),
                Arguments.of(101, "https://play.example.org:8443", "X-Forwarded-Host: play.example.org:8443"),
                Arguments.of(
                        101, "https://[2001:db8::1]:8443", "X-Forwarded-Host: [2001:db8::1]\nX-Forwarded-Port: 8443"),
                Arguments.of(
                        101,
                        "https://play.example.org",
                        "Forwarded: for=198.51.100.1;host=play.example.org;proto=https, for=10.0.0.1;host=inner"),
                Arguments.of(
                        101,
                        "https://play.example.org",
                        "Forwarded: For=\"[2001:db8::1]:4711\";Host=\"play.example.org\""),
                Arguments.of(403, "https://evil.example", "X-Forwarded-Host: play.example.org, inner"),
                Arguments.of(403, "https://play.example.org:8443", "X-Forwarded-Host: play.example.org, inner"),
                Arguments.of(
                        403,
                        "https://play.example.org:9",
                        "X-Forwarded-Host: play.example.org\nX-Forwarded-Port: 8443"),
                Arguments.of(403, "https://example.org", "X-Forwarded-Host: play.example.org"),
                Arguments.of(403, "null", "X-Forwarded-Host: play.example.org, null"));
    }

    @ParameterizedTest
    @MethodSource("origins")
    void aTrustedProxyNamesTheHostOfThePage(int status, String origin, String headers) {
        try (TestServer server = new TestServer(4, TestServer.LIMITS, Defence.STANDARD.with(PROXIES))) {
            assertEquals(status, upgrade(server, "Origin: " + origin, headers));
        }
    }

    @Test
    void anUntrustedPeerCannotNameTheHost() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            String origin = "Origin: https://evil.example";
            assertEquals(403, upgrade(server, origin, "X-Forwarded-Host: evil.example"));
            assertEquals(403, upgrade(server, origin, "Forwarded: host=evil.example"));
        }
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                Arguments.of("X-Forwarded-For: 198.51.100.1", "198.51.100.1"),
                Arguments.of("X-Forwarded-For: 7.7.7.7, 198.51.100.1", "198.51.100.1"),
                Arguments.of("X-Forwarded-For: 7.7.7.7\nX-Forwarded-For: 198.51.100.1, 10.1.2.3", "198.51.100.1"),
                Arguments.of("Forwarded: for=7.7.7.7, for=\"198.51.100.1:4711\", for=10.1.2.3", "198.51.100.1"),
                Arguments.of("X-Real-IP: 198.51.100.1", "198.51.100.1"),
                Arguments.of(
                        "X-Forwarded-For: 198.51.100.1\nForwarded: for=7.7.7.7\nX-Real-IP: 7.7.7.7", "198.51.100.1"));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void aTrustedProxyNamesTheClient(String headers, String same) {
        try (TestServer server = new TestServer(4, TestServer.LIMITS, ONE_EACH.with(PROXIES));
                TestClient first = TestClient.open(server.server.port(), named(server, same))) {
            assertEquals(0, first.code());
            assertEquals(429, upgrade(server, headers), "the same client already has its one connection");
            assertEquals(101, upgrade(server, "X-Forwarded-For: 203.0.113.7"), "another one has not");
        }
    }

    private static java.util.Map<String, String> named(TestServer server, String client) {
        java.util.Map<String, String> headers = TestClient.headers(server.server.port());
        headers.put("X-Forwarded-For", client);
        return headers;
    }

    private static int upgrade(TestServer server, String... headers) {
        List<String> lines = new ArrayList<>(List.of("GET /ws HTTP/1.1", "Host: 127.0.0.1:" + server.server.port()));
        lines.addAll(List.of("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"));
        lines.addAll(List.of("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: tickstorm.v1"));
        for (String header : headers) {
            lines.addAll(List.of(header.split("\n", -1)));
        }
        try (RawHttp http = new RawHttp(server.server.port())) {
            http.send(String.join("\r\n", lines) + "\r\n\r\n");
            return RawHttp.status(http.read("\r\n\r\n"));
        }
    }
}
