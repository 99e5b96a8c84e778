package io.tickstorm.kit;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The opening handshake of a WebSocket (RFC 6455, section 4). Immutable. */
public final class Handshake {
    /** The binary protocol of the game. */
    public static final String SUBPROTOCOL = "tickstorm.v1";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String HEAD_END = "\r\n\r\n";
    private static final int HEAD_MAX = 16 * 1024;
    private static final int KEY_BYTES = 16;
    private final String subprotocol;
    private final String key;

    /** Makes a handshake for the binary protocol, with a key from this generator. */
    public Handshake(Random random) {
        this(SUBPROTOCOL, random);
    }

    /** Makes a handshake for a subprotocol; an empty one is not requested. */
    public Handshake(String subprotocol, Random random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.subprotocol = subprotocol;
        key = Base64.getEncoder().encodeToString(bytes);
    }

    Handshake(String key) {
        subprotocol = SUBPROTOCOL;
        this.key = key;
    }

    /** Returns the bytes of the client's request. */
    public byte[] request(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String request = "GET " + path + query + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + (subprotocol.isEmpty() ? "" : "\r\nSec-WebSocket-Protocol: " + subprotocol) + HEAD_END;
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    /** Throws an exception with one sentence unless the head of this response accepts the request. */
    public void check(String response) throws IOException {
        String fault = fault(response);
        if (fault != null) {
            throw new IOException(fault);
        }
    }

    /** Returns one sentence about the first fault of a response's head, or null if it accepts the request. */
    @Nullable
    String fault(String response) {
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
        String accepted = header(lines, "sec-websocket-protocol");
        return subprotocol.equals(accepted) ? null : "101 for the subprotocol '" + accepted + "'";
    }

    /**
     * Reads the head of a response including its empty line, and moves the position after it.
     *
     * @return the head; null, with the position unchanged, if its end has not arrived yet
     * @throws IOException if the head is longer than 16 KiB
     */
    public static @Nullable String readHead(ByteBuffer in) throws IOException {
        String text = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        int end = text.indexOf(HEAD_END);
        if (end < 0 && text.length() > HEAD_MAX) {
            throw new IOException("the head of the server's response is too long");
        }
        if (end < 0) {
            return null;
        }
        in.position(in.position() + end + HEAD_END.length());
        return text.substring(0, end + HEAD_END.length());
    }

    /** Returns the Sec-WebSocket-Accept that answers a key. */
    public static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static String header(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}
