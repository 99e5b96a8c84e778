package io.tickstorm.net.admission;

import io.tickstorm.net.request.Answers;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.SecretHash;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.Locale;

/**
 * Protects metrics, the state of the fleet and announcements on the game's port: admits requests with the token. A
 * setting also admits requests of this machine to the first two. It is off by default, because behind a tunnel or
 * forwarder that adds no header, every request seems to come from this machine. Any I/O thread.
 */
public final class AdminGate implements HttpHandler {
    private static final String BEARER = "bearer ";

    private final HttpHandler next;
    private final Defence defence;
    private final boolean admitsThisMachine;

    public AdminGate(HttpHandler next, Defence defence, boolean admitsThisMachine) {
        this.next = next;
        this.defence = defence;
        this.admitsThisMachine = admitsThisMachine;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean isThisMachine = admitsThisMachine
                && RequestSource.of(exchange, defence.proxies()).isThisMachine();
        if (isThisMachine || bearsToken(exchange)) {
            next.handleRequest(exchange);
        } else {
            Answers.refuse(
                    exchange, StatusCodes.FORBIDDEN, "this needs the token of --admin-token, or the --admin-port");
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
