package io.tickstorm.floor;

import com.google.protobuf.ByteString;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.proto.v1.Arena;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import java.nio.ByteBuffer;

/**
 * Prepared WebSocket frames, one for each size. Each is a ServerFrame with the right tick and an unknown field. Sending
 * one costs three bytes written and the socket's write. One thread.
 *
 * <pre>
 *   tick     08, varint of 3 bytes
 *   padding  tag of field 2,000 (2 bytes), length in 2 bytes (not the shortest form below 128, which readers accept)
 * </pre>
 */
final class ReadyFrames {
    /** The smallest tick that takes three bytes; the largest is 2,097,151, over 18 hours later. */
    static final int FIRST_TICK = 1 << 14;

    private static final int TICK_TAG = ServerFrame.TICK_FIELD_NUMBER << 3;
    private static final int PADDING_TAG = 2_000 << 3 | 2;
    private static final int BEFORE_PADDING = 8;

    private final ByteBuffer[] frames = new ByteBuffer[FrameSizes.MAX + 1];

    /** Returns the frame of a size for a tick, ready to be written. It is valid until the next call for this size. */
    ByteBuffer frame(int size, int tick) {
        if (frames[size] == null) {
            frames[size] = make(size);
        }
        ByteBuffer frame = frames[size];
        frame.clear();
        int at = frame.capacity() - size + 1;
        frame.put(at, (byte) (tick | 0x80));
        frame.put(at + 1, (byte) (tick >> 7 | 0x80));
        frame.put(at + 2, (byte) (tick >> 14));
        return frame;
    }

    private static ByteBuffer make(int size) {
        byte[] payload = new byte[size];
        payload[0] = TICK_TAG;
        payload[4] = (byte) (PADDING_TAG | 0x80);
        payload[5] = (byte) (PADDING_TAG >> 7);
        int padding = size - BEFORE_PADDING;
        payload[6] = (byte) (padding | 0x80);
        payload[7] = (byte) (padding >> 7);
        return binary(payload);
    }

    /** Returns the first frame of a connection, which a client waits for. */
    static ByteBuffer welcome(int tick, int tickRate) {
        Welcome welcome = Welcome.newBuilder()
                .setRoom("FLOOR")
                .setEpoch(1)
                .setTick(tick)
                .setTickRate(tickRate)
                .setSeats(1)
                .setResumeToken(ByteString.copyFrom(new byte[16]))
                .setArena(Arena.newBuilder().setSide(2_048))
                .setServerVersion("floor")
                .build();
        return binary(ServerFrame.newBuilder()
                .setTick(tick)
                .setWelcome(welcome)
                .build()
                .toByteArray());
    }

    private static ByteBuffer binary(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + FrameWriter.HEADER_MAX);
        FrameWriter.binary(frame, payload, payload.length);
        return ByteBuffer.allocateDirect(frame.position()).put(frame.flip()).flip();
    }
}
