package io.tickstorm.twin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
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
import io.tickstorm.kit.Handshake;
import io.tickstorm.net.session.ClientMessage;
import java.net.InetSocketAddress;

/** Carries the game with Netty's WebSocket codec, on epoll where the system has it. */
final class NettyTransport implements Transport {
    private static final int HANDSHAKE_BYTES_MAX = 8_192;

    private final Game game;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    /** The group has one thread, so these two belong to it. */
    private final WriteList writes;

    private final ClientMessage scratch = new ClientMessage();

    NettyTransport(Game game) {
        this.game = game;
        writes = new WriteList(group, game.limits().connectionsMax());
    }

    @Override
    public int start(int port) {
        Class<? extends ServerChannel> type =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        Channel listening = new ServerBootstrap()
                .group(group)
                .channel(type)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, game.limits().sendBufferBytes())
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

    @Override
    public void flush() {
        writes.flush();
    }

    @Override
    public void stop() {
        group.shutdownGracefully().awaitUninterruptibly();
    }

    private void accept(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpObjectAggregator(HANDSHAKE_BYTES_MAX));
        pipeline.addLast(new WebSocketServerProtocolHandler("/ws", Handshake.SUBPROTOCOL));
        NettyConnection connection =
                new NettyConnection(channel, writes, scratch, game.limits().messageBytesMax());
        pipeline.addLast(connection);
        connection.start(game.session(connection));
    }
}
