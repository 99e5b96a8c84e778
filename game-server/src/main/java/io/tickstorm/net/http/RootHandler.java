package io.tickstorm.net.http;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.net.admission.TokenBucket;
import io.tickstorm.net.request.Answers;
import io.tickstorm.net.request.RequestHead;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.xnio.IoUtils;

/**
 * Handles every request first: refuses an ambiguous head, adds the headers that restrict the browser, and turns an
 * exception into a 500. Any I/O thread.
 */
final class RootHandler implements HttpHandler {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; connect-src 'self' ws: wss:%s; worker-src 'self' blob:; object-src 'none'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final HttpString POLICY_HEADER = new HttpString("Content-Security-Policy");
    private static final Map<HttpString, String> HEADERS = Map.of(
            new HttpString("X-Content-Type-Options"),
            "nosniff",
            new HttpString("X-Frame-Options"),
            "DENY",
            new HttpString("Referrer-Policy"),
            "same-origin",
            Headers.CACHE_CONTROL,
            "no-cache");

    /**
     * The most requests per second of one connection, because pipelining sends many at once: a page needs 15, a polling
     * client 60.
     */
    private static final int REQUESTS_PER_SECOND = 256;

    private static final int REQUEST_BURST = 512;
    private static final AttachmentKey<TokenBucket> REQUESTS = AttachmentKey.create(TokenBucket.class);

    private final HttpHandler next;
    private final ConnectionAdmission admission;
    private final ServerMetrics metrics;
    private final Supplier<List<String>> fleet;
    private volatile Policy policy = Policy.of(List.of());

    /** @param fleet returns the WebSocket addresses that the page may connect to in addition to its own server */
    RootHandler(HttpHandler next, ConnectionAdmission admission, ServerMetrics metrics, Supplier<List<String>> fleet) {
        this.fleet = fleet;
        this.next = next;
        this.admission = admission;
        this.metrics = metrics;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (!(exchange.getConnection() instanceof HttpServerConnection connection)) {
            // HTTP/2 with prior knowledge is not supported.
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        if (!isWithinRate(connection)) {
            metrics.dropped("requests_of_connection");
            IoUtils.safeClose(connection);
            return;
        }
        admission.requestStarted(connection.getChannel());
        HEADERS.forEach(exchange.getResponseHeaders()::put);
        exchange.getResponseHeaders().put(POLICY_HEADER, policy());
        exchange.addExchangeCompleteListener((done, rest) -> {
            admission.requestEnded(connection.getChannel());
            rest.proceed();
        });
        RequestHead.Refusal refusal = RequestHead.refusal(exchange);
        if (refusal == null) {
            Answers.guard(exchange, () -> next.handleRequest(exchange));
        } else {
            metrics.dropped("bad_request");
            exchange.setPersistent(false);
            Answers.refuse(exchange, refusal.status(), refusal.sentence());
        }
    }

    /** Returns the policy that lets the page poll the servers of the fleet, which may have other origins. */
    private String policy() {
        List<String> servers = fleet.get();
        Policy known = policy;
        if (!known.servers.equals(servers)) {
            known = Policy.of(servers);
            policy = known;
        }
        return known.text;
    }

    /** The policy for a page and the servers that it may poll. It changes only when the fleet does. */
    private record Policy(List<String> servers, String text) {
        private static Policy of(List<String> servers) {
            StringBuilder origins = new StringBuilder();
            for (String address : servers) {
                origins.append(' ').append(OriginRule.originOf(address));
            }
            return new Policy(servers, CONTENT_SECURITY_POLICY.formatted(origins));
        }
    }

    /** Limits the I/O thread's work for one connection; returns false beyond the rate. */
    private static boolean isWithinRate(HttpServerConnection connection) {
        long nowNs = System.nanoTime();
        TokenBucket requests = connection.getAttachment(REQUESTS);
        if (requests == null) {
            requests = new TokenBucket(REQUESTS_PER_SECOND, REQUEST_BURST, nowNs);
            connection.putAttachment(REQUESTS, requests);
        }
        return requests.consume(nowNs);
    }
}
