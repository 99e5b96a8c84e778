package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.proto.v1.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of RFC 6455 that a client can break, as the bytes on the wire, and the close code that comes back on it. */
class Rfc6455IntegrationTest {
    private final TestServer server = new TestServer(8, TestServer.LIMITS);

    @AfterEach
    void stop() {
        server.close();
    }

    /** The masking key is 0 where there is one, so that the payload can be read here. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "5.1 an unmasked message,                820161,                     1002",
        "5.1 an unmasked ping,                   8900,                       1002",
        "5.2 reserved bit 1,                     C28000000000,               1002",
        "5.2 reserved bit 2,                     A28000000000,               1002",
        "5.2 reserved bit 3,                     928000000000,               1002",
        "5.2 opcode 3,                           838000000000,               1002",
        "5.2 opcode 7,                           878000000000,               1002",
        "5.2 opcode 11,                          8B8000000000,               1002",
        "5.2 opcode 15,                          8F8000000000,               1002",
        "5.2 a length in 2 bytes that fits in 7 bits,   82FE000100000000,    1002",
        "5.2 a length in 8 bytes that fits in 2, 82FF00000000000001FF00000000, 1002",
        "5.2 a length whose highest bit is set,  82FF800000000000000000000000, 1002",
        "5.4 a continuation of nothing,          808000000000,               1002",
        "5.4 a message inside a message,         028000000000828000000000,   1002",
        "5.5 a fragmented ping,                  098000000000,               1002",
        "5.5 a fragmented close,                 088000000000,               1002",
        "5.5 a ping of 126 bytes,                89FE007E00000000,           1002",
        "5.5.1 a close of one byte,              88810000000003,             1002",
        "7.4.2 close code 0,                     8882000000000000,           1002",
        "7.4.2 close code 999,                   88820000000003E7,           1002",
        "7.4.1 close code 1004,                  88820000000003EC,           1002",
        "7.4.1 close code 1005,                  88820000000003ED,           1002",
        "7.4.1 close code 1006,                  88820000000003EE,           1002",
        "7.4.1 close code 1015,                  88820000000003F7,           1002",
        "7.4.2 close code 2000,                  88820000000007D0,           1002",
        "7.4.2 close code 5000,                  8882000000001388,           1002",
        "8.1 a text that is not UTF-8,           818200000000C328,           1007",
        "8.1 an overlong form,                   818200000000C080,           1007",
        "8.1 half a surrogate,                   818300000000EDA080,         1007",
        "8.1 a text that ends too early,         818100000000E2,             1007",
        "8.1 a close reason that is not UTF-8,   88840000000003E8C328,       1007",
        "1003 a text,                            81820000000068 69,          1003",
        "1003 a text in two fragments,           01810000000068808100000000 69, 1003",
        "1007 no ClientFrame,                    8282000000000880,           1007",
        "1009 a message of 2049 bytes,           82FE080100000000,           1009",
        "1009 a length of 2^62,                  82FF400000000000000000000000, 1009",
        "1009 fragments too long together,       02FE080000000000,           open",
        "7.4.1 close 1000 is echoed,             88820000000003E8,           1000",
        "7.4.2 close 4999 is echoed,             8882000000001387,           4999",
        "5.5.1 a close without a code,           888000000000,               1005"
    })
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

    /** RFC 6455, section 5.5: control frames may stand between the fragments of a message. */
    @Test
    void aPingBetweenFragmentsIsAnsweredAndTheMessageIsWhole() {
        try (TestClient client = server.connect().join("Eve")) {
            int tick = client.next().getTick();
            client.frame(0x02, new byte[] {0x08});
            client.frame(0x89, "hi".getBytes(StandardCharsets.US_ASCII));
            client.frame(0x80, new byte[] {(byte) (tick & 0x7F | 0x80), (byte) (tick >> 7 & 0x7F)});
            for (int i = 0; i < 60 && client.pong.length == 0; i++) {
                client.next();
            }
            assertEquals("hi", new String(client.pong, StandardCharsets.US_ASCII));
            client.frame(0x88, new byte[] {3, (byte) 0xE8});
            assertEquals(1000, client.closeCode());
        }
    }
}
