package io.tickstorm.net.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rules that keep a peer within its share, and strangers out. Immutable.
 *
 * @param proxies the peers that are believed about a client's address
 * @param tls null if the port speaks plain HTTP
 */
public record Defence(
        Patience patience,
        Share share,
        TrustedProxies proxies,
        Admin admin,
        @Nullable TlsFiles tls,
        Quotas quotas) {
    /** Nobody is trusted, no TLS, and the limits that {@code ServerOptions} has as its defaults. */
    public static final Defence STANDARD = new Defence(
            new Patience(5_000, 60_000, 60_000),
            new Share(4_096, 100, 8, 10, 100, 32_768, 131_072, false),
            TrustedProxies.NONE,
            Admin.NONE,
            null,
            Quotas.STANDARD);

    /**
     * The time limits of HTTP, in ms.
     *
     * @param handshakeMs from the accept to the end of the first request's head, TLS included; for each later head too
     * @param keepAliveMs between two requests
     * @param responseMs from a request's head to the end of its answer
     */
    public record Patience(int handshakeMs, int keepAliveMs, int responseMs) {}

    /**
     * The limits of connections, joins and bytes.
     *
     * @param httpConnectionsMax TCP connections that are no WebSocket, of all peers together
     * @param perAddress WebSockets of one address, and half of its TCP connections; 0: as many as there are
     * @param textConnectionsMax of the WebSockets, those that speak text, half of them for one address; 0: none may
     * @param joinsPerSecond of one address, and {@code joinBurst} at once
     * @param bytesPerSecond of one connection, and {@code byteBurst} at once
     * @param limitsLoopback whether what holds for an address holds for this machine's own too
     */
    public record Share(
            int httpConnectionsMax,
            int perAddress,
            int textConnectionsMax,
            int joinsPerSecond,
            int joinBurst,
            int bytesPerSecond,
            int byteBurst,
            boolean limitsLoopback) {
        /** Returns the same limits with another number of text connections. */
        public Share withTextConnections(int other) {
            return new Share(
                    httpConnectionsMax,
                    perAddress,
                    other,
                    joinsPerSecond,
                    joinBurst,
                    bytesPerSecond,
                    byteBurst,
                    limitsLoopback);
        }
    }

    /**
     * The limits of rooms and handshakes for one address; a /48 of IPv6 has four times as much.
     *
     * @param roomsPerAddress private rooms open at a time that were created from it
     * @param handshakesPerSecond new TLS handshakes, and {@code handshakeBurst} at once
     */
    public record Quotas(int roomsPerAddress, int handshakesPerSecond, int handshakeBurst) {
        /** The burst is for a classroom behind one address: 30 browsers with six connections each. */
        public static final Quotas STANDARD = new Quotas(8, 20, 200);
    }

    /**
     * The access to the metrics and to announcements.
     *
     * @param port port of a listener on the loopback address for both; negative for none
     * @param token admits its bearer to both at the game's port; null admits nobody
     * @param localMetrics whether the game's port shows the metrics to requests of this machine without a token. Not
     *     behind a forwarder that adds no header: there every stranger looks like this machine
     */
    public record Admin(int port, @Nullable SecretHash token, boolean localMetrics) {
        public static final Admin NONE = new Admin(-1, null, false);

        public Admin(int port, @Nullable SecretHash token) {
            this(port, token, false);
        }
    }

    /** PEM files, read again when they change. */
    public record TlsFiles(Path certificate, Path key) {}

    /** Returns the same rules with other limits of connections, joins and bytes. */
    public Defence with(Share other) {
        return new Defence(patience, other, proxies, admin, tls, quotas);
    }

    /** Returns the same rules with other time limits of HTTP. */
    public Defence with(Patience other) {
        return new Defence(other, share, proxies, admin, tls, quotas);
    }

    /** Returns the same rules with other trusted proxies. */
    public Defence with(TrustedProxies other) {
        return new Defence(patience, share, other, admin, tls, quotas);
    }

    /** Returns the same rules with other access for the administrator. */
    public Defence with(Admin other) {
        return new Defence(patience, share, proxies, other, tls, quotas);
    }

    /** Returns the same rules with other TLS files. */
    public Defence with(TlsFiles other) {
        return new Defence(patience, share, proxies, admin, other, quotas);
    }

    /** Returns the same rules with other limits of rooms and handshakes. */
    public Defence with(Quotas other) {
        return new Defence(patience, share, proxies, admin, tls, other);
    }
}
