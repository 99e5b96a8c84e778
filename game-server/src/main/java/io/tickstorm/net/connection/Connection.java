package io.tickstorm.net.connection;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.TokenBucket;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.session.Session;
import io.tickstorm.net.session.Writable;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.net.websocket.CloseCode;
import io.tickstorm.net.websocket.FrameParser;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.room.CloseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
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
abstract class Connection implements Writable, FrameParser.Listener {
    private static final int START_CAPACITY = 512;
    /** A frame longer than this, the first one of a large world, gets a buffer of its own that is not kept. */
    private static final int KEPT_CAPACITY_MAX = 4 * 1024;

    private static final int FRAME_MAX = 1 << 20;
    /**
     * Bytes read in one turn of the I/O thread, which others wait for: a peer that sends faster than this is read again
     * after everybody else had their turn.
     */
    private static final int TURN_BYTES_MAX = 64 * 1024;
    /** Pongs that may wait. */
    private static final int PONG_BYTES_MAX = 2 * 1024;
    /** Bytes discarded while this closes, which may have been under way; a peer that sends more is cut. */
    private static final int DISCARDED_BYTES_MAX = 256 * 1024;

    /** The services that a connection uses. */
    record Surroundings(IoGroup group, ServerMetrics metrics, NetSettings settings) {}

    final IoGroup group;
    private final StreamConnection stream;
    private final ConduitStreamSourceChannel source;
    private final ConduitStreamSinkChannel sink;
    private final ServerMetrics metrics;
    private final int closeMs;
    private final FrameParser parser;
    private final TokenBucket bytes;
    private final AtomicBoolean closeAsked = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    final Session session;

    /** Written by the room while {@link #waiting} is false, by the I/O thread while it is true. */
    private ByteBuffer frame = ByteBuffer.allocateDirect(START_CAPACITY).flip();

    private volatile boolean waiting;

    /** I/O thread only: pongs that wait, while there are any, and the last words. */
    private @Nullable ByteBuffer pongs;

    private @Nullable ByteBuffer farewell;
    private boolean hasEndedWrites;
    private int discardedBytes;
    private long creditedStallNs;
    /** The time when the present read began: one look at the clock for all that it brings. */
    private long readNs;

    private Runnable leave = () -> {};
    /** The timer for the Join, and later for the Close; dropped at the end, since it holds the whole connection. */
    private XnioExecutor.Key timeOut = () -> true;

    /** @param mayJoin asked once, at the Join, with the time */
    Connection(StreamConnection stream, Surroundings around, LongPredicate mayJoin) {
        this.stream = stream;
        group = around.group();
        metrics = around.metrics();
        NetSettings.Limits limits = around.settings().limits();
        closeMs = limits.closeMs();
        long nowNs = System.nanoTime();
        Defence.Share share = around.settings().defence().share();
        bytes = new TokenBucket(share.bytesPerSecond(), share.byteBurst(), nowNs);
        source = stream.getSourceChannel();
        sink = stream.getSinkChannel();
        parser = new FrameParser(limits.messageBytesMax(), this);
        session = group.session(this, mayJoin, nowNs);
        creditedStallNs = group.stalledNs();
    }

    /**
     * I/O thread: from here on the connection lives by itself.
     *
     * @param onEnd run once it is over
     */
    void start(int joinMs, Runnable onEnd) {
        leave = onEnd;
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
        try {
            timeOut = ioThread().executeAfter(this::demandJoin, joinMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // It came as the server ended.
            end();
            return;
        }
        source.resumeReads();
        read();
    }

    @Override
    public boolean isIdle() {
        return !waiting && !closeAsked.get();
    }

    /** Returns the reason for closing a connection that sends a message of the other kind. */
    abstract CloseReason wrongKind();

    abstract boolean speaksText();

    /** I/O thread: a whole message of the kind that is spoken here. */
    abstract void receive(byte[] bytes, int length, long nowNs);

    /** The payload of a message that says nothing but why; if it is empty, only the Close says so. */
    abstract byte[] spell(Error error);

    /**
     * Starts a frame; only the thread that may fill the frame calls this.
     *
     * @param length length of the message in bytes
     * @return an empty buffer for it; null if it is too long, and then the connection closes
     */
    final @Nullable ByteBuffer startFrame(int length) {
        if (length > FRAME_MAX) {
            close(CloseReason.FRAME_TOO_BIG);
            return null;
        }
        frame = fitting(length + FrameWriter.HEADER_MAX).clear();
        return frame;
    }

    /** The frame is filled, and waits from now on; returns its length. */
    final int endFrame() {
        int wireBytes = frame.flip().remaining();
        waiting = true;
        return wireBytes;
    }

    final XnioIoThread ioThread() {
        return stream.getIoThread();
    }

    private ByteBuffer fitting(int length) {
        boolean keeps = frame.capacity() >= length && frame.capacity() <= KEPT_CAPACITY_MAX;
        if (keeps) {
            return frame;
        }
        return length > KEPT_CAPACITY_MAX
                ? ByteBuffer.allocate(length)
                : ByteBuffer.allocateDirect(Math.max(START_CAPACITY, Math.min(KEPT_CAPACITY_MAX, 2 * length)));
    }

    @Override
    public void close(CloseReason reason) {
        close(reason, reason.sentence());
    }

    /** Closes with a sentence that says more than the reason's own. Any thread. */
    final void close(CloseReason reason, String sentence) {
        if (closeAsked.compareAndSet(false, true)) {
            metrics.closed(reason.label());
            ioThread().execute(() -> sayFarewell(farewell(reason, sentence)));
        }
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
        if (waiting && !saidFarewell) {
            // Under TLS a frame that was written may still wait in the conduit: only flush() says that it has left.
            if (!drain(frame) || !sink.flush()) {
                return false;
            }
            waiting = false;
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
        creditStall();
        try {
            // Bounded: see TURN_BYTES_MAX.
            for (int left = TURN_BYTES_MAX; left > 0; ) {
                ByteBuffer scratch = group.readScratch().clear();
                int count = source.read(scratch);
                if (count < 0) {
                    end();
                } else if (count > 0) {
                    take(scratch.flip());
                }
                // The selector, or the conduit of TLS, tells of what is left, so a read that leaves room needs no
                // second one to find nothing.
                if (count < scratch.capacity()) {
                    return;
                }
                // A Close that was decided on just now is written before anything more is read.
                left = closeAsked.get() || !source.isOpen() ? 0 : left - count;
            }
            if (source.isOpen()) {
                // What TLS has decrypted already the selector does not tell of.
                source.wakeupReads();
            }
        } catch (IOException e) {
            end();
        }
    }

    /** Messages that arrive at once after a stall of this thread were sent while it lasted: they are no flood. */
    private void creditStall() {
        long stalledNs = group.stalledNs();
        if (stalledNs != creditedStallNs) {
            bytes.credit(stalledNs - creditedStallNs);
            session.creditStall(stalledNs - creditedStallNs);
            creditedStallNs = stalledNs;
        }
    }

    private void take(ByteBuffer in) {
        if (closeAsked.get()) {
            discardedBytes += in.remaining();
            if (discardedBytes > DISCARDED_BYTES_MAX) {
                end();
            }
            return;
        }
        if (!bytes.take(in.remaining(), readNs)) {
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
        } else if (!closeAsked.get()) {
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
        boolean isTaken = session.heard(readNs);
        if (!isTaken) {
            close(CloseReason.FLOOD);
        }
        return isTaken;
    }

    @Override
    public void close(int code) {
        if (closeAsked.compareAndSet(false, true)) {
            metrics.closed("by_client");
            ByteBuffer echo = ByteBuffer.allocate(FrameWriter.CONTROL_MAX);
            if (code == CloseCode.NONE) {
                FrameWriter.close(echo);
            } else {
                FrameWriter.close(echo, code, "");
            }
            sayFarewell(echo.flip());
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

    private ByteBuffer farewell(CloseReason reason, String sentence) {
        ByteBuffer words = ByteBuffer.allocate(START_CAPACITY);
        if (reason != CloseReason.LEFT) {
            byte[] error = spell(Error.newBuilder()
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
        return words.flip();
    }

    private void sayFarewell(ByteBuffer words) {
        if (ended.get()) {
            return;
        }
        farewell = words;
        parser.stop();
        session.disconnected();
        write();
        try {
            timeOut.remove();
            timeOut = ioThread().executeAfter(this::end, closeMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The worker is shutting down: no timer will run any more.
            end();
        }
    }

    private void demandJoin() {
        if (!session.isJoined()) {
            close(CloseReason.NOT_JOINED);
        }
    }

    /** Lets go of everything, once, whatever ended the connection. */
    final void end() {
        if (ended.compareAndSet(false, true)) {
            parser.stop();
            session.disconnected();
            IoUtils.safeClose(stream);
            timeOut.remove();
            leave.run();
            group.ended(this);
            if (closeAsked.compareAndSet(false, true)) {
                metrics.closed("lost");
            }
        }
    }
}
