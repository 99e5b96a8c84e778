package io.tickstorm.floor;

import io.tickstorm.kit.NewestInput;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.proto.v1.ServerFrame;
import java.nio.ByteBuffer;

/**
 * Prepared WebSocket frames, one for each size. Each is a ServerFrame with the right tick, the report of the player's
 * newest input and an unknown field. Sending one costs eight bytes written and the socket's write. One thread.
 *
 * <pre>
 *   tick     08, varint of 3 bytes
 *   margin   20, zigzag varint in 2 bytes (not the shortest form, which readers accept)
 *   age      28, varint of 3 bytes: own_hash without a hash
 *   padding  tag of field 2,000 (2 bytes), length in 2 bytes
 * </pre>
 */
final class ReadyFrames {
    /** The smallest tick that takes three bytes; the largest is 2,097,151, over 18 hours later. */
    static final int FIRST_TICK = 1 << 14;

    private static final int TICK_TAG = ServerFrame.TICK_FIELD_NUMBER << 3;
    private static final int PADDING_TAG = 2_000 << 3 | 2;
    private static final int MARGIN_TAG = ServerFrame.INPUT_MARGIN_FIELD_NUMBER << 3;
    private static final int OWN_HASH_TAG = ServerFrame.OWN_HASH_FIELD_NUMBER << 3;
    private static final int BEFORE_PADDING = FrameSizes.MIN;

    private final ByteBuffer[] frames = new ByteBuffer[FrameSizes.MAX + 1];

    /** Returns the frame of a size for a tick and a player. It is valid until the next call for this size. */
    ByteBuffer frame(int size, int tick, NewestInput input) {
        if (frames[size] == null) {
            frames[size] = make(size);
        }
        ByteBuffer frame = frames[size];
        frame.clear();
        int at = frame.capacity() - size + 1;
        frame.put(at, (byte) (tick | 0x80));
        frame.put(at + 1, (byte) (tick >> 7 | 0x80));
        frame.put(at + 2, (byte) (tick >> 14));
        int margin = input.takeMargin();
        int zigzag = margin << 1 ^ margin >> 31;
        frame.put(at + 4, (byte) (zigzag | 0x80));
        frame.put(at + 5, (byte) (zigzag >> 7));
        int ownHash = NewestInput.ownHash(input.age(tick));
        frame.put(at + 7, (byte) (ownHash | 0x80));
        frame.put(at + 8, (byte) (ownHash >> 7 | 0x80));
        frame.put(at + 9, (byte) (ownHash >> 14));
        return frame;
    }

    private static ByteBuffer make(int size) {
        byte[] payload = new byte[size];
        payload[0] = TICK_TAG;
        payload[4] = MARGIN_TAG;
        payload[7] = OWN_HASH_TAG;
        payload[11] = (byte) (PADDING_TAG | 0x80);
        payload[12] = (byte) (PADDING_TAG >> 7);
        int padding = size - BEFORE_PADDING;
        payload[13] = (byte) (padding | 0x80);
        payload[14] = (byte) (padding >> 7);
        return binary(payload);
    }

    /** Returns the bytes of a binary message with this payload. */
    static ByteBuffer binary(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + FrameWriter.HEADER_MAX);
        FrameWriter.binary(frame, payload, payload.length);
        return ByteBuffer.allocateDirect(frame.position()).put(frame.flip()).flip();
    }
}
