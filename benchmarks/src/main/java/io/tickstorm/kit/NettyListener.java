package io.tickstorm.kit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** Netty's WebSocket server with one event loop, on epoll where the system has it. One thread starts and stops it. */
public final class NettyListener {
    private static final int HANDSHAKE_BYTES_MAX = 8_192;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    private final Function<Channel, ChannelHandler> players;

    /** @param players returns the last handler of a new connection; called by the event loop */
    public NettyListener(Function<Channel, ChannelHandler> players) {
        this.players = players;
    }

    /** Returns the group, which has one event loop. */
    public EventLoopGroup group() {
        return group;
    }

    /** Listens on a port and returns it; 0 lets the system choose one. */
    public int start(int port) {
        Class<? extends ServerChannel> type =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        Channel listening = new ServerBootstrap()
                .group(group)
                .channel(type)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, ServerDefaults.SEND_BUFFER_BYTES)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Stops listening and ends every connection. */
    public void stop() {
        group.shutdownGracefully().awaitUninterruptibly();
    }

    private void accept(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpObjectAggregator(HANDSHAKE_BYTES_MAX));
        pipeline.addLast(new WebSocketServerProtocolHandler("/ws", Handshake.SUBPROTOCOL));
        pipeline.addLast(players.apply(channel));
    }
}
