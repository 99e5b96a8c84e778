package io.tickstorm.twin;

import io.netty.channel.Channel;
import io.tickstorm.kit.NettyListener;
import io.tickstorm.net.session.ClientMessage;

/** Carries the game with Netty's WebSocket codec. */
final class NettyTransport implements Transport {
    private final Game game;
    private final NettyListener listener = new NettyListener(this::accept);
    /** The listener has one event loop, so these two belong to it. */
    private final WriteList writes;

    private final ClientMessage scratch = new ClientMessage();

    NettyTransport(Game game) {
        this.game = game;
        writes = new WriteList(listener.group(), game.limits().connectionsMax());
    }

    @Override
    public int start(int port) {
        return listener.start(port);
    }

    @Override
    public void flush() {
        writes.flush();
    }

    @Override
    public void stop() {
        listener.stop();
    }

    private NettyConnection accept(Channel channel) {
        NettyConnection connection =
                new NettyConnection(channel, writes, scratch, game.limits().messageBytesMax());
        connection.start(game.session(connection));
        return connection;
    }
}
