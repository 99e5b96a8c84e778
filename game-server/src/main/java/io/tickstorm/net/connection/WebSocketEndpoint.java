package io.tickstorm.net.connection;

import io.tickstorm.net.admission.AddressLimits;
import io.tickstorm.net.admission.Asker;
import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.net.admission.SessionPlaces;
import io.tickstorm.net.admission.TextPlaces;
import io.tickstorm.net.session.Evictable;
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
 * The WebSockets at {@code /ws}: does the handshake of each subprotocol, and opens a connection on each upgraded
 * stream. Any I/O thread.
 */
public final class WebSocketEndpoint {
    /** Constructor of a connection. */
    private interface Kind {
        Connection connect(StreamConnection stream, Connection.Surroundings around, LongPredicate mayJoin);
    }

    private final SessionServices services;
    private final TextPlaces textPlaces;
    private final Consumer<StreamConnection> upgraded;

    /** @param upgraded told of each stream that has become a WebSocket */
    public WebSocketEndpoint(SessionServices services, TextPlaces textPlaces, Consumer<StreamConnection> upgraded) {
        this.services = services;
        this.textPlaces = textPlaces;
        this.upgraded = upgraded;
    }

    /** Returns the handler of the requests that ask for an upgrade. */
    public HttpHandler handler(OriginRule origins) {
        Map<String, HttpHandler> handshakes = new TreeMap<>();
        handshakes.put(BinaryConnection.SUBPROTOCOL, handshake(BinaryConnection.SUBPROTOCOL, this::upgradedToBinary));
        handshakes.put(TextConnection.SUBPROTOCOL, handshake(TextConnection.SUBPROTOCOL, this::upgradedToText));
        UpgradeHandler.Places places =
                new UpgradeHandler.Places(services.hasRoom(), services.addresses()::hasRoom, textPlaces::refusal);
        return new UpgradeHandler(handshakes, services.settings(), origins, places);
    }

    /** Returns a handler for one subprotocol. Each subprotocol has its own, so that the agreed one is known. */
    private static HttpHandler handshake(String subprotocol, HttpUpgradeListener listener) {
        return new WebSocketProtocolHandshakeHandler(
                List.of(new Hybi13Handshake(Set.of(subprotocol), false)), listener);
    }

    private void upgradedToText(StreamConnection stream, HttpServerExchange exchange) {
        Asker asker = asker(exchange);
        Evictable session = new Evictable();
        TextPlaces.TextPlace text = textPlaces.take(asker, System.nanoTime(), session::evict);
        if (text == null) {
            IoUtils.safeClose(stream);
            return;
        }
        services.metrics().textConnections.inc();
        welcome(stream, new Visitor(asker, session, text::join), TextConnection::new, () -> {
            services.metrics().textConnections.dec();
            text.leave();
        });
    }

    private void upgradedToBinary(StreamConnection stream, HttpServerExchange exchange) {
        welcome(stream, new Visitor(asker(exchange), new Evictable(), () -> true), BinaryConnection::new, () -> {});
    }

    private Asker asker(HttpServerExchange exchange) {
        return Asker.of(exchange, services.settings().defence().proxies());
    }

    /** @param mayJoin asked last, at the Join */
    private record Visitor(Asker asker, Evictable session, BooleanSupplier mayJoin) {}

    /** @param onEnd run once, also if the visitor is not let in after all */
    private void welcome(StreamConnection stream, Visitor visitor, Kind kind, Runnable onEnd) {
        Asker asker = visitor.asker();
        AddressLimits addresses = services.addresses();
        Runnable leave = addresses.socket(asker, System.nanoTime());
        SessionPlaces.Place place = leave == null
                ? null
                : services.places().take(SessionPlaces.Transport.WEBSOCKET, asker.address(), visitor.session()::evict);
        if (leave == null || place == null) {
            // Several were let in at once for the last place. (A drain that has just begun closes the connection
            // later.)
            IoUtils.safeClose(stream);
            if (leave != null) {
                leave.run();
            }
            onEnd.run();
            return;
        }
        upgraded.accept(stream);
        services.metrics().connectionsAccepted.inc();
        IoGroup group = services.groups().apply(stream.getIoThread());
        Connection connection = kind.connect(
                stream,
                new Connection.Surroundings(group, services.metrics(), services.settings()),
                joinNs -> addresses.mayJoin(asker, joinNs)
                        && place.join()
                        && visitor.mayJoin().getAsBoolean());
        connection.session.limitRooms(addresses.rooms(asker));
        group.open().add(connection);
        connection.start(services.settings().limits().joinMs(), () -> {
            place.leave();
            leave.run();
            onEnd.run();
        });
        visitor.session().is(connection);
    }
}
