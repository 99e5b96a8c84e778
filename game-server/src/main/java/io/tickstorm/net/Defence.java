package io.tickstorm.net;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What keeps one peer from taking more than his share, and strangers from what is not theirs. Immutable.
 *
 * @param proxies whose word about a client's address counts
 * @param tls null: the port speaks plain HTTP
 */
public record Defence(
        Patience patience,
        Share share,
        TrustedProxies proxies,
        Admin admin,
        @Nullable TlsFiles tls) {
    /** Nobody is trusted, no TLS, and the limits that {@code ServerOptions} has as its defaults. */
    public static final Defence STANDARD = new Defence(
            new Patience(5_000, 60_000, 60_000),
            new Share(4_096, 100, 8, 10, 100, 32_768, 131_072, false),
            TrustedProxies.NONE,
            Admin.LOOPBACK,
            null);

    /**
     * How long the HTTP side waits.
     *
     * @param handshakeMs from the accept to the end of the first request's head, TLS included; for each later head too
     * @param keepAliveMs between two requests
     * @param responseMs from a request's head to the end of its answer
     */
    public record Patience(int handshakeMs, int keepAliveMs, int responseMs) {}

    /**
     * How much one may have.
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
        Share withTextConnections(int other) {
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
     * Who sees the metrics.
     *
     * @param port of a listener on the loopback address that shows them; negative: the game's port does, to loopback
     * @param token shows them to its bearer at the game's port; null: to nobody
     */
    public record Admin(int port, @Nullable SecretHash token) {
        public static final Admin LOOPBACK = new Admin(-1, null);
    }

    /** PEM files, read again when they change. */
    public record TlsFiles(Path certificate, Path key) {}

    Defence with(Share other) {
        return new Defence(patience, other, proxies, admin, tls);
    }

    Defence with(Patience other) {
        return new Defence(other, share, proxies, admin, tls);
    }

    Defence with(TrustedProxies other) {
        return new Defence(patience, share, other, admin, tls);
    }

    Defence with(Admin other) {
        return new Defence(patience, share, proxies, other, tls);
    }

    Defence with(TlsFiles other) {
        return new Defence(patience, share, proxies, admin, other);
    }
}
