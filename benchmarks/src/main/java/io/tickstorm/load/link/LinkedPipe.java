package io.tickstorm.load.link;

import io.tickstorm.link.Link;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a stream over a {@link Link}: takes bytes now, gives them back in order when they would have
 * arrived. It holds a bounded number of bytes; who finds no room stops reading his socket, so that the sender is held
 * back as by a real queue. Time is a parameter; one thread.
 */
public final class LinkedPipe {
    /** Nothing is on its way. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Payload of a TCP segment on Ethernet: what is lost, and late, as one. */
    static final int SEGMENT_BYTES = 1_448;

    private final Link link;
    private final int capacityBytes;
    private final Queue<Segment> segments = new ArrayDeque<>();
    private int heldBytes;
    private boolean ended;

    private record Segment(ByteBuffer bytes, long sentNs, long arrivalNs) {}

    public LinkedPipe(Link link, int capacityBytes) {
        this.link = link;
        this.capacityBytes = capacityBytes;
    }

    /** How many bytes it takes now. */
    public int roomBytes() {
        return ended ? 0 : capacityBytes - heldBytes;
    }

    public int heldBytes() {
        return heldBytes;
    }

    /** Takes all of it, which must not be more than there is room for; times never go back. */
    public void send(ByteBuffer from, long nowNs) {
        assert from.remaining() <= roomBytes() : "the reader asks for room first";
        heldBytes += from.remaining();
        while (from.hasRemaining()) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.min(SEGMENT_BYTES, from.remaining()));
            bytes.put(from.slice().limit(bytes.capacity())).flip();
            from.position(from.position() + bytes.capacity());
            segments.add(new Segment(bytes, nowNs, link.send(bytes.capacity(), nowNs)));
        }
    }

    /** Nothing comes any more; the end itself takes as long as bytes do. */
    public void end(long nowNs) {
        if (!ended) {
            ended = true;
            segments.add(new Segment(ByteBuffer.allocate(0), nowNs, link.send(0, nowNs)));
        }
    }

    /** When the next bytes arrive, or the end. */
    public long nextArrivalNs() {
        Segment first = segments.peek();
        return first == null ? NEVER : first.arrivalNs;
    }

    /** When the oldest bytes were sent. */
    public long oldestSentNs() {
        return segments.element().sentNs;
    }

    /** The oldest bytes that have arrived, or null. Consume what you can, then say {@link #consumed}. */
    public @Nullable ByteBuffer arrived(long nowNs) {
        Segment first = segments.peek();
        return first == null || first.arrivalNs > nowNs || isEnd(first) ? null : first.bytes;
    }

    /** Forgets so many bytes of what {@link #arrived} gave, and the buffer once it is empty. */
    public void consumed(int bytes) {
        heldBytes -= bytes;
        Segment first = segments.element();
        if (!first.bytes.hasRemaining()) {
            segments.remove();
        }
    }

    /** The end has arrived, and everything before it was consumed. */
    public boolean hasEnded(long nowNs) {
        Segment first = segments.peek();
        return first != null && first.arrivalNs <= nowNs && isEnd(first);
    }

    private static boolean isEnd(Segment segment) {
        return segment.bytes.capacity() == 0;
    }
}
