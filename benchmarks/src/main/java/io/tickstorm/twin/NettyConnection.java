package io.tickstorm.twin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.net.session.Session;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * A player behind Netty's WebSocket codec. The event loop reads and writes. A room's thread only fills the single
 * waiting frame while it is free.
 */
final class NettyConnection extends SimpleChannelInboundHandler<BinaryWebSocketFrame> implements Outbox {
    private final Channel channel;
    private final WriteList writes;
    private final ClientMessage scratch;
    private final byte[] message;
    private final Runnable write = this::write;
    private final ChannelFutureListener sent = future -> sent(future.isSuccess());
    private @Nullable ByteBuf frame;
    private volatile boolean waiting;
    private volatile boolean closing;
    private @Nullable Session session;

    /** @param messageBytesMax longest message of a client */
    NettyConnection(Channel channel, WriteList writes, ClientMessage scratch, int messageBytesMax) {
        message = new byte[messageBytesMax];
        this.channel = channel;
        this.writes = writes;
        this.scratch = scratch;
    }

    /** Passes later messages to this session. Event loop only. */
    void start(Session joined) {
        session = joined;
    }

    @Override
    public boolean isIdle() {
        return !waiting && !closing;
    }

    @Override
    public int offer(byte[] bytes, int length) {
        frame = channel.alloc().directBuffer(length).writeBytes(bytes, 0, length);
        waiting = true;
        writes.add(write);
        return length + FrameWriter.headerBytes(length);
    }

    @Override
    public void close(CloseReason reason) {
        if (!closing) {
            closing = true;
            channel.writeAndFlush(new CloseWebSocketFrame(reason.code(), reason.sentence()))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (session != null) {
            session.disconnected();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture unused = context.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, BinaryWebSocketFrame binary) {
        ByteBuf content = binary.content();
        int length = content.readableBytes();
        if (length > message.length) {
            close(CloseReason.FRAME_TOO_BIG);
        } else if (session != null) {
            content.readBytes(message, 0, length);
            session.receive(message, length, scratch, System.nanoTime());
        }
    }

    private void write() {
        if (frame != null) {
            BinaryWebSocketFrame binary = new BinaryWebSocketFrame(frame);
            frame = null;
            channel.writeAndFlush(binary).addListener(sent);
        }
    }

    private void sent(boolean isSuccess) {
        closing |= !isSuccess;
        waiting = false;
    }
}
