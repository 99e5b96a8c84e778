package io.tickstorm.net;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomDirectory;
import io.undertow.Handlers;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * The HTTP side: page, health, metrics, the upgrade at {@code /ws} and its fallback at {@code /poll}. Start and stop
 * once, from one thread.
 */
public final class GameServer {
    private static final int WORKER_THREADS = 2;
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int BUFFERS_PER_THREAD = 4;

    /** Constructor of a connection. */
    private interface Kind {
        Connection connect(StreamConnection stream, Connection.Surroundings around, LongPredicate mayJoin);
    }

    private final NetSettings settings;
    private final RoomDirectory directory;
    private final ServerMetrics metrics;
    private final AddressLimits addresses;
    private final Map<XnioIoThread, IoGroup> groups = new ConcurrentHashMap<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable Port port;
    private @Nullable Port adminPort;
    private @Nullable XnioWorker worker;
    private final TextPlaces textPlaces;
    private volatile boolean draining;

    public GameServer(NetSettings settings, RoomDirectory directory, ServerMetrics metrics) {
        this.settings = settings;
        this.directory = directory;
        this.metrics = metrics;
        addresses = new AddressLimits(settings.defence().share());
        textPlaces = new TextPlaces(settings.defence().share());
    }

    /** @throws UncheckedIOException with a {@link java.net.BindException} as its cause, if a port is taken */
    public void start() {
        try {
            Xnio xnio = Xnio.getInstance(GameServer.class.getClassLoader());
            worker = xnio.createWorker(OptionMap.builder()
                    .set(Options.WORKER_IO_THREADS, settings.ioThreads())
                    .set(Options.WORKER_TASK_CORE_THREADS, WORKER_THREADS)
                    .set(Options.WORKER_TASK_MAX_THREADS, WORKER_THREADS)
                    .getMap());
            open(xnio, worker);
        } catch (IOException e) {
            throw new UncheckedIOException("The worker threads cannot be started", e);
        } catch (UncheckedIOException e) {
            stop();
            throw e;
        }
    }

    private void open(Xnio xnio, XnioWorker with) {
        DefaultByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD);
        Port.Shared shared = new Port.Shared(with, buffers, addresses, metrics, settings);
        UndertowXnioSsl tls = null;
        if (settings.defence().tls() != null) {
            TlsReloader reloader = new TlsReloader(settings.defence().tls(), xnio);
            opened.add(reloader);
            tls = reloader.ssl();
        }
        port = new Port(shared, new InetSocketAddress(settings.host(), settings.port()), routes(), tls);
        opened.add(port);
        int admin = settings.defence().admin().port();
        if (admin >= 0) {
            adminPort = new Port(
                    shared, new InetSocketAddress(InetAddress.getLoopbackAddress(), admin), adminRoutes(), null);
            opened.add(adminPort);
        }
    }

    /** The port it listens on, which the system has chosen if 0 was asked for. */
    public int port() {
        return Objects.requireNonNull(port, "start() comes first").number();
    }

    /** The port of the metrics alone; -1: there is none. */
    public int adminPort() {
        return adminPort == null ? -1 : adminPort.number();
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
        open().forEach(connection -> connection.close(reason));
    }

    /** Connections that are open, over either transport. */
    public int connections() {
        int count = 0;
        for (IoGroup group : groups.values()) {
            count += group.open().size();
        }
        return count;
    }

    Stream<Writable> open() {
        return groups.values().stream().flatMap(group -> group.open().stream());
    }

    public void stop() {
        for (AutoCloseable each : opened) {
            IoUtils.safeClose(each);
        }
        if (worker != null) {
            worker.shutdown();
            try {
                worker.awaitTermination();
            } catch (InterruptedException e) {
                worker.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }

    private HttpHandler routes() {
        OriginRule origins =
                new OriginRule(settings.allowedOrigins(), settings.defence().proxies());
        Map<String, HttpHandler> handshakes = new TreeMap<>();
        handshakes.put(BinaryConnection.SUBPROTOCOL, handshake(BinaryConnection.SUBPROTOCOL, this::upgraded));
        handshakes.put(TextConnection.SUBPROTOCOL, handshake(TextConnection.SUBPROTOCOL, this::upgradedToText));
        UpgradeHandler.Places places =
                new UpgradeHandler.Places(this::hasRoom, addresses::hasRoom, textPlaces::refusal);
        return Handlers.path(new PageHandler(settings.webRoot()))
                .addExactPath("/ws", new UpgradeHandler(handshakes, settings, origins, places))
                .addExactPath(
                        "/poll", new PollHandler(origins, this::hasRoom, this::group, addresses, metrics, settings))
                .addExactPath("/announce", new AdminGate(new AnnounceHandler(directory), settings.defence()))
                .addExactPath("/healthz", exchange -> answer(exchange, StatusCodes.OK, "ok"))
                .addExactPath("/readyz", this::sayReady)
                .addExactPath("/metrics", new AdminGate(new MetricsHandler(metrics), settings.defence()));
    }

    /** Each has its own, so that it is known what was agreed on. */
    private static HttpHandler handshake(String subprotocol, HttpUpgradeListener upgraded) {
        return new WebSocketProtocolHandshakeHandler(
                List.of(new Hybi13Handshake(Set.of(subprotocol), false)), upgraded);
    }

    private HttpHandler adminRoutes() {
        return Handlers.path(exchange ->
                        answer(exchange, StatusCodes.NOT_FOUND, "/metrics, /announce, /healthz and /readyz"))
                .addExactPath("/healthz", exchange -> answer(exchange, StatusCodes.OK, "ok"))
                .addExactPath("/readyz", this::sayReady)
                .addExactPath("/announce", new AnnounceHandler(directory))
                .addExactPath("/metrics", new MetricsHandler(metrics));
    }

    private boolean hasRoom() {
        return !draining && !isFull();
    }

    private boolean isFull() {
        return connections() >= settings.limits().connectionsMax();
    }

    private void upgradedToText(StreamConnection stream, HttpServerExchange exchange) {
        Asker asker = asker(exchange);
        Runnable leaveText = textPlaces.take(asker, System.nanoTime());
        if (leaveText == null) {
            IoUtils.safeClose(stream);
            return;
        }
        metrics.textConnections.inc();
        welcome(stream, asker, TextConnection::new, () -> {
            metrics.textConnections.dec();
            leaveText.run();
        });
    }

    private void upgraded(StreamConnection stream, HttpServerExchange exchange) {
        welcome(stream, asker(exchange), BinaryConnection::new, () -> {});
    }

    private Asker asker(HttpServerExchange exchange) {
        return Asker.of(exchange, settings.defence().proxies());
    }

    /** @param onEnd run once, also where it is not let in after all */
    private void welcome(StreamConnection stream, Asker asker, Kind kind, Runnable onEnd) {
        Runnable leave = addresses.socket(asker, System.nanoTime());
        if (leave == null || isFull()) {
            // Several were let in at once for the last place. (Who was let in just before a drain is told of it.)
            IoUtils.safeClose(stream);
            if (leave != null) {
                leave.run();
            }
            onEnd.run();
            return;
        }
        Objects.requireNonNull(port).arrivals.upgraded(stream);
        metrics.connectionsAccepted.inc();
        IoGroup group = group(stream.getIoThread());
        Connection connection = kind.connect(
                stream,
                new Connection.Surroundings(group, metrics, settings),
                joinNs -> addresses.mayJoin(asker, joinNs));
        group.open().add(connection);
        connection.start(settings.limits().joinMs(), () -> {
            leave.run();
            onEnd.run();
        });
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
