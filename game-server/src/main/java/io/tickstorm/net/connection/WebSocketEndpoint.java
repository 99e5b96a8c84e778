package io.tickstorm.net.connection;

import io.tickstorm.net.admission.AddressLimits;
import io.tickstorm.net.admission.Lease;
import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.net.admission.RequestSource;
import io.tickstorm.net.admission.SessionAdmission;
import io.tickstorm.net.admission.TextAdmission;
import io.tickstorm.net.session.EvictionTarget;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.session.SessionServices;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/**
 * The WebSockets at {@code /ws}: performs the handshake of each subprotocol, and opens a connection on each upgraded
 * stream. Any I/O thread.
 */
public final class WebSocketEndpoint {
    /** The constructor of a kind of connection. */
    private interface Kind {
        Connection connect(StreamConnection stream, IoGroup group, LongPredicate mayJoin);
    }

    private final SessionServices services;
    private final TextAdmission textAdmission;
    private final Consumer<StreamConnection> upgraded;

    /**
     * Creates an endpoint.
     *
     * @param upgraded notified of each stream that has become a WebSocket
     */
    public WebSocketEndpoint(
            SessionServices services, TextAdmission textAdmission, Consumer<StreamConnection> upgraded) {
        this.services = services;
        this.textAdmission = textAdmission;
        this.upgraded = upgraded;
    }

    /** Returns the handler of the requests that ask for an upgrade. */
    public HttpHandler handler(OriginRule origins) {
        Map<String, HttpHandler> handshakes = new TreeMap<>();
        handshakes.put(BinaryConnection.SUBPROTOCOL, handshake(BinaryConnection.SUBPROTOCOL, this::upgradedToBinary));
        handshakes.put(TextConnection.SUBPROTOCOL, handshake(TextConnection.SUBPROTOCOL, this::upgradedToText));
        UpgradeHandler.Capacity capacity =
                new UpgradeHandler.Capacity(services.hasRoom(), services.addresses()::hasRoom, textAdmission::refusal);
        return new UpgradeHandler(handshakes, services.settings(), origins, capacity);
    }

    /** Returns a handler for one subprotocol. Each subprotocol has its own, so that the agreed one is known. */
    private static HttpHandler handshake(String subprotocol, HttpUpgradeListener listener) {
        return new WebSocketProtocolHandshakeHandler(
                List.of(new Hybi13Handshake(Set.of(subprotocol), false)), listener);
    }

    private void upgradedToText(StreamConnection stream, HttpServerExchange exchange) {
        RequestSource source = source(exchange);
        EvictionTarget target = new EvictionTarget();
        SessionAdmission.SessionLease text = textAdmission.reserve(source, System.nanoTime(), target::evict);
        if (text == null) {
            IoUtils.safeClose(stream);
            return;
        }
        services.metrics().textConnections.inc();
        Lease counted = Lease.of(() -> {
            services.metrics().textConnections.dec();
            text.close();
        });
        open(stream, new Candidate(source, target, text::join, counted), TextConnection::new);
    }

    private void upgradedToBinary(StreamConnection stream, HttpServerExchange exchange) {
        Candidate candidate = new Candidate(source(exchange), new EvictionTarget(), () -> true, Lease.UNLIMITED);
        open(stream, candidate, BinaryConnection::new);
    }

    private RequestSource source(HttpServerExchange exchange) {
        return RequestSource.of(exchange, services.settings().defence().proxies());
    }

    /**
     * A client whose stream was upgraded.
     *
     * @param mayJoin called last, at the Join
     * @param ofKind its place among the connections of its kind; closed with the connection
     */
    private record Candidate(RequestSource source, EvictionTarget target, BooleanSupplier mayJoin, Lease ofKind) {}

    private void open(StreamConnection stream, Candidate candidate, Kind kind) {
        RequestSource source = candidate.source();
        SessionAdmission.SessionLease lease = services.sessions()
                .reserve(SessionAdmission.Transport.WEBSOCKET, source, System.nanoTime(), candidate.target()::evict);
        if (lease == null) {
            // Several were admitted at once for the last place. (A drain that has just begun closes the connection
            // later.)
            IoUtils.safeClose(stream);
            candidate.ofKind().close();
            return;
        }
        upgraded.accept(stream);
        services.metrics().connectionsAccepted.inc();
        IoGroup group = services.groups().apply(stream.getIoThread());
        AddressLimits addresses = services.addresses();
        Connection connection = kind.connect(
                stream,
                group,
                joinNs -> addresses.mayJoin(source, joinNs)
                        && lease.join()
                        && candidate.mayJoin().getAsBoolean());
        connection.limitRooms(addresses.roomQuota(source));
        connection.start(Lease.of(() -> {
            lease.close();
            candidate.ofKind().close();
        }));
        candidate.target().attach(connection);
    }
}
