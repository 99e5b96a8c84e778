package io.tickstorm.net.session;

import java.nio.ByteBuffer;

/**
 * The one frame of a connection that may wait for its I/O thread. While it is free, the room's thread may fill it;
 * while it waits, the I/O thread reads it. The volatile flag hands the bytes over, so that no lock is needed.
 */
public final class WaitingFrame {
    /** The longest message of a room, in bytes. */
    public static final int LENGTH_MAX = 1 << 20;

    private static final int START_CAPACITY = 512;
    /** A frame longer than this, the first one of a large world, gets a buffer of its own that is not kept. */
    private static final int KEPT_CAPACITY_MAX = 4 * 1024;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(START_CAPACITY).flip();
    private volatile boolean waits;

    /** Returns true while the frame waits to be written. Any thread. */
    public boolean waits() {
        return waits;
    }

    /** Returns an empty buffer with room for this number of bytes. Only while the frame is free. */
    public ByteBuffer start(int length) {
        boolean fits = buffer.capacity() >= length && buffer.capacity() <= KEPT_CAPACITY_MAX;
        if (!fits) {
            buffer = length > KEPT_CAPACITY_MAX
                    ? ByteBuffer.allocate(length)
                    : ByteBuffer.allocateDirect(Math.max(START_CAPACITY, Math.min(KEPT_CAPACITY_MAX, 2 * length)));
        }
        return buffer.clear();
    }

    /** Hands the filled buffer to the I/O thread; returns its length in bytes. */
    public int finish() {
        int length = buffer.flip().remaining();
        waits = true;
        return length;
    }

    /** Returns the bytes that are not written yet. I/O thread, only while the frame waits. */
    public ByteBuffer bytes() {
        return buffer;
    }

    /** Frees the frame for the next one, since it is written. I/O thread. */
    public void free() {
        waits = false;
    }
}
