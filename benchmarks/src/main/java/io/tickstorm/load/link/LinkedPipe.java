package io.tickstorm.load.link;

import io.tickstorm.link.Link;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a stream over a {@link Link}. It returns bytes in order, when they would have arrived. It holds a
 * bounded number of bytes. A user stops reading its socket while the pipe is full, so the sender waits as with a real
 * queue. Time is a parameter. One thread.
 */
public final class LinkedPipe {
    /** The arrival time when no bytes are in transit. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Payload of a TCP segment on Ethernet, which is lost or late as a whole. */
    static final int SEGMENT_BYTES = 1_448;

    private final Link link;
    private final int capacityBytes;
    private final Queue<Segment> segments = new ArrayDeque<>();
    private int heldBytes;
    private boolean ended;

    private record Segment(ByteBuffer bytes, long sentNs, long arrivalNs) {}

    /** Creates a pipe that holds at most this number of bytes. */
    public LinkedPipe(Link link, int capacityBytes) {
        this.link = link;
        this.capacityBytes = capacityBytes;
    }

    /** Returns the number of bytes that it accepts now. */
    public int roomBytes() {
        return ended ? 0 : capacityBytes - heldBytes;
    }

    /** Returns the number of bytes in transit. */
    public int heldBytes() {
        return heldBytes;
    }

    /** Sends all bytes, which must fit into the room. The time must not go back. */
    public void send(ByteBuffer from, long nowNs) {
        assert from.remaining() <= roomBytes() : "the bytes exceed roomBytes()";
        heldBytes += from.remaining();
        while (from.hasRemaining()) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.min(SEGMENT_BYTES, from.remaining()));
            bytes.put(from.slice().limit(bytes.capacity())).flip();
            from.position(from.position() + bytes.capacity());
            segments.add(new Segment(bytes, nowNs, link.send(bytes.capacity(), nowNs)));
        }
    }

    /** Sends the end of the stream, which takes as long as bytes do. */
    public void end(long nowNs) {
        if (!ended) {
            ended = true;
            segments.add(new Segment(ByteBuffer.allocate(0), nowNs, link.send(0, nowNs)));
        }
    }

    /** Returns the time at which the next bytes or the end arrive; {@link #NEVER} if none are in transit. */
    public long nextArrivalNs() {
        Segment first = segments.peek();
        return first == null ? NEVER : first.arrivalNs;
    }

    /** Returns the time at which the oldest bytes were sent. The pipe must not be empty. */
    public long oldestSentNs() {
        return segments.element().sentNs;
    }

    /** Returns the oldest bytes that have arrived, or null. Read them, then call {@link #consumed}. */
    public @Nullable ByteBuffer arrived(long nowNs) {
        Segment first = segments.peek();
        return first == null || first.arrivalNs > nowNs || isEnd(first) ? null : first.bytes;
    }

    /** Frees the room of this number of bytes that were read from {@link #arrived}. */
    public void consumed(int bytes) {
        heldBytes -= bytes;
        Segment first = segments.element();
        if (!first.bytes.hasRemaining()) {
            segments.remove();
        }
    }

    /** Returns whether the end has arrived and all bytes before it were consumed. */
    public boolean hasEnded(long nowNs) {
        Segment first = segments.peek();
        return first != null && first.arrivalNs <= nowNs && isEnd(first);
    }

    private static boolean isEnd(Segment segment) {
        return segment.bytes.capacity() == 0;
    }
}
