package io.tickstorm.net.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.room.CloseReason;
import io.tickstorm.text.ClientText;
import io.tickstorm.text.FrameFormatter;
import io.tickstorm.text.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongPredicate;
import org.xnio.StreamConnection;

/**
 * A connection of {@code tickstorm.v1.json}: for the room it is a connection that accepts ten frames a second. A worker
 * thread converts each frame to text, so that the I/O thread is free for binary frames; the stage shows which thread
 * owns the frame. A ping with the tick follows each frame. Its pong, which every WebSocket library sends automatically,
 * acknowledges the frame, even for a client that only listens.
 *
 * <pre>
 *   room: offer        I/O: write           worker: format            I/O: send, then write
 *   IDLE ----> PACKED ----------> SPELLING ------------> (SPELLING) -----------------------> IDLE
 * </pre>
 */
final class TextConnection extends Connection {
    static final String SUBPROTOCOL = "tickstorm.v1.json";
    private static final long FRAME_INTERVAL_NS = 100_000_000L;
    private static final int TICK_DIGITS_MAX = 10;
    private static final System.Logger LOG = System.getLogger(TextConnection.class.getName());

    private enum Stage {
        IDLE,
        PACKED,
        SPELLING
    }

    private final FrameFormatter formatter = new FrameFormatter();
    private volatile Stage stage = Stage.IDLE;
    /** The room's frame for the worker thread. */
    private byte[] packed = {};

    /** Length of the newest text on the wire; an estimate for the next one. */
    private volatile int wireBytes;

    /** I/O thread only. */
    private int newestTick;

    TextConnection(StreamConnection stream, IoGroup group, LongPredicate mayJoin) {
        super(stream, group, mayJoin);
    }

    @Override
    public long frameIntervalNs() {
        return FRAME_INTERVAL_NS;
    }

    @Override
    public boolean isIdle() {
        return stage == Stage.IDLE && super.isIdle();
    }

    @Override
    public int offer(byte[] bytes, int length) {
        packed = Arrays.copyOf(bytes, length);
        stage = Stage.PACKED;
        markFrame();
        return Math.max(length, wireBytes);
    }

    @Override
    public void write() {
        if (stage == Stage.PACKED) {
            stage = Stage.SPELLING;
            try {
                ioThread().getWorker().execute(this::formatFrame);
            } catch (RejectedExecutionException e) {
                // The worker is shutting down: no further frame will be converted.
                end();
                return;
            }
        }
        super.write();
    }

    /** Converts the frame to text. Worker thread. */
    private void formatFrame() {
        int tick;
        byte[] text;
        try {
            ServerFrame frame = ServerFrame.parseFrom(packed);
            tick = frame.getTick();
            text = formatter.format(frame);
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a fault of this server: a frame cannot be converted to text", e);
            close(CloseReason.TEXT_FAILED);
            return;
        }
        try {
            ioThread().execute(() -> send(tick, text));
        } catch (RejectedExecutionException e) {
            // The I/O thread is shutting down, and closes its connections.
        }
    }

    private void send(int tick, byte[] text) {
        byte[] ping = String.valueOf(tick).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = startFrame(text.length + FrameWriter.CONTROL_MAX);
        if (out == null) {
            return;
        }
        FrameWriter.text(out, text, text.length);
        FrameWriter.ping(out, ping);
        newestTick = tick;
        wireBytes = frame.finish();
        stage = Stage.IDLE;
        write();
    }

    @Override
    public void pong(byte[] bytes, int length) {
        super.pong(bytes, length);
        int tick = tick(bytes, length);
        if (tick > 0 && tick <= newestTick) {
            session.acknowledge(tick, System.nanoTime());
        }
    }

    /** Returns the tick, or -1 if the text is not a number. */
    private static int tick(byte[] bytes, int length) {
        long tick = length == 0 || length > TICK_DIGITS_MAX ? -1 : 0;
        for (int i = 0; i < length && tick >= 0; i++) {
            tick = bytes[i] >= '0' && bytes[i] <= '9' ? 10 * tick + bytes[i] - '0' : -1;
        }
        return tick > Integer.MAX_VALUE ? -1 : (int) tick;
    }

    @Override
    boolean speaksText() {
        return true;
    }

    @Override
    CloseReason wrongKind() {
        return CloseReason.BINARY_FRAME;
    }

    @Override
    void receive(byte[] bytes, int length, long nowNs) {
        try {
            String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
            session.receive(ClientText.parse(text), group.decodeScratch(), nowNs);
        } catch (UnreadableException e) {
            close(CloseReason.MALFORMED_TEXT, e.sentence());
        }
    }

    @Override
    byte[] encode(Error error) {
        return FrameFormatter.format(error);
    }
}
