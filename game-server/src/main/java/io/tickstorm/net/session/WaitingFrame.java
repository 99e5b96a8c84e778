package io.tickstorm.net.session;

import java.nio.ByteBuffer;

/**
 * The single waiting frame of a connection. While it is free, the room's thread may fill it; while it waits, the I/O
 * thread reads it. The volatile flag publishes the bytes, so that no lock is needed.
 */
public final class WaitingFrame {
    /** The longest message of a room, in bytes. */
    public static final int LENGTH_MAX = 1 << 20;

    private static final int START_CAPACITY = 512;
    /** A frame longer than this, such as the first one of a large world, gets a temporary buffer. */
    private static final int KEPT_CAPACITY_MAX = 4 * 1024;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(START_CAPACITY).flip();
    private volatile boolean waits;

    /** Returns true while the frame waits to be written. Any thread. */
    public boolean waits() {
        return waits;
    }

    /** Returns an empty buffer of at least this number of bytes. Call only while the frame is free. */
    public ByteBuffer start(int length) {
        boolean fits = buffer.capacity() >= length && buffer.capacity() <= KEPT_CAPACITY_MAX;
        if (!fits) {
            buffer = length > KEPT_CAPACITY_MAX
                    ? ByteBuffer.allocate(length)
                    : ByteBuffer.allocateDirect(Math.max(START_CAPACITY, Math.min(KEPT_CAPACITY_MAX, 2 * length)));
        }
        return buffer.clear();
    }

    /** Passes the filled buffer to the I/O thread; returns its length in bytes. */
    public int finish() {
        int length = buffer.flip().remaining();
        waits = true;
        return length;
    }

    /** Returns the unwritten bytes. I/O thread only, while the frame waits. */
    public ByteBuffer bytes() {
        return buffer;
    }

    /** Frees the frame for the next one after it was written. I/O thread only. */
    public void free() {
        waits = false;
    }
}
