package io.tickstorm;

import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.SecretHash;
import io.tickstorm.net.settings.TrustedProxies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options for limits of addresses and connections, TLS, proxies and administration: part of {@link ServerOptions}.
 * Main thread.
 */
final class DefenceOptions {
    private static final int TOKEN_LENGTH_MIN = 16;
    private static final int NO_PORT = -1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--connections-per-address",
            defaultValue = "100",
            description = "WebSockets per address; an address may have twice as many TCP connections; 0: no limit")
    @Setting(min = 0, max = 1_000_000)
    private int connectionsPerAddress;

    @Option(
            names = "--http-connections",
            defaultValue = "4096",
            description = "TCP connections at a time that are not WebSockets")
    @Setting(min = 16, max = 1_000_000)
    private int httpConnections;

    @Option(
            names = "--joins-per-second",
            defaultValue = "10",
            description = "Joins per second per address; further joins are refused")
    @Setting(min = 1, max = 1_000_000)
    private int joinsPerSecond;

    @Option(names = "--join-burst", defaultValue = "100", description = "Burst of joins per address")
    @Setting(min = 1, max = 1_000_000)
    private int joinBurst;

    @Option(
            names = "--rooms-per-address",
            defaultValue = "8",
            description = "Private rooms that one address may have open at a time")
    @Setting(min = 1, max = 10_000)
    private int roomsPerAddress;

    @Option(
            names = "--handshakes-per-second",
            defaultValue = "20",
            description = "New TLS handshakes per second per address; further connections are closed")
    @Setting(min = 1, max = 100_000)
    private int handshakesPerSecond;

    @Option(names = "--handshake-burst", defaultValue = "200", description = "Burst of new TLS handshakes per address")
    @Setting(min = 1, max = 100_000)
    private int handshakeBurst;

    @Option(
            names = "--bytes-per-second",
            defaultValue = "32768",
            description = "Bytes per second; a client that sends more is closed")
    @Setting(min = 1_024, max = 100_000_000, unit = "bytes")
    private int bytesPerSecond;

    @Option(names = "--byte-burst", defaultValue = "131072", description = "Burst of bytes")
    @Setting(min = 65_536, max = 1_000_000_000, unit = "bytes")
    private int byteBurst;

    @Option(
            names = "--limit-loopback",
            description = "Apply the limits per address also to connections from this machine")
    private boolean limitLoopback;

    @Option(
            names = "--handshake-ms",
            defaultValue = "5000",
            description = "Time for a client to send the head of a request, TLS included")
    @Setting(min = 100, max = 60_000, unit = "ms")
    private int handshakeMs;

    @Option(
            names = "--keep-alive-ms",
            defaultValue = "60000",
            description = "Time from one request of a connection to the next")
    @Setting(min = 1_000, max = 3_600_000, unit = "ms")
    private int keepAliveMs;

    @Option(names = "--response-ms", defaultValue = "60000", description = "Time for a request's body and its answer")
    @Setting(min = 1_000, max = 3_600_000, unit = "ms")
    private int responseMs;

    @Option(
            names = "--trusted-proxy",
            split = ",",
            description = "Proxies whose X-Forwarded-For and -Host are trusted, such as 127.0.0.1 or 10.0.0.0/8")
    private List<String> trustedProxies = new ArrayList<>();

    @Option(
            names = "--admin-port",
            defaultValue = "-1",
            description = "Port on 127.0.0.1 for /metrics and /announce without a token; 0 picks one, -1 opens none")
    @Setting(min = NO_PORT, max = 65_535)
    private int adminPort;

    @Option(
            names = "--local-metrics",
            description = "Show /metrics on the game's port to requests of this machine. Do not set it behind a tunnel "
                    + "or forwarder that adds no header: it would show them to everyone")
    private boolean localMetrics;

    @Option(
            names = "--admin-token",
            description = "Opens /metrics and /announce on the game's port to requests that carry it (Authorization: "
                    + "Bearer); " + TOKEN_LENGTH_MIN
                    + " characters or more, best given as TICKSTORM_ADMIN_TOKEN, which no list of "
                    + "processes shows")
    private @Nullable String adminToken;

    @Option(names = "--tls-cert", description = "PEM file of the certificate chain; the port then speaks TLS")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            description = "PEM file of the private key; both files are read again when they change")
    private @Nullable Path tlsKey;

    /** Returns the limits of the whole server. Called after {@link #check}. */
    Defence defence(int textConnections) {
        return new Defence(
                new Defence.HttpTimeouts(handshakeMs, keepAliveMs, responseMs),
                new Defence.ConnectionLimits(
                        httpConnections,
                        connectionsPerAddress,
                        textConnections,
                        joinsPerSecond,
                        joinBurst,
                        bytesPerSecond,
                        byteBurst,
                        limitLoopback),
                TrustedProxies.of(trustedProxies),
                new Defence.Admin(adminPort, adminToken == null ? null : new SecretHash(adminToken), localMetrics),
                tlsCertificate == null || tlsKey == null ? null : new Defence.TlsFiles(tlsCertificate, tlsKey),
                new Defence.Quotas(roomsPerAddress, handshakesPerSecond, handshakeBurst));
    }

    /** @throws ParameterException that says which option is wrong and what it may be */
    void check() {
        if (adminToken != null && adminToken.length() < TOKEN_LENGTH_MIN) {
            throw wrong("--admin-token has to have " + TOKEN_LENGTH_MIN + " characters or more");
        }
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw wrong("--tls-cert and --tls-key belong together");
        }
        try {
            TrustedProxies.of(trustedProxies);
        } catch (IllegalArgumentException e) {
            throw wrong("--trusted-proxy: " + e.getMessage());
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
