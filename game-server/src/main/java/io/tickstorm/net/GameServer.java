package io.tickstorm.net;

import io.tickstorm.fleet.EmbeddedFleet;
import io.tickstorm.fleet.Fleet;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.AddressLimits;
import io.tickstorm.net.admission.AdminGate;
import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.net.admission.SessionAdmission;
import io.tickstorm.net.admission.TextAdmission;
import io.tickstorm.net.connection.WebSocketEndpoint;
import io.tickstorm.net.http.AnnounceHandler;
import io.tickstorm.net.http.FleetHandler;
import io.tickstorm.net.http.HttpListener;
import io.tickstorm.net.http.MetricsHandler;
import io.tickstorm.net.http.PageHandler;
import io.tickstorm.net.http.ReadOnlyHandler;
import io.tickstorm.net.http.RoomHandler;
import io.tickstorm.net.polling.PollHandler;
import io.tickstorm.net.request.Answers;
import io.tickstorm.net.request.LibraryLog;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.session.SessionServices;
import io.tickstorm.net.session.Writable;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.net.tls.TlsAcceptor;
import io.tickstorm.net.tls.TlsHandshakes;
import io.tickstorm.net.tls.TlsReloader;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.RoomDirectory;
import io.undertow.Handlers;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * The HTTP side of the server: page, health, metrics, the upgrade at {@code /ws} and its fallback at {@code /poll}.
 * Start and stop once, from one thread.
 */
public final class GameServer {
    private static final int WORKER_THREADS = 2;
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int BUFFERS_PER_THREAD = 4;
    private static final int SWEEP_MS = 100;

    private final NetSettings settings;
    private final RoomDirectory directory;
    private final Fleet fleet;
    private final ServerMetrics metrics;
    private final AddressLimits addresses;
    private final Map<XnioIoThread, IoGroup> groups = new ConcurrentHashMap<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable HttpListener listener;
    private @Nullable HttpListener adminListener;
    private @Nullable XnioWorker worker;
    private final SessionAdmission sessions;
    private final TextAdmission textAdmission;
    private volatile boolean draining;

    public GameServer(NetSettings settings, RoomDirectory directory, ServerMetrics metrics) {
        this(settings, directory, new EmbeddedFleet(directory), metrics);
    }

    /** @param fleet decides where joins go */
    public GameServer(NetSettings settings, RoomDirectory directory, Fleet fleet, ServerMetrics metrics) {
        this.settings = settings;
        this.directory = directory;
        this.fleet = fleet;
        this.metrics = metrics;
        addresses = new AddressLimits(settings.defence());
        int joinMs = settings.limits().joinMs();
        sessions = new SessionAdmission(settings.limits().connectionsMax(), joinMs, addresses, metrics);
        textAdmission = new TextAdmission(settings.defence().connections(), joinMs, metrics);
    }

    /**
     * Starts listening.
     *
     * @throws UncheckedIOException with a {@link java.net.BindException} as its cause, if a port is in use
     */
    public void start() {
        LibraryLog.install();
        try {
            Xnio xnio = Xnio.getInstance(GameServer.class.getClassLoader());
            worker = xnio.createWorker(OptionMap.builder()
                    .set(Options.WORKER_IO_THREADS, settings.ioThreads())
                    .set(Options.WORKER_TASK_CORE_THREADS, WORKER_THREADS)
                    .set(Options.WORKER_TASK_MAX_THREADS, WORKER_THREADS)
                    .getMap());
            open(xnio, worker);
            worker.execute(FirstUse::load);
        } catch (IOException e) {
            throw new UncheckedIOException("The worker threads cannot be started", e);
        } catch (UncheckedIOException e) {
            stop();
            throw e;
        }
    }

    private void open(Xnio xnio, XnioWorker with) {
        DefaultByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD);
        HttpListener.Shared shared =
                new HttpListener.Shared(with, buffers, addresses, metrics, settings, fleet::pageTargets);
        TlsAcceptor tls = null;
        if (settings.defence().tls() != null) {
            TlsReloader reloader = new TlsReloader(settings.defence().tls());
            opened.add(reloader);
            TlsHandshakes handshakes = new TlsHandshakes(metrics);
            opened.add(handshakes);
            tls = new TlsAcceptor(xnio, reloader::context, handshakes, () -> metrics.dropped("handshake_hung_up"));
        }
        listener = new HttpListener(shared, new InetSocketAddress(settings.host(), settings.port()), routes(), tls);
        opened.add(listener);
        int admin = settings.defence().admin().port();
        if (admin >= 0) {
            adminListener = new HttpListener(
                    shared, new InetSocketAddress(InetAddress.getLoopbackAddress(), admin), adminRoutes(), null);
            opened.add(adminListener);
        }
        sweepLater(with.getIoThread());
    }

    private void sweepLater(XnioIoThread thread) {
        try {
            thread.executeAfter(() -> sweep(thread), SWEEP_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server ends.
        }
    }

    /** Closes connections and sessions that have waited too long. */
    private void sweep(XnioIoThread thread) {
        Objects.requireNonNull(listener).admission().sweep();
        if (adminListener != null) {
            adminListener.admission().sweep();
        }
        sessions.sweep();
        textAdmission.sweep();
        sweepLater(thread);
    }

    /** Returns the port of the listener; the system chose it if 0 was configured. */
    public int port() {
        return Objects.requireNonNull(listener, "call start() first").number();
    }

    /** Returns the port of metrics and announcements on the loopback address; -1 if there is none. */
    public int adminPort() {
        return adminListener == null ? -1 : adminListener.number();
    }

    /**
     * Starts the writing of waiting frames. Called by a loop's thread after its ticks.
     *
     * @param deadlineNs of these ticks
     */
    public void flush(long deadlineNs) {
        for (IoGroup group : groups.values()) {
            group.flush(deadlineNs);
        }
    }

    /** Begins to drain: {@code /readyz} answers 503 and new players are refused. */
    public void drain() {
        draining = true;
    }

    /** Closes every connection, joined or not, that is not already closing. */
    public void closeAll(CloseReason reason) {
        open().forEach(connection -> connection.close(reason));
    }

    /** Returns the number of open connections, over either transport. */
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

    /** Stops listening, and returns once the I/O threads have ended. The rooms keep running. */
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
        Defence defence = settings.defence();
        OriginRule origins = new OriginRule(settings.allowedOrigins(), fleet::pageOrigins, defence.proxies());
        SessionServices services =
                new SessionServices(this::hasRoom, sessions, addresses, this::group, metrics, settings);
        WebSocketEndpoint webSockets = new WebSocketEndpoint(
                services,
                textAdmission,
                stream -> Objects.requireNonNull(listener).admission().upgraded(stream));
        PollHandler polls = new PollHandler(
                origins,
                services,
                stream -> Objects.requireNonNull(listener).admission().protect(stream));
        boolean isOpenToThisMachine = defence.admin().localMetrics();
        return Handlers.path(new ReadOnlyHandler(new PageHandler(settings.webRoot())))
                .addExactPath("/ws", webSockets.handler(origins))
                .addExactPath("/poll", polls)
                .addPrefixPath("/rooms", rooms(origins))
                .addExactPath("/announce", new AdminGate(new AnnounceHandler(directory), defence, false))
                .addExactPath("/cluster", new AdminGate(cluster(), defence, isOpenToThisMachine))
                .addExactPath("/healthz", health())
                .addExactPath("/readyz", new ReadOnlyHandler(this::answerReady))
                .addExactPath(
                        "/metrics",
                        new AdminGate(new ReadOnlyHandler(new MetricsHandler(metrics)), defence, isOpenToThisMachine));
    }

    private HttpHandler cluster() {
        return new ReadOnlyHandler(new FleetHandler(fleet));
    }

    private HttpHandler rooms(OriginRule origins) {
        return new RoomHandler(fleet, directory.settings().seats(), origins, addresses, metrics, () -> draining);
    }

    private HttpHandler adminRoutes() {
        return Handlers.path(new ReadOnlyHandler(exchange -> Answers.send(
                        exchange, StatusCodes.NOT_FOUND, "/metrics, /cluster, /announce, /healthz and /readyz")))
                .addExactPath("/healthz", health())
                .addExactPath("/readyz", new ReadOnlyHandler(this::answerReady))
                .addExactPath("/announce", new AnnounceHandler(directory))
                .addExactPath("/cluster", cluster())
                .addExactPath("/metrics", new ReadOnlyHandler(new MetricsHandler(metrics)));
    }

    private static HttpHandler health() {
        return new ReadOnlyHandler(exchange -> Answers.send(exchange, StatusCodes.OK, "ok"));
    }

    private boolean hasRoom() {
        return !draining && sessions.hasRoom();
    }

    private IoGroup group(XnioIoThread ioThread) {
        return groups.computeIfAbsent(ioThread, thread -> new IoGroup(thread, directory, fleet, metrics, settings));
    }

    private void answerReady(HttpServerExchange exchange) {
        Answers.send(
                exchange, draining ? StatusCodes.SERVICE_UNAVAILABLE : StatusCodes.OK, draining ? "draining" : "ok");
    }
}
