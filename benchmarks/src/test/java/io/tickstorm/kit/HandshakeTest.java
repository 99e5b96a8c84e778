package io.tickstorm.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    /** The key in the example of RFC 6455, section 1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String GOOD =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: tickstorm.v1";

    @Test
    void acceptsOnlyTheResponseToItsOwnKey() {
        Handshake handshake = new Handshake(KEY);
        assertNull(handshake.fault(GOOD));
        assertNull(handshake.fault(GOOD.replace("Upgrade:", "upgrade:").replace("websocket", "WebSocket")));
        assertFault("instead of 101", GOOD.replace("101 Switching Protocols", "200 OK"));
        assertFault("instead of 101", "");
        assertFault("Accept", GOOD.replace("s3p", "S3p"));
        assertFault("Accept", GOOD.replaceAll("Sec-WebSocket-Accept.*\r\n", ""));
        assertFault("Connection", GOOD.replace("Connection: Upgrade", "Connection: close"));
        assertFault("Upgrade: websocket", GOOD.replace("Upgrade: websocket", "Upgrade: h2c"));
        assertFault("subprotocol", GOOD.replace("tickstorm.v1", "chat"));
        assertFault("extension", GOOD + "\r\nSec-WebSocket-Extensions: permessage-deflate");
    }

    @Test
    void sendsAKeyOf16BytesOfItsOwn() {
        URI url = URI.create("ws://example.org:8080/ws?x=1");
        String first = new String(new Handshake(new Random(1)).request(url), StandardCharsets.US_ASCII);
        String second = new String(new Handshake(new Random(2)).request(url), StandardCharsets.US_ASCII);
        assertTrue(first.startsWith("GET /ws?x=1 HTTP/1.1\r\nHost: example.org:8080\r\n"), first);
        assertTrue(first.matches("(?s).*\r\nSec-WebSocket-Key: [A-Za-z0-9+/]{22}==\r\n.*\r\n\r\n"), first);
        assertTrue(!first.equals(second));
    }

    private static void assertFault(String words, String response) {
        String fault = new Handshake(KEY).fault(response);
        assertTrue(fault != null && fault.contains(words), words + " expected, not: " + fault);
        assertEquals(1, fault.lines().count());
    }
}
