package io.tickstorm.net.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The limits of peers and the access rules. Immutable.
 *
 * @param proxies the peers whose forwarding headers are used
 * @param tls null if the port speaks plain HTTP
 */
public record Defence(
        HttpTimeouts timeouts,
        ConnectionLimits connections,
        TrustedProxies proxies,
        Admin admin,
        @Nullable TlsFiles tls,
        Quotas quotas) {
    /** The default rules: no trusted proxies, no TLS, and the default limits of {@code ServerOptions}. */
    public static final Defence STANDARD = new Defence(
            new HttpTimeouts(5_000, 60_000, 60_000),
            new ConnectionLimits(4_096, 100, 8, 10, 100, 32_768, 131_072, false),
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
    public record HttpTimeouts(int handshakeMs, int keepAliveMs, int responseMs) {}

    /**
     * The limits of connections, joins and bytes.
     *
     * @param httpConnectionsMax TCP connections that are not WebSockets, of all peers together
     * @param perAddress WebSockets of one address, and half of its TCP connections; 0: unlimited
     * @param textConnectionsMax WebSockets that may use text, half of them for one address; 0: none
     * @param joinsPerSecond joins of one address, with bursts of {@code joinBurst}
     * @param bytesPerSecond bytes of one connection, with bursts of {@code byteBurst}
     * @param limitsLoopback true if the limits of an address also apply to this machine
     */
    public record ConnectionLimits(
            int httpConnectionsMax,
            int perAddress,
            int textConnectionsMax,
            int joinsPerSecond,
            int joinBurst,
            int bytesPerSecond,
            int byteBurst,
            boolean limitsLoopback) {
        /** Returns the same limits with another number of text connections. */
        public ConnectionLimits withTextConnections(int other) {
            return new ConnectionLimits(
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
     * The limits of rooms and handshakes for one address; a /48 of IPv6 has four times these limits.
     *
     * @param roomsPerAddress private rooms open at a time that were created from it
     * @param handshakesPerSecond new TLS handshakes, with bursts of {@code handshakeBurst}
     */
    public record Quotas(int roomsPerAddress, int handshakesPerSecond, int handshakeBurst) {
        /**
         * The default quotas. The burst admits a classroom behind one address: 30 browsers with six connections each.
         */
        public static final Quotas STANDARD = new Quotas(8, 20, 200);
    }

    /**
     * The access to the metrics and to announcements.
     *
     * @param port port of a listener on the loopback address for both; negative for none
     * @param token admits its bearer to both at the game's port; null: no access
     * @param localMetrics true if the game's port shows the metrics to requests of this machine without a token. Do not
     *     use behind a forwarder that adds no header: all its requests seem to come from this machine
     */
    public record Admin(int port, @Nullable SecretHash token, boolean localMetrics) {
        public static final Admin NONE = new Admin(-1, null, false);

        public Admin(int port, @Nullable SecretHash token) {
            this(port, token, false);
        }
    }

    /** PEM files, reloaded when they change. */
    public record TlsFiles(Path certificate, Path key) {}

    /** Returns the same rules with other limits of connections, joins and bytes. */
    public Defence with(ConnectionLimits other) {
        return new Defence(timeouts, other, proxies, admin, tls, quotas);
    }

    /** Returns the same rules with other time limits of HTTP. */
    public Defence with(HttpTimeouts other) {
        return new Defence(other, connections, proxies, admin, tls, quotas);
    }

    /** Returns the same rules with other trusted proxies. */
    public Defence with(TrustedProxies other) {
        return new Defence(timeouts, connections, other, admin, tls, quotas);
    }

    /** Returns the same rules with other access for the administrator. */
    public Defence with(Admin other) {
        return new Defence(timeouts, connections, proxies, other, tls, quotas);
    }

    /** Returns the same rules with other TLS files. */
    public Defence with(TlsFiles other) {
        return new Defence(timeouts, connections, proxies, admin, other, quotas);
    }

    /** Returns the same rules with other limits of rooms and handshakes. */
    public Defence with(Quotas other) {
        return new Defence(timeouts, connections, proxies, admin, tls, other);
    }
}
