package io.tickstorm.net;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the peer of the socket, or the one a trusted proxy names. What anybody else forwards is not believed, but
 * it is a sign that the peer speaks for others: such a request is never one of this machine's own.
 *
 * @param host as the browser had it in its address line
 */
record Asker(InetAddress address, boolean isThisMachine, String host) {
    private static final HttpString FORWARDED_FOR = new HttpString("X-Forwarded-For");
    private static final HttpString FORWARDED_HOST = new HttpString("X-Forwarded-Host");
    private static final List<HttpString> SIGNS_OF_A_PROXY = List.of(
            FORWARDED_FOR,
            FORWARDED_HOST,
            new HttpString("X-Forwarded-Proto"),
            new HttpString("X-Real-IP"),
            Headers.FORWARDED,
            Headers.VIA);

    static Asker of(HttpServerExchange exchange, TrustedProxies proxies) {
        HeaderMap headers = exchange.getRequestHeaders();
        InetAddress peer =
                exchange.getConnection().getPeerAddress(InetSocketAddress.class).getAddress();
        boolean isForwarded = SIGNS_OF_A_PROXY.stream().anyMatch(headers::contains);
        String host = exchange.getHostAndPort();
        if (!proxies.include(peer)) {
            return new Asker(peer, peer.isLoopbackAddress() && !isForwarded, host);
        }
        String forwardedHost = headers.getFirst(FORWARDED_HOST);
        return new Asker(
                client(headers, peer, proxies),
                peer.isLoopbackAddress() && !isForwarded,
                forwardedHost == null ? host : forwardedHost);
    }

    /** Each proxy appends whom it heard, so the newest one that is no proxy of ours is the client. */
    private static InetAddress client(HeaderMap headers, InetAddress peer, TrustedProxies proxies) {
        InetAddress nearest = peer;
        List<String> chain = chain(headers);
        for (int i = chain.size() - 1; i >= 0 && proxies.include(nearest); i--) {
            @Nullable InetAddress named = TrustedProxies.address(chain.get(i));
            if (named == null) {
                return nearest;
            }
            nearest = named;
        }
        return nearest;
    }

    private static List<String> chain(HeaderMap headers) {
        return headers.contains(FORWARDED_FOR)
                ? List.of(String.join(",", headers.get(FORWARDED_FOR)).split(",", -1))
                : List.of();
    }
}
