package io.tickstorm.kit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes WebSocket frames as a client sends them: whole messages, masked (RFC 6455, section 5). Any thread. */
public final class ClientFrames {
    /** First bytes of whole messages and control frames. */
    public static final int TEXT = 0x81;

    public static final int BINARY = 0x82;
    public static final int CLOSE = 0x88;
    public static final int PING = 0x89;
    public static final int PONG = 0x8A;
    /** Bytes of the longest header, mask included. */
    public static final int HEADER_MAX = 14;

    private static final int MASKED = 0x80;

    private ClientFrames() {}

    /**
     * Writes one frame at the buffer's position. Allocates nothing.
     *
     * @param firstByte fin bit and opcode, which may be wrong ones
     * @param length bytes of the payload that are sent
     * @param mask the masking key
     */
    public static void write(ByteBuffer out, int firstByte, byte[] payload, int length, int mask) {
        out.put((byte) firstByte);
        if (length < 126) {
            out.put((byte) (MASKED | length));
        } else if (length <= 0xFFFF) {
            out.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            out.put((byte) (MASKED | 127)).putLong(length);
        }
        out.putInt(mask);
        for (int i = 0; i < length; i++) {
            out.put((byte) (payload[i] ^ mask >>> (24 - 8 * (i & 3))));
        }
    }

    /** Returns the bytes of one frame. */
    public static byte[] of(int firstByte, byte[] payload, int mask) {
        ByteBuffer out = ByteBuffer.allocate(payload.length + HEADER_MAX);
        write(out, firstByte, payload, payload.length, mask);
        return Arrays.copyOf(out.array(), out.position());
    }
}
