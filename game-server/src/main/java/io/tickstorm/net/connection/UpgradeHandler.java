package io.tickstorm.net.connection;

import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.net.admission.RequestSource;
import io.tickstorm.net.request.Answers;
import io.tickstorm.net.request.RequestHead;
import io.tickstorm.net.settings.NetSettings;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, with a status and a sentence, every request that must not become a WebSocket, and forwards the others. This
 * check runs first because Undertow's own handler answers some of these requests with a stack trace. Any I/O thread.
 */
final class UpgradeHandler implements HttpHandler {
    private static final HttpString PROTOCOL = new HttpString("Sec-WebSocket-Protocol");
    private static final int KEY_LENGTH = 24;

    /**
     * The limits that may refuse an upgrade.
     *
     * @param hasRoom returns true if one more connection of any kind is possible
     * @param hasRoomFor returns true if the client's address may have one more
     * @param textRefusal returns the reason for which a client cannot use text; null if it can
     */
    record Capacity(
            BooleanSupplier hasRoom,
            Predicate<RequestSource> hasRoomFor,
            Function<RequestSource, @Nullable String> textRefusal) {}

    private final Map<String, HttpHandler> bySubprotocol;
    private final NetSettings settings;
    private final OriginRule origins;
    private final Capacity capacity;

    /**
     * Creates a handler.
     *
     * @param bySubprotocol the handshake handler of each supported subprotocol
     */
    UpgradeHandler(
            Map<String, HttpHandler> bySubprotocol, NetSettings settings, OriginRule origins, Capacity capacity) {
        this.bySubprotocol = bySubprotocol;
        this.settings = settings;
        this.origins = origins;
        this.capacity = capacity;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderMap headers = exchange.getRequestHeaders();
        Optional<String> subprotocol = RequestHead.members(headers, PROTOCOL)
                .filter(bySubprotocol::containsKey)
                .findFirst();
        if (exchange.isHttp10()) {
            refuseUpgrade(
                    exchange,
                    "a WebSocket needs HTTP/1.1; a proxy in between may need a setting for it, nginx "
                            + "proxy_http_version 1.1");
        } else if (!exchange.getRequestMethod().equals(Methods.GET)
                || !hasMember(headers, Headers.UPGRADE, "websocket")
                || !hasMember(headers, Headers.CONNECTION, "upgrade")) {
            refuseUpgrade(exchange, "this address only accepts WebSocket requests");
        } else if (RequestHead.announcesBody(exchange)) {
            refuse(exchange, StatusCodes.BAD_REQUEST, "the request for a WebSocket must not have a body");
        } else if (!"13".equals(headers.getFirst(RequestHead.WEBSOCKET_VERSION))) {
            exchange.getResponseHeaders().put(RequestHead.WEBSOCKET_VERSION, "13");
            refuse(exchange, StatusCodes.UPGRADE_REQUIRED, "the WebSocket version has to be 13");
        } else if (!isKey(headers.getFirst(RequestHead.WEBSOCKET_KEY))) {
            refuse(exchange, StatusCodes.BAD_REQUEST, "Sec-WebSocket-Key has to be 16 bytes in base64");
        } else if (subprotocol.isEmpty()) {
            refuse(
                    exchange,
                    StatusCodes.BAD_REQUEST,
                    "the subprotocol has to be " + String.join(" or ", bySubprotocol.keySet()));
        } else if (!origins.allows(exchange)) {
            refuse(exchange, StatusCodes.FORBIDDEN, "this origin may not connect; see --allowed-origin");
        } else {
            // One line, which Undertow and the client's library interpret equally.
            headers.put(PROTOCOL, subprotocol.get());
            admit(exchange, subprotocol.get());
        }
    }

    private static void refuseUpgrade(HttpServerExchange exchange, String sentence) {
        exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
        refuse(exchange, StatusCodes.UPGRADE_REQUIRED, sentence);
    }

    private void admit(HttpServerExchange exchange, String subprotocol) throws Exception {
        RequestSource source = RequestSource.of(exchange, settings.defence().proxies());
        String textRefusal = subprotocol.equals(TextConnection.SUBPROTOCOL) ? capacity.textRefusal.apply(source) : null;
        if (!capacity.hasRoom.getAsBoolean()) {
            refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE, "as many connections as allowed are open");
        } else if (!capacity.hasRoomFor.test(source)) {
            refuse(
                    exchange,
                    StatusCodes.TOO_MANY_REQUESTS,
                    "this address has reached its limit of connections; if it is a proxy, see --trusted-proxy");
        } else if (textRefusal != null) {
            refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE, textRefusal);
        } else {
            // A header of drafts of 2010, in which Undertow would send the host as this server sees it.
            exchange.addResponseCommitListener(response -> {
                response.getResponseHeaders().remove(Headers.SEC_WEB_SOCKET_LOCATION);
                response.getResponseHeaders().remove(Headers.ORIGIN);
            });
            Objects.requireNonNull(bySubprotocol.get(subprotocol)).handleRequest(exchange);
        }
    }

    private static boolean isKey(@Nullable String key) {
        if (key == null || key.length() != KEY_LENGTH) {
            return false;
        }
        try {
            return java.util.Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean hasMember(HeaderMap headers, HttpString name, String member) {
        return RequestHead.members(headers, name).anyMatch(member::equalsIgnoreCase);
    }

    private static void refuse(HttpServerExchange exchange, int status, String sentence) {
        Answers.refuse(exchange, status, sentence);
    }
}
