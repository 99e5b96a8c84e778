package io.tickstorm.net.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the exact characters in the head of an upgrade: an ambiguous head is refused immediately. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UpgradeHeadersIntegrationTest {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol: tickstorm.v1";

    private final TestServer server = new TestServer(4, TestServer.LIMITS);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void subprotocolsInTwoLinesAreOneList() {
        String answer = upgrade("HTTP/1.1", KEY, VERSION, "Sec-WebSocket-Protocol: other", PROTOCOL);
        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        assertTrue(answer.contains("Sec-WebSocket-Protocol: tickstorm.v1\r\n"), answer);
        answer = upgrade(
                "HTTP/1.1",
                KEY,
                VERSION,
                "Sec-WebSocket-Protocol: a, b,",
                "Sec-WebSocket-Protocol: c",
                "Sec-WebSocket-Protocol: ,tickstorm.v1.json , tickstorm.v1");
        assertTrue(answer.contains("Sec-WebSocket-Protocol: tickstorm.v1.json\r\n"), answer);
    }

    @Test
    void http10IsRefusedWithTheSettingToChange() {
        String answer = upgrade("HTTP/1.0", KEY, VERSION, PROTOCOL);
        assertEquals(426, RawHttp.status(answer));
        assertTrue(answer.contains("proxy_http_version 1.1"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                VERSION,
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "Sec-WebSocket-Version: 8",
                "Origin: http://127.0.0.1",
                "Host: other"
            })
    void aHeaderOfOneValueIsRefusedTwice(String again) {
        String origin = "Origin: https://friend.example";
        assertEquals(400, RawHttp.status(upgrade("HTTP/1.1", KEY, VERSION, PROTOCOL, origin, again)));
        assertEquals(0, server.server.connections());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
    void anUpgradeThatAnnouncesABodyIsRefusedImmediately(String announced) {
        assertEquals(400, RawHttp.status(upgrade("HTTP/1.1", KEY, VERSION, PROTOCOL, announced)));
    }

    @Test
    void anEmptyBodyCountsAsNone() {
        assertEquals(101, RawHttp.status(upgrade("HTTP/1.1", KEY, VERSION, PROTOCOL, "Content-Length: 0")));
    }

    @Test
    void theAnswerDoesNotRevealTheInnerHost() {
        String answer = upgrade("HTTP/1.1", KEY, VERSION, PROTOCOL, "Origin: https://friend.example");
        assertEquals(101, RawHttp.status(answer));
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("location"), answer);
        assertFalse(answer.contains("127.0.0.1"), answer);
        assertFalse(answer.contains("\r\nOrigin:"), answer);
    }

    private String upgrade(String version, String... headers) {
        List<String> lines = new ArrayList<>(List.of("GET /ws " + version, "Host: 127.0.0.1:" + server.server.port()));
        lines.addAll(List.of("Upgrade: websocket", "Connection: Upgrade"));
        lines.addAll(List.of(headers));
        try (RawHttp http = new RawHttp(server.server.port())) {
            http.send(String.join("\r\n", lines) + "\r\n\r\n");
            return http.readHead();
        }
    }
}
