package io.tickstorm.twin;

import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.net.session.Session;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.Outbox;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A player behind Undertow's own channel. The I/O thread reads and sends. A room's thread only fills the single waiting
 * frame while it is free.
 */
final class UndertowConnection extends AbstractReceiveListener implements Outbox {
    private static final int START_CAPACITY = 512;

    private final WebSocketChannel channel;
    private final WriteList writes;
    private final ClientMessage scratch;
    private final byte[] message;
    private final Runnable write = this::write;
    private final WebSocketCallback<@Nullable Void> sent = new Sent();
    private ByteBuffer frame = ByteBuffer.allocateDirect(START_CAPACITY);
    private volatile boolean waiting;
    private volatile boolean closing;
    private @Nullable Session session;

    /** @param messageBytesMax longest message of a client */
    UndertowConnection(WebSocketChannel channel, WriteList writes, ClientMessage scratch, int messageBytesMax) {
        message = new byte[messageBytesMax];
        this.channel = channel;
        this.writes = writes;
        this.scratch = scratch;
    }

    /** Passes later messages to this session. I/O thread only. */
    void start(Session joined) {
        session = joined;
        channel.getReceiveSetter().set(this);
        channel.addCloseTask(closed -> joined.disconnected());
        channel.resumeReceives();
    }

    @Override
    public boolean isIdle() {
        return !waiting && !closing;
    }

    @Override
    public int offer(byte[] bytes, int length) {
        if (frame.capacity() < length) {
            frame = ByteBuffer.allocateDirect(2 * length);
        }
        frame.clear().put(bytes, 0, length).flip();
        waiting = true;
        writes.add(write);
        return length + FrameWriter.headerBytes(length);
    }

    @Override
    public void close(CloseReason reason) {
        if (!closing) {
            closing = true;
            channel.getIoThread().execute(() -> WebSockets.sendClose(reason.code(), reason.sentence(), channel, null));
        }
    }

    @Override
    protected long getMaxBinaryBufferSize() {
        return message.length;
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel from, BufferedBinaryMessage binary) {
        try (var data = binary.getData()) {
            int length = 0;
            for (ByteBuffer part : data.getResource()) {
                int count = part.remaining();
                part.get(message, length, count);
                length += count;
            }
            if (session != null) {
                session.receive(message, length, scratch, System.nanoTime());
            }
        }
    }

    private void write() {
        WebSockets.sendBinary(frame, channel, sent);
    }

    private final class Sent implements WebSocketCallback<@Nullable Void> {
        @Override
        public void complete(WebSocketChannel to, @Nullable Void nothing) {
            waiting = false;
        }

        @Override
        public void onError(WebSocketChannel to, @Nullable Void nothing, Throwable failure) {
            closing = true;
        }
    }
}
