package io.tickstorm.load.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The opening handshake of RFC 6455, section 4, from the client's side. Immutable. */
public final class Handshake {
    private static final String SUBPROTOCOL = "tickstorm.v1";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private final String key;

    public Handshake(Random random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        key = Base64.getEncoder().encodeToString(bytes);
    }

    Handshake(String key) {
        this.key = key;
    }

    public byte[] request(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String request = "GET " + path + query + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\nSec-WebSocket-Protocol: " + SUBPROTOCOL + "\r\n\r\n";
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    /** What is wrong with a response, from its status line to the last header; null if nothing is. */
    public @Nullable String fault(String response) {
        List<String> lines = response.lines().toList();
        if (lines.isEmpty() || !lines.get(0).matches("HTTP/1\\.1 101( .*)?")) {
            return "the server answered '" + (lines.isEmpty() ? "" : lines.get(0)) + "' instead of 101";
        }
        if (!"websocket".equalsIgnoreCase(header(lines, "upgrade"))) {
            return "101 without 'Upgrade: websocket'";
        }
        if (!header(lines, "connection").toLowerCase(Locale.ROOT).contains("upgrade")) {
            return "101 without 'Connection: Upgrade'";
        }
        if (!accept(key).equals(header(lines, "sec-websocket-accept"))) {
            return "101 whose Sec-WebSocket-Accept does not answer the key sent";
        }
        if (!header(lines, "sec-websocket-extensions").isEmpty()) {
            return "101 with an extension that was not asked for";
        }
        String subprotocol = header(lines, "sec-websocket-protocol");
        return SUBPROTOCOL.equals(subprotocol) ? null : "101 for the subprotocol '" + subprotocol + "'";
    }

    private static String header(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
