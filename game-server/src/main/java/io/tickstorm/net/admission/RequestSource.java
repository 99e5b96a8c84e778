package io.tickstorm.net.admission;

import io.tickstorm.net.settings.TrustedProxies;
import io.undertow.server.HttpServerExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The client behind a request: the peer of the socket, or the one that a trusted proxy names. A forwarding header of
 * another peer is not believed, but shows that it speaks for others: such a request is never one of this machine.
 *
 * @param hosts the names of this server that the client may have asked for
 */
public record RequestSource(InetAddress address, boolean isThisMachine, List<String> hosts) {
    /** Returns the client behind a request, as far as the proxies are trusted. */
    public static RequestSource of(HttpServerExchange exchange, TrustedProxies proxies) {
        ForwardedHeaders forwarded = new ForwardedHeaders(exchange.getRequestHeaders());
        InetAddress peer =
                exchange.getConnection().getPeerAddress(InetSocketAddress.class).getAddress();
        boolean isThisMachine = peer.isLoopbackAddress() && !forwarded.show();
        List<String> own = List.of(exchange.getHostAndPort());
        if (!proxies.include(peer)) {
            return new RequestSource(peer, isThisMachine, own);
        }
        List<String> hosts = forwarded.hosts();
        return new RequestSource(forwarded.client(peer, proxies), isThisMachine, hosts.isEmpty() ? own : hosts);
    }
}
