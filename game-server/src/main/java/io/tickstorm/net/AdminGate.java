package io.tickstorm.net;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.Locale;

/**
 * Before metrics and announcements: lets in who asks on this machine itself, unless a port of its own is there for
 * that, and whoever bears the token. Any I/O thread.
 */
final class AdminGate implements HttpHandler {
    private static final String BEARER = "bearer ";

    private final HttpHandler next;
    private final Defence defence;

    AdminGate(HttpHandler next, Defence defence) {
        this.next = next;
        this.defence = defence;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean isAtHome = defence.admin().port() < 0
                && Asker.of(exchange, defence.proxies()).isThisMachine();
        if (isAtHome || bearsToken(exchange)) {
            next.handleRequest(exchange);
        } else {
            exchange.setStatusCode(StatusCodes.FORBIDDEN);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
            exchange.getResponseSender().send("This is for the machine itself, and for the bearer of --admin-token.\n");
        }
    }

    private boolean bearsToken(HttpServerExchange exchange) {
        SecretHash token = defence.admin().token();
        String authorization = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        return token != null
                && authorization != null
                && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                && token.matches(authorization.substring(BEARER.length()).strip());
    }
}
