package io.tickstorm.net.connection;

import io.tickstorm.net.session.WaitingFrame;
import io.tickstorm.net.websocket.FrameWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * Writes what one WebSocket connection sends, in the order of the wire: the frame in flight, then pongs, then, once,
 * the farewell of error and Close. I/O thread only.
 */
final class StreamWriter {
    /** Pongs that may wait. */
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

    /** Writes as much as the socket takes; the rest is written when it takes more. */
    void write() throws IOException {
        if (writeAll()) {
            sink.suspendWrites();
        } else {
            sink.resumeWrites();
        }
    }

    /** Sets the last bytes of the connection; the stream ends behind them. */
    void setFarewell(ByteBuffer bytes) {
        farewell = bytes;
    }

    boolean hasPongs() {
        return pongs != null;
    }

    /**
     * Appends a pong, so that all pings of a read have one write. Those that find no room stay unanswered, which RFC
     * 6455, section 5.5.3, allows: a peer that sends that many at once, or reads no answers, waits in vain.
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
        boolean saidFarewell = farewell != null && farewell.position() > 0;
        // Only while it waits is the frame this thread's: a ping or a late flush may come while the room fills it.
        if (frame.waits() && !saidFarewell) {
            // Under TLS a frame that was written may still wait in the conduit: only flush() says that it has left.
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
     * RFC 6455, section 7.1.1: the server ends the TCP stream first, once its Close has left. The other half stays open
     * for what the peer has sent meanwhile: to close with unread bytes would reset the stream, and lose the Close.
     *
     * @return false if that is not written yet
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

    /** Bounded by the buffer; the kernel takes no more than the socket's send buffer holds. */
    private boolean drain(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (sink.write(buffer) == 0) {
                return false;
            }
        }
        return true;
    }
}
