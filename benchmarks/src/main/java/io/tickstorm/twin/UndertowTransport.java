package io.tickstorm.twin;

import io.tickstorm.kit.Handshake;
import io.tickstorm.net.session.ClientMessage;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xnio.Options;
import org.xnio.XnioIoThread;

/** Carries the game with Undertow's own {@link WebSocketChannel}. */
final class UndertowTransport implements Transport {
    private final Game game;
    /** One write list and one scratch message for each I/O thread. */
    private final Map<XnioIoThread, WriteList> writeLists = new ConcurrentHashMap<>();

    private final Map<XnioIoThread, ClientMessage> scratches = new ConcurrentHashMap<>();
    private @Nullable Undertow undertow;

    UndertowTransport(Game game) {
        this.game = game;
    }

    @Override
    public int start(int port) {
        HttpHandler handshake = new WebSocketProtocolHandshakeHandler(
                List.of(new Hybi13Handshake(Set.of(Handshake.SUBPROTOCOL), false)),
                (WebSocketConnectionCallback) (exchange, channel) -> connected(channel));
        Undertow listening = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(2)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setSocketOption(Options.SEND_BUFFER, game.limits().sendBufferBytes())
                .setHandler(Handlers.path().addExactPath("/ws", handshake))
                .build();
        listening.start();
        undertow = listening;
        return ((InetSocketAddress) listening.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void flush() {
        writeLists.values().forEach(WriteList::flush);
    }

    @Override
    public void stop() {
        if (undertow != null) {
            undertow.stop();
        }
    }

    private void connected(WebSocketChannel channel) {
        XnioIoThread thread = channel.getIoThread();
        WriteList writes = writeLists.computeIfAbsent(
                thread, ioThread -> new WriteList(ioThread, game.limits().connectionsMax()));
        ClientMessage scratch = scratches.computeIfAbsent(thread, t -> new ClientMessage());
        UndertowConnection connection =
                new UndertowConnection(channel, writes, scratch, game.limits().messageBytesMax());
        connection.start(game.session(connection));
    }
}
