package io.tickstorm.net;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomDirectory;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * The HTTP side: page, health, metrics, the upgrade at {@code /ws} and its fallback at {@code /poll}. Start and stop
 * once, from one thread.
 */
public final class GameServer {
    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int HEADERS_MAX = 64;
    private static final long ENTITY_BYTES_MAX = 1024;
    private static final int REQUEST_MS = 10_000;
    private static final int IDLE_MS = 60_000;

    private final NetSettings settings;
    private final RoomDirectory directory;
    private final ServerMetrics metrics;
    private final Map<XnioIoThread, IoGroup> groups = new ConcurrentHashMap<>();
    private final Undertow undertow;
    private volatile boolean draining;

    public GameServer(NetSettings settings, RoomDirectory directory, ServerMetrics metrics) {
        this.settings = settings;
        this.directory = directory;
        this.metrics = metrics;
        undertow = Undertow.builder()
                .addHttpListener(settings.port(), settings.host())
                .setIoThreads(settings.ioThreads())
                .setWorkerThreads(2)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HEADER_BYTES_MAX)
                .setServerOption(UndertowOptions.MAX_HEADERS, HEADERS_MAX)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, ENTITY_BYTES_MAX)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, REQUEST_MS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MS)
                .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setSocketOption(Options.SEND_BUFFER, settings.limits().sendBufferBytes())
                .setHandler(routes())
                .build();
    }

    /** @throws RuntimeException with a {@link java.net.BindException} as its cause, if the port is taken */
    public void start() {
        undertow.start();
    }

    /** The port it listens on, which the system has chosen if 0 was asked for. */
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** A loop's thread, after its tick. */
    public void flush() {
        for (IoGroup group : groups.values()) {
            group.flush();
        }
    }

    /** From now on {@code /readyz} says 503 and nobody new is let in. */
    public void drain() {
        draining = true;
    }

    /** Closes every connection, joined or not, that is not closing already. */
    public void closeAll(CloseReason reason) {
        for (IoGroup group : groups.values()) {
            group.open().forEach(connection -> connection.close(reason));
        }
    }

    /** Connections that are open, over either transport. */
    public int connections() {
        int count = 0;
        for (IoGroup group : groups.values()) {
            count += group.open().size();
        }
        return count;
    }

    public void stop() {
        undertow.stop();
    }

    private HttpHandler routes() {
        OriginRule origins = new OriginRule(settings.allowedOrigins());
        HttpHandler handshake = new WebSocketProtocolHandshakeHandler(
                List.of(new Hybi13Handshake(Set.of(UpgradeHandler.SUBPROTOCOL), false)),
                (HttpUpgradeListener) (stream, exchange) -> upgraded(stream));
        return Handlers.path(new PageHandler(settings.webRoot()))
                .addExactPath("/ws", new UpgradeHandler(handshake, origins, this::hasRoom))
                .addExactPath("/poll", new PollHandler(origins, this::hasRoom, this::group, metrics, settings.limits()))
                .addExactPath("/healthz", exchange -> answer(exchange, StatusCodes.OK, "ok"))
                .addExactPath("/readyz", this::sayReady)
                .addExactPath("/announce", new AnnounceHandler(directory))
                .addExactPath("/metrics", new MetricsHandler(metrics));
    }

    private boolean hasRoom() {
        return !draining && connections() < settings.limits().connectionsMax();
    }

    private void upgraded(StreamConnection stream) {
        metrics.connectionsAccepted.inc();
        IoGroup group = group(stream.getIoThread());
        Connection connection = new Connection(stream, group, metrics, settings.limits());
        group.open().add(connection);
        connection.start(settings.limits().joinMs());
    }

    private IoGroup group(XnioIoThread ioThread) {
        return groups.computeIfAbsent(ioThread, thread -> new IoGroup(thread, directory, metrics, settings));
    }

    private void sayReady(HttpServerExchange exchange) {
        answer(exchange, draining ? StatusCodes.SERVICE_UNAVAILABLE : StatusCodes.OK, draining ? "draining" : "ok");
    }

    private static void answer(HttpServerExchange exchange, int status, String word) {
        exchange.setStatusCode(status);
        exchange.getResponseSender().send(word + "\n");
    }
}
