package io.tickstorm.net.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.proto.v1.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks each rule of RFC 6455 for clients, as bytes on the wire, and checks the close code. */
class Rfc6455IntegrationTest {
    private final TestServer server = new TestServer(8, TestServer.LIMITS);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvFileSource(resources = "rfc6455.csv")
    void aBrokenRuleIsAnsweredWithItsCloseCode(String rule, String hex, String answer) {
        try (TestClient good = server.connect().join("Good");
                TestClient client = server.connect().join("Eve")) {
            int held = good.next().getTick();
            client.next();
            client.raw(HexFormat.of().parseHex(hex.replace(" ", "")));
            if (answer.equals("open")) {
                client.raw(new byte[2048]);
                client.raw(HexFormat.of().parseHex("80810000000000"));
                assertEquals(1009, client.closeCode(), rule);
            } else {
                assertEquals(Integer.parseInt(answer), client.closeCode(), rule);
            }
            assertTrue(client.endsAfterClose(), rule);
            for (int i = 0; i < 3; i++) {
                ServerFrame frame = good.next();
                assertEquals(held, frame.getTick() - frame.getSinceAge(), "the others miss nothing");
                held = frame.getTick();
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "Sec-WebSocket-Version, 12, 426",
        "Sec-WebSocket-Version, 14, 426",
        "Sec-WebSocket-Version, '', 426",
        "Sec-WebSocket-Key, '', 400",
        "Sec-WebSocket-Key, abc, 400",
        "Upgrade, '', 426",
        "Connection, '', 426"
    })
    void aBrokenHandshakeIsAnsweredWithItsStatus(String header, String value, int status) {
        Map<String, String> headers = TestClient.headers(server.server.port());
        headers.put(header, value);
        if (value.isEmpty()) {
            headers.remove(header);
        }
        assertEquals(status, TestClient.status(server.server.port(), headers));
    }

    @Test
    void aHandshakeByPostIsAnsweredWith426() {
        String[] upgrade = TestClient.headers(server.server.port()).entrySet().stream()
                .filter(header -> !header.getKey().equals("Host"))
                .map(header -> header.getKey() + ": " + header.getValue())
                .toArray(String[]::new);
        assertEquals(426, RawHttp.status(RawHttp.answer(server.server.port(), "POST /ws HTTP/1.1", upgrade)));
    }

    /** Checks RFC 6455, section 5.5: control frames may be between the fragments of a message. */
    @Test
    void aPingBetweenFragmentsIsAnsweredAndTheMessageIsWhole() {
        try (TestClient client = server.connect().join("Eve")) {
            int tick = client.next().getTick();
            client.frame(0x02, new byte[] {0x08});
            client.frame(0x89, "hi".getBytes(StandardCharsets.US_ASCII));
            client.frame(0x80, new byte[] {(byte) ((tick & 0x7F) | 0x80), (byte) (tick >> 7 & 0x7F)});
            for (int i = 0; i < 60 && client.pong.length == 0; i++) {
                client.next();
            }
            assertEquals("hi", new String(client.pong, StandardCharsets.US_ASCII));
            client.frame(0x88, new byte[] {3, (byte) 0xE8});
            assertEquals(1000, client.closeCode());
        }
    }
}
