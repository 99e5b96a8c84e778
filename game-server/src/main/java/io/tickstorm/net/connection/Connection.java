package io.tickstorm.net.connection;

import io.tickstorm.net.admission.Lease;
import io.tickstorm.net.admission.TokenBucket;
import io.tickstorm.net.session.ClientConnection;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.websocket.CloseCode;
import io.tickstorm.net.websocket.FrameParser;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.room.CloseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * One upgraded connection, whatever its messages are made of. Its I/O thread reads, parses and writes; a room's thread
 * only fills the one frame that may wait, when the flag says that it is free. Order on the wire: the frame in flight,
 * then a pong, then, once, the error and Close.
 *
 * <p>A connection that closes parses nothing more. It writes its Close, ends its side of the TCP stream, and discards
 * what the peer still sends until the peer ends its side too. A peer that takes too long, or sends too much, is cut.
 */
abstract class Connection extends ClientConnection implements FrameParser.Listener {
    /**
     * Bytes read in one turn of the I/O thread, which others wait for: a peer that sends faster than this is read again
     * after everybody else had their turn.
     */
    private static final int TURN_BYTES_MAX = 64 * 1024;
    /** An error and a Close, each with the longest sentence. */
    private static final int FAREWELL_BYTES_MAX = 512;
    /** Pongs that may wait. */
    private static final int PONG_BYTES_MAX = 2 * 1024;
    /** Bytes discarded while this closes, which may have been under way; a peer that sends more is cut. */
    private static final int DISCARDED_BYTES_MAX = 256 * 1024;

    private final StreamConnection stream;
    private final ConduitStreamSourceChannel source;
    private final ConduitStreamSinkChannel sink;
    private final FrameParser parser;
    private final TokenBucket bytes;
    /** Pongs that wait, while there are any. This and the fields below: I/O thread only. */
    private @Nullable ByteBuffer pongs;

    private @Nullable ByteBuffer farewell;
    private boolean hasEndedWrites;
    private int discardedBytes;
    /** The time when the present read began: one look at the clock for all that it brings. */
    private long readNs;

    /** @param mayJoin asked once, at the Join, with the time */
    Connection(StreamConnection stream, IoGroup group, LongPredicate mayJoin) {
        super(group, mayJoin, System.nanoTime());
        this.stream = stream;
        Defence.Share share = group.settings().defence().share();
        bytes = new TokenBucket(share.bytesPerSecond(), share.byteBurst(), System.nanoTime());
        source = stream.getSourceChannel();
        sink = stream.getSinkChannel();
        parser = new FrameParser(limits.messageBytesMax(), this);
    }

    /**
     * Starts to read. I/O thread.
     *
     * @param lease closed when the connection ends
     */
    void start(Lease lease) {
        if (!open(lease)) {
            return;
        }
        // Undertow keeps every connection in a list until its own listener hears of the end.
        ChannelListener<? super StreamConnection> undertow = stream.getCloseListener();
        stream.setCloseListener(closed -> {
            end();
            if (undertow != null) {
                undertow.handleEvent(closed);
            }
        });
        source.getReadSetter().set(channel -> read());
        sink.getWriteSetter().set(channel -> write());
        source.resumeReads();
        read();
    }

    /** Returns the reason for closing a connection that sends a message of the other kind. */
    abstract CloseReason wrongKind();

    abstract boolean speaksText();

    /** I/O thread: a whole message of the kind that is spoken here. */
    abstract void receive(byte[] bytes, int length, long nowNs);

    /** The payload of a message that says nothing but why; if it is empty, only the Close says so. */
    abstract byte[] encode(Error error);

    /** Returns an empty buffer for a message of this length in bytes; null if that is too long. */
    final @Nullable ByteBuffer startFrame(int length) {
        return startFrame(length, FrameWriter.HEADER_MAX);
    }

    final XnioIoThread ioThread() {
        return stream.getIoThread();
    }

    @Override
    public void write() {
        try {
            if (writeAll()) {
                sink.suspendWrites();
            } else {
                sink.resumeWrites();
            }
        } catch (IOException e) {
            end();
        }
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

    private void read() {
        readNs = group.beforeRead();
        bytes.credit(creditStall());
        try {
            // Bounded: see TURN_BYTES_MAX.
            for (int left = TURN_BYTES_MAX; left > 0; ) {
                ByteBuffer scratch = group.readScratch().clear();
                int count = source.read(scratch);
                if (count < 0) {
                    end();
                } else if (count > 0) {
                    received(scratch.flip());
                }
                // The selector, or the conduit of TLS, tells of what is left, so a read that leaves room needs no
                // second one to find nothing.
                if (count < scratch.capacity()) {
                    return;
                }
                // A Close that was decided on just now is written before anything more is read.
                left = isClosing() || !source.isOpen() ? 0 : left - count;
            }
            if (source.isOpen()) {
                // What TLS has decrypted already the selector does not tell of.
                source.wakeupReads();
            }
        } catch (IOException e) {
            end();
        }
    }

    private void received(ByteBuffer in) {
        if (isClosing()) {
            discardedBytes += in.remaining();
            if (discardedBytes > DISCARDED_BYTES_MAX) {
                end();
            }
            return;
        }
        if (!bytes.consume(in.remaining(), readNs)) {
            close(CloseReason.FLOOD);
            return;
        }
        parser.parse(in);
        if (pongs != null) {
            write();
        }
    }

    @Override
    public void message(boolean text, byte[] bytes, int length) {
        if (text != speaksText()) {
            close(wrongKind());
        } else if (!isClosing()) {
            receive(bytes, length, readNs);
        }
    }

    @Override
    public void fragment() {
        heard();
    }

    @Override
    public void ping(byte[] bytes, int length) {
        if (!heard()) {
            return;
        }
        // One write for all pings of a read. Those that find no room stay unanswered, which RFC 6455, section 5.5.3,
        // allows: a peer that sends that many at once, or reads no answers, waits in vain.
        ByteBuffer waits = pongs == null ? ByteBuffer.allocate(PONG_BYTES_MAX).flip() : pongs;
        pongs = waits;
        waits.compact();
        if (waits.remaining() >= FrameWriter.CONTROL_MAX) {
            FrameWriter.pong(waits, bytes, length);
        }
        waits.flip();
    }

    @Override
    public void pong(byte[] bytes, int length) {
        heard();
    }

    /** Each frame that is no message costs as much as one; false beyond the rate. */
    private boolean heard() {
        boolean isWithinRate = session.heard(readNs);
        if (!isWithinRate) {
            close(CloseReason.FLOOD);
        }
        return isWithinRate;
    }

    @Override
    public void close(int code) {
        if (startClosing("by_client")) {
            ByteBuffer echo = ByteBuffer.allocate(FrameWriter.CONTROL_MAX);
            if (code == CloseCode.NONE) {
                FrameWriter.close(echo);
            } else {
                FrameWriter.close(echo, code, "");
            }
            farewell = echo.flip();
            parser.stop();
            sendFarewell();
        }
    }

    @Override
    public void violation(int closeCode) {
        close(
                switch (closeCode) {
                    case CloseCode.TOO_BIG -> CloseReason.FRAME_TOO_BIG;
                    case CloseCode.INVALID_PAYLOAD -> CloseReason.INVALID_UTF8;
                    default -> CloseReason.PROTOCOL_VIOLATION;
                });
    }

    @Override
    protected void prepareFarewell(CloseReason reason, String sentence) {
        ByteBuffer words = ByteBuffer.allocate(FAREWELL_BYTES_MAX);
        if (reason != CloseReason.LEFT) {
            byte[] error = encode(Error.newBuilder()
                    .setCode(reason.errorCode())
                    .setMessage(sentence)
                    .setRetryAfterMs(reason.retryAfterMs())
                    .build());
            if (error.length > 0 && speaksText()) {
                FrameWriter.text(words, error, error.length);
            } else if (error.length > 0) {
                FrameWriter.binary(words, error, error.length);
            }
        }
        FrameWriter.close(words, reason.code(), sentence);
        farewell = words.flip();
        parser.stop();
    }

    @Override
    protected void release() {
        parser.stop();
        IoUtils.safeClose(stream);
    }
}
