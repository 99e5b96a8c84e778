package io.tickstorm.broadcast;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.tickstorm.kit.NewestInput;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.sim.InputCommand;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A player of a broadcast room. Event loop only. */
final class BroadcastPlayer extends SimpleChannelInboundHandler<BinaryWebSocketFrame> {
    private static final int MESSAGE_BYTES_MAX = 2_048;

    private final Channel channel;
    private final ClientMessage scratch;
    private final Supplier<@Nullable BroadcastRoom> free;
    private final NewestInput newest = new NewestInput();
    private final byte[] message = new byte[MESSAGE_BYTES_MAX];
    private @Nullable BroadcastRoom room;
    private int command = InputCommand.NONE;

    /** @param free returns a room with a free seat, or null */
    BroadcastPlayer(Channel channel, ClientMessage scratch, Supplier<@Nullable BroadcastRoom> free) {
        this.channel = channel;
        this.scratch = scratch;
        this.free = free;
    }

    NewestInput newest() {
        return newest;
    }

    /** Returns the newest command. */
    int command() {
        return command;
    }

    /** Sends a frame without copying it. A player whose socket is full gets none. */
    void send(ByteBuf frame) {
        if (channel.isWritable()) {
            write(frame.retainedDuplicate());
        }
    }

    private void write(ByteBuf payload) {
        ChannelFuture unused = channel.writeAndFlush(new BinaryWebSocketFrame(payload), channel.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, BinaryWebSocketFrame binary) throws IOException {
        ByteBuf content = binary.content();
        int length = content.readableBytes();
        if (length > message.length) {
            throw new IOException("a message is too long");
        }
        content.readBytes(message, 0, length);
        scratch.decode(message, length);
        if (room != null && scratch.control() != InputCommand.NONE && InputCommand.isValid(scratch.control())) {
            command = scratch.control();
            newest.received(scratch.inputTick(), room.tick() + 1, room.deadlineNs() - System.nanoTime());
        } else if (room == null && scratch.frame() != null && scratch.frame().hasJoin()) {
            join();
        }
    }

    private void join() throws IOException {
        BroadcastRoom joined = free.get();
        if (joined == null) {
            throw new IOException("no room has a free seat");
        }
        room = joined;
        write(Unpooled.wrappedBuffer(joined.join(this)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (room != null) {
            room.leave(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture unused = context.close();
    }
}
