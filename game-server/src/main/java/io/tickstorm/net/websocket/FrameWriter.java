package io.tickstorm.net.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes unmasked, unfragmented frames into a buffer; the layout is that of {@link FrameParser} without the mask. Any
 * thread.
 */
public final class FrameWriter {
    /** The longest header: two bytes and a 64-bit length. */
    public static final int HEADER_MAX = 10;

    /** The longest Close, Ping or Pong frame. */
    public static final int CONTROL_MAX = 127;

    private static final int FIN = 0x80;
    private static final int REASON_MAX = 123;

    private FrameWriter() {}

    /** Returns the number of header bytes before a payload of this length. */
    public static int headerBytes(int length) {
        return length < 126 ? 2 : length <= 0xFFFF ? 4 : HEADER_MAX;
    }

    /** Writes a binary message. */
    public static void binary(ByteBuffer out, byte[] payload, int length) {
        message(out, 2, payload, length);
    }

    /** Writes a text message in UTF-8. */
    public static void text(ByteBuffer out, byte[] payload, int length) {
        message(out, 1, payload, length);
    }

    private static void message(ByteBuffer out, int opcode, byte[] payload, int length) {
        out.put((byte) (FIN | opcode));
        if (length < 126) {
            out.put((byte) length);
        } else if (length <= 0xFFFF) {
            out.put((byte) 126).putShort((short) length);
        } else {
            out.put((byte) 127).putLong(length);
        }
        out.put(payload, 0, length);
    }

    /**
     * Writes a Ping.
     *
     * @param payload at most 125 bytes
     */
    public static void ping(ByteBuffer out, byte[] payload) {
        out.put((byte) (FIN | 9)).put((byte) payload.length).put(payload);
    }

    /** Writes a Pong with the payload of a Ping, 0 to 125 bytes; there must be room for it. */
    public static void pong(ByteBuffer out, byte[] payload, int length) {
        out.put((byte) (FIN | 10)).put((byte) length).put(payload, 0, length);
    }

    /**
     * Writes a Close.
     *
     * @param reason cut to 123 bytes; ASCII
     */
    public static void close(ByteBuffer out, int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(REASON_MAX, text.length);
        out.put((byte) (FIN | 8))
                .put((byte) (2 + length))
                .putShort((short) code)
                .put(text, 0, length);
    }

    /** Writes a Close without a code, which answers one without a code. */
    public static void close(ByteBuffer out) {
        out.put((byte) (FIN | 8)).put((byte) 0);
    }
}
