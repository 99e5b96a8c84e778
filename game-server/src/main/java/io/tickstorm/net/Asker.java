package io.tickstorm.net;

import io.undertow.server.HttpServerExchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Who asks: the peer of the socket, or the one a trusted proxy names. What anybody else forwards is not believed, but
 * it is a sign that the peer speaks for others: such a request is never one of this machine's own.
 *
 * @param hosts one of which the browser had in its address line
 */
record Asker(InetAddress address, boolean isThisMachine, List<String> hosts) {
    static Asker of(HttpServerExchange exchange, TrustedProxies proxies) {
        ForwardedHeaders forwarded = new ForwardedHeaders(exchange.getRequestHeaders());
        InetAddress peer =
                exchange.getConnection().getPeerAddress(InetSocketAddress.class).getAddress();
        boolean isThisMachine = peer.isLoopbackAddress() && !forwarded.show();
        List<String> own = List.of(exchange.getHostAndPort());
        if (!proxies.include(peer)) {
            return new Asker(peer, isThisMachine, own);
        }
        List<String> hosts = forwarded.hosts();
        return new Asker(forwarded.client(peer, proxies), isThisMachine, hosts.isEmpty() ? own : hosts);
    }
}
