package io.tickstorm.net.admission;

import io.tickstorm.net.settings.TrustedProxies;
import io.undertow.server.HttpServerExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The client of a request: the peer of the socket, or the client that a trusted proxy reports. A forwarding header of
 * another peer only shows that it forwards requests: such a request never counts as one of this machine. Immutable. Any
 * thread.
 *
 * @param hosts the host names that the client may have requested
 */
public record RequestSource(InetAddress address, boolean isThisMachine, List<String> hosts) {
    /** Returns the client of a request, according to the trusted proxies. */
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
