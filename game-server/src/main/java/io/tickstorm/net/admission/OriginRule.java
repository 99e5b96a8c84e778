package io.tickstorm.net.admission;

import io.tickstorm.net.settings.TrustedProxies;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which pages may connect, over either transport: those of this server, of a list, and of the other servers of
 * the fleet. Any thread.
 *
 * @param fleet returns the origins of the servers of the fleet, in lower case
 */
public record OriginRule(List<String> allowedOrigins, Supplier<Set<String>> fleet, TrustedProxies proxies) {
    private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");

    /**
     * Returns true if the page comes from this server or from a listed origin. A client without an Origin header is not
     * a browser, and allowed.
     */
    public boolean allows(HttpServerExchange exchange) {
        String origin = origin(exchange);
        return origin == null
                || isListed(origin)
                || RequestSource.of(exchange, proxies).hosts().stream().anyMatch(host -> isOwn(origin, host));
    }

    /** Adds the CORS header that lets an allowed page of another origin read the answer. */
    public void admit(HttpServerExchange exchange) {
        String listed = listed(exchange);
        if (listed != null) {
            exchange.getResponseHeaders().put(ALLOW_ORIGIN, listed).put(Headers.VARY, Headers.ORIGIN_STRING);
        }
    }

    /** Returns the origin of an allowed page that was not served from here, which needs a CORS header. */
    @Nullable
    String listed(HttpServerExchange exchange) {
        String origin = origin(exchange);
        return origin != null && isListed(origin) ? exchange.getRequestHeaders().getFirst(Headers.ORIGIN) : null;
    }

    private boolean isListed(String origin) {
        return allowedOrigins.contains(origin) || fleet.get().contains(origin);
    }

    /** Returns the origin of the pages of the server with this WebSocket address: ws://a:1/ws has http://a:1. */
    public static String originOf(String address) {
        String http = address.toLowerCase(Locale.ROOT).replaceFirst("^ws", "http");
        int path = http.indexOf('/', http.indexOf("://") + 3);
        return path < 0 ? http : http.substring(0, path);
    }

    private static @Nullable String origin(HttpServerExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        return origin == null ? null : origin.toLowerCase(Locale.ROOT);
    }

    private static boolean isOwn(String origin, String host) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equals(withoutDefaultPort(origin, host));
    }

    /** Removes the default port: browsers omit it in an Origin, but Undertow always includes it. */
    private static String withoutDefaultPort(String origin, String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String suffix = origin.startsWith("https:") ? ":443" : ":80";
        return lower.endsWith(suffix) ? lower.substring(0, lower.length() - suffix.length()) : lower;
    }
}
