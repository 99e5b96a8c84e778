package io.tickstorm.net.http;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.AddressLimits;
import io.tickstorm.net.request.LibraryLog;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.net.tls.TlsAcceptor;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * A port that speaks HTTP, with all limits of Undertow set, because most are off by default. Opened and closed by the
 * thread that starts and stops the server.
 */
public final class HttpListener implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int HEADERS_MAX = 64;
    private static final int PARAMETERS_MAX = 16;
    private static final long ENTITY_BYTES_MAX = 4 * 1024;
    /** The most bytes of a request that Undertow buffers for later; this server does not use it. */
    private static final int BUFFERED_BYTES_MAX = 4 * 1024;

    /** Slack for the head of later requests; {@link ConnectionAdmission} times the first head of a connection. */
    private static final int PARSE_SLACK_MS = 500;

    private static final int RECEIVE_BUFFER_BYTES = 32 * 1024;

    private final ConnectionAdmission admission;
    private final AcceptingChannel<? extends StreamConnection> channel;

    /**
     * The resources that the ports of a server share.
     *
     * @param fleet returns the WebSocket addresses that the page may connect to in addition to its own server
     */
    public record Shared(
            XnioWorker worker,
            ByteBufferPool buffers,
            AddressLimits addresses,
            ServerMetrics metrics,
            NetSettings settings,
            Supplier<List<String>> fleet) {}

    /**
     * Opens the port.
     *
     * @param tls null for plain HTTP
     * @throws UncheckedIOException whose message names the port, with a {@link java.net.BindException} as its cause if
     *     it is in use
     */
    public HttpListener(Shared shared, InetSocketAddress address, HttpHandler routes, @Nullable TlsAcceptor tls) {
        Defence defence = shared.settings().defence();
        HttpOpenListener http = new HttpOpenListener(shared.buffers(), httpLimits(defence.timeouts()));
        admission = new ConnectionAdmission(http, tls, shared.addresses(), shared.metrics());
        http.setRootHandler(new RootHandler(routes, admission, shared.metrics(), shared.fleet()));
        try {
            ChannelListener<AcceptingChannel<StreamConnection>> accept = this::accept;
            channel = shared.worker().createStreamConnectionServer(address, accept, socketOptions(shared));
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + address.getPort() + " cannot be listened on", e);
        }
        channel.resumeAccepts();
    }

    private void accept(AcceptingChannel<StreamConnection> from) {
        try {
            StreamConnection accepted = from.accept();
            if (accepted != null) {
                ChannelListeners.invokeChannelListener(accepted, admission);
            }
        } catch (ClosedChannelException e) {
            // The server stops; the last client is not accepted.
        } catch (IOException e) {
            LibraryLog.warn("a connection could not be accepted: " + e.getMessage());
        }
    }

    private static OptionMap socketOptions(Shared shared) {
        return OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, shared.worker().getIoThreadCount())
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BALANCING_TOKENS, 1)
                .set(Options.BALANCING_CONNECTIONS, 2)
                .set(Options.BACKLOG, BACKLOG)
                .set(Options.SEND_BUFFER, shared.settings().limits().sendBufferBytes())
                .set(Options.RECEIVE_BUFFER, RECEIVE_BUFFER_BYTES)
                .getMap();
    }

    private static OptionMap httpLimits(Defence.HttpTimeouts timeouts) {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_HEADER_SIZE, HEADER_BYTES_MAX)
                .set(UndertowOptions.MAX_HEADERS, HEADERS_MAX)
                .set(UndertowOptions.MAX_PARAMETERS, PARAMETERS_MAX)
                .set(UndertowOptions.MAX_COOKIES, PARAMETERS_MAX)
                .set(UndertowOptions.MAX_ENTITY_SIZE, ENTITY_BYTES_MAX)
                .set(UndertowOptions.MULTIPART_MAX_ENTITY_SIZE, ENTITY_BYTES_MAX)
                .set(UndertowOptions.MAX_BUFFERED_REQUEST_SIZE, BUFFERED_BYTES_MAX)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, timeouts.handshakeMs() + PARSE_SLACK_MS)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, timeouts.keepAliveMs())
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                .set(UndertowOptions.ENABLE_HTTP2, false)
                .getMap();
    }

    /** Returns the limits of this listener's connections. Any thread. */
    public ConnectionAdmission admission() {
        return admission;
    }

    /** Returns the number of the port. */
    public int number() {
        return channel.getLocalAddress(InetSocketAddress.class).getPort();
    }

    @Override
    public void close() {
        IoUtils.safeClose(channel);
    }
}
