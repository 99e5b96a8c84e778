package io.tickstorm.net.connection;

import io.tickstorm.net.admission.Lease;
import io.tickstorm.net.admission.TokenBucket;
import io.tickstorm.net.session.ClientConnection;
import io.tickstorm.net.session.Farewell;
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
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * One upgraded connection, with binary or text messages. Its I/O thread reads, parses and writes; a room's thread only
 * fills the single waiting frame while it is free.
 *
 * <p>A closing connection stops parsing. It writes its Close, ends its side of the TCP stream, and discards received
 * bytes until the peer ends its side too. A peer that takes too long, or sends too much, is disconnected.
 */
abstract class Connection extends ClientConnection implements FrameParser.Listener {
    /** The most bytes read in one turn of the I/O thread: other connections have their turn before the rest is read. */
    private static final int TURN_BYTES_MAX = 64 * 1024;
    /** An error and a Close, each with the longest sentence. */
    private static final int FAREWELL_BYTES_MAX = 512;
    /**
     * The most bytes discarded while closing, which the peer may have sent before it saw the Close; a peer that sends
     * more is disconnected.
     */
    private static final int DISCARDED_BYTES_MAX = 256 * 1024;

    private final StreamConnection stream;
    private final ConduitStreamSourceChannel source;
    private final StreamWriter writer;
    private final FrameParser parser;
    private final TokenBucket bytes;
    /** Bytes discarded since closing began. I/O thread only, as the field below. */
    private int discardedBytes;
    /** The start of the present read: one clock reading for all its messages. */
    private long readNs;

    /**
     * Creates a connection.
     *
     * @param mayJoin called once, at the Join, with the time
     */
    Connection(StreamConnection stream, IoGroup group, LongPredicate mayJoin) {
        super(group, mayJoin, System.nanoTime());
        this.stream = stream;
        Defence.ConnectionLimits connections = group.settings().defence().connections();
        bytes = new TokenBucket(connections.bytesPerSecond(), connections.byteBurst(), System.nanoTime());
        source = stream.getSourceChannel();
        writer = new StreamWriter(stream.getSinkChannel(), frame);
        parser = new FrameParser(limits.messageBytesMax(), this);
    }

    /**
     * Starts to read. I/O thread only.
     *
     * @param lease closed when the connection ends
     */
    void start(Lease lease) {
        if (!open(lease)) {
            return;
        }
        // Undertow lists every connection until its own listener is notified of the end.
        ChannelListener<? super StreamConnection> undertow = stream.getCloseListener();
        stream.setCloseListener(closed -> {
            end();
            if (undertow != null) {
                undertow.handleEvent(closed);
            }
        });
        source.getReadSetter().set(channel -> read());
        stream.getSinkChannel().getWriteSetter().set(channel -> write());
        source.resumeReads();
        read();
    }

    /** Returns the reason for closing a connection that sends a message of the other kind. */
    abstract CloseReason wrongKind();

    abstract boolean speaksText();

    /** Handles a complete message of this connection's kind. I/O thread only. */
    abstract void receive(byte[] bytes, int length, long nowNs);

    /** Returns the payload of a message that only carries an error; if it is empty, only the Close reports it. */
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
            writer.write();
        } catch (IOException e) {
            end();
        }
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
                // The selector, or the conduit of TLS, reports remaining bytes, so a read that does not fill the buffer
                // needs no second one.
                if (count < scratch.capacity()) {
                    return;
                }
                // A pending Close is written before more is read.
                left = isClosing() || !source.isOpen() ? 0 : left - count;
            }
            if (source.isOpen()) {
                // The selector does not report bytes that TLS has already decrypted.
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
        if (writer.hasPongs()) {
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
        recordReceipt();
    }

    @Override
    public void ping(byte[] bytes, int length) {
        if (recordReceipt()) {
            writer.addPong(bytes, length);
        }
    }

    @Override
    public void pong(byte[] bytes, int length) {
        recordReceipt();
    }

    /** Counts a frame that is not a message like a message; returns false beyond the rate. */
    private boolean recordReceipt() {
        boolean isWithinRate = session.recordReceipt(readNs);
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
            writer.setFarewell(echo.flip());
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
    protected void prepareFarewell(Farewell farewell) {
        ByteBuffer words = ByteBuffer.allocate(FAREWELL_BYTES_MAX);
        Error error = farewell.error();
        if (error != null) {
            byte[] bytes = encode(error);
            if (bytes.length > 0 && speaksText()) {
                FrameWriter.text(words, bytes, bytes.length);
            } else if (bytes.length > 0) {
                FrameWriter.binary(words, bytes, bytes.length);
            }
        }
        FrameWriter.close(words, farewell.reason().code(), farewell.sentence());
        writer.setFarewell(words.flip());
        parser.stop();
    }

    @Override
    protected void release() {
        parser.stop();
        IoUtils.safeClose(stream);
    }
}
