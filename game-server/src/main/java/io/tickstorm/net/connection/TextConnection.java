package io.tickstorm.net.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.room.CloseReason;
import io.tickstorm.text.ClientText;
import io.tickstorm.text.FrameSpeller;
import io.tickstorm.text.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongPredicate;
import org.xnio.StreamConnection;

/**
 * A connection of {@code tickstorm.v1.json}: to the room it is one like any other that takes ten frames a second. A
 * frame is spelled out by a worker's thread, so that the I/O thread, which has binary frames to write, is not kept
 * waiting; whose turn it is, the stage says. A ping with the tick follows each frame, and its pong, which every
 * WebSocket library sends by itself, acknowledges the frame: so a client that only listens is known to read.
 *
 * <pre>
 *   room: offer        I/O: write           worker: spell            I/O: send, then write
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

    private final FrameSpeller speller = new FrameSpeller();
    private volatile Stage stage = Stage.IDLE;
    /** The room's frame: from the room to the worker. */
    private byte[] packed = {};

    /** Length of the newest text on the wire; that of the next one is known too late. */
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
        group.written(this);
        return Math.max(length, wireBytes);
    }

    @Override
    public void write() {
        if (stage == Stage.PACKED) {
            stage = Stage.SPELLING;
            try {
                ioThread().getWorker().execute(this::spellOut);
            } catch (RejectedExecutionException e) {
                // The worker is shutting down: no frame will be spelled any more.
                end();
                return;
            }
        }
        super.write();
    }

    /** A worker's thread. */
    private void spellOut() {
        int tick;
        byte[] text;
        try {
            ServerFrame frame = ServerFrame.parseFrom(packed);
            tick = frame.getTick();
            text = speller.spell(frame);
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a fault of ours: a frame of the room cannot be told in text", e);
            close(CloseReason.TEXT_FAILED);
            return;
        }
        try {
            ioThread().execute(() -> send(tick, text));
        } catch (RejectedExecutionException e) {
            // The I/O thread is shutting down, and closes what it has.
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
        return FrameSpeller.spell(error);
    }
}
