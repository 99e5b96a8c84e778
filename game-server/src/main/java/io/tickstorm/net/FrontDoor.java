package io.tickstorm.net;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * What every request passes, whatever it wants: its answer gets the headers that keep a browser from doing more than
 * was meant, and a time in which it has to be over. Any I/O thread.
 */
final class FrontDoor implements HttpHandler {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<HttpString, String> HEADERS = Map.of(
            new HttpString("Content-Security-Policy"),
            CONTENT_SECURITY_POLICY,
            new HttpString("X-Content-Type-Options"),
            "nosniff",
            new HttpString("X-Frame-Options"),
            "DENY",
            new HttpString("Referrer-Policy"),
            "same-origin",
            Headers.CACHE_CONTROL,
            "no-cache");

    private final HttpHandler next;
    private final Arrivals arrivals;
    private final int responseMs;

    FrontDoor(HttpHandler next, Arrivals arrivals, Defence.Patience patience) {
        this.next = next;
        this.arrivals = arrivals;
        responseMs = patience.responseMs();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!(exchange.getConnection() instanceof HttpServerConnection connection)) {
            // HTTP/2 begun without a question: nothing here speaks it.
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        arrivals.asked(connection.getChannel());
        HEADERS.forEach(exchange.getResponseHeaders()::put);
        XnioExecutor.Key timeOut;
        try {
            timeOut = exchange.getIoThread()
                    .executeAfter(() -> IoUtils.safeClose(connection), responseMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server ends, and this request came after the last Close.
            IoUtils.safeClose(connection);
            return;
        }
        exchange.addExchangeCompleteListener((done, rest) -> {
            timeOut.remove();
            arrivals.answered(connection.getChannel());
            rest.proceed();
        });
        next.handleRequest(exchange);
    }
}
