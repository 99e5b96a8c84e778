package io.tickstorm.net.connection;

import io.tickstorm.net.session.WaitingFrame;
import io.tickstorm.net.websocket.FrameWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * Writes the output of one WebSocket connection in order: the frame in flight, then pongs, then, once, the final error
 * and Close. I/O thread only.
 */
final class StreamWriter {
    /** The most bytes of waiting pongs. */
    private static final int PONG_BYTES_MAX = 2 * 1024;

    private final ConduitStreamSinkChannel sink;
    private final WaitingFrame frame;
    private @Nullable ByteBuffer pongs;
    private @Nullable ByteBuffer farewell;
    private boolean hasEndedWrites;

    StreamWriter(ConduitStreamSinkChannel sink, WaitingFrame frame) {
        this.sink = sink;
        this.frame = frame;
    }

    /** Writes as much as the socket accepts; the rest is written when it accepts more. */
    void write() throws IOException {
        if (writeAll()) {
            sink.suspendWrites();
        } else {
            sink.resumeWrites();
        }
    }

    /** Sets the last bytes of the connection; the stream ends after them. */
    void setFarewell(ByteBuffer bytes) {
        farewell = bytes;
    }

    boolean hasPongs() {
        return pongs != null;
    }

    /**
     * Appends a pong, so that all pings of a read are answered by one write. Pongs beyond the buffer are dropped, which
     * RFC 6455, section 5.5.3, allows.
     */
    void addPong(byte[] bytes, int length) {
        ByteBuffer waits = pongs == null ? ByteBuffer.allocate(PONG_BYTES_MAX).flip() : pongs;
        pongs = waits;
        waits.compact();
        if (waits.remaining() >= FrameWriter.CONTROL_MAX) {
            FrameWriter.pong(waits, bytes, length);
        }
        waits.flip();
    }

    private boolean writeAll() throws IOException {
        boolean isFarewellStarted = farewell != null && farewell.position() > 0;
        // This thread owns the frame only while it waits: a ping or a late flush may come while the room fills it.
        if (frame.waits() && !isFarewellStarted) {
            // Under TLS a written frame may still wait in the conduit: only flush() shows that it has left.
            if (!drain(frame.bytes()) || !sink.flush()) {
                return false;
            }
            frame.free();
        }
        if (pongs != null && !drain(pongs)) {
            return false;
        }
        pongs = null;
        if (farewell != null && !drain(farewell)) {
            return false;
        }
        return sink.flush() && endWrites();
    }

    /**
     * Ends the server's side of the TCP stream once its Close has left (RFC 6455, section 7.1.1). The other side stays
     * open for bytes that the peer has already sent: closing with unread bytes would reset the stream, and lose the
     * Close.
     *
     * @return false if the Close is not written yet
     */
    private boolean endWrites() throws IOException {
        if (farewell == null) {
            return true;
        }
        if (!hasEndedWrites) {
            hasEndedWrites = true;
            sink.shutdownWrites();
        }
        return sink.flush();
    }

    /** Writes the buffer. Bounded by the buffer; the kernel accepts at most the socket's send buffer. */
    private boolean drain(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (sink.write(buffer) == 0) {
                return false;
            }
        }
        return true;
    }
}
