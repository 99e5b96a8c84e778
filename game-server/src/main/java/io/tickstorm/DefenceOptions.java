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

/** The settings that keep strangers in their bounds: a part of {@link ServerOptions}. Main thread. */
final class DefenceOptions {
    private static final int TOKEN_LENGTH_MIN = 16;
    private static final int NO_PORT = -1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--connections-per-address",
            defaultValue = "100",
            description = "WebSockets of one address; it may have twice as many TCP connections; 0: no limit"
                    + " [${DEFAULT-VALUE}]")
    private int connectionsPerAddress;

    @Option(
            names = "--http-connections",
            defaultValue = "4096",
            description = "TCP connections at a time that are not WebSockets [${DEFAULT-VALUE}]")
    private int httpConnections;

    @Option(
            names = "--joins-per-second",
            defaultValue = "10",
            description = "Joins per second of one address; further ones are refused [${DEFAULT-VALUE}]")
    private int joinsPerSecond;

    @Option(
            names = "--join-burst",
            defaultValue = "100",
            description = "How many of them may come at once [${DEFAULT-VALUE}]")
    private int joinBurst;

    @Option(
            names = "--rooms-per-address",
            defaultValue = "8",
            description = "Private rooms that one address may have open at a time [${DEFAULT-VALUE}]")
    private int roomsPerAddress;

    @Option(
            names = "--handshakes-per-second",
            defaultValue = "20",
            description =
                    "New TLS handshakes of one address beyond which its connections are closed " + "[${DEFAULT-VALUE}]")
    private int handshakesPerSecond;

    @Option(
            names = "--handshake-burst",
            defaultValue = "200",
            description = "How many of them may come at once [${DEFAULT-VALUE}]")
    private int handshakeBurst;

    @Option(
            names = "--bytes-per-second",
            defaultValue = "32768",
            description = "Bytes per second; a client that sends more is closed [${DEFAULT-VALUE}]")
    private int bytesPerSecond;

    @Option(
            names = "--byte-burst",
            defaultValue = "131072",
            description = "Bytes that may arrive at once, 65536 or more [${DEFAULT-VALUE}]")
    private int byteBurst;

    @Option(
            names = "--limit-loopback",
            description = "Apply the limits of an address to connections from this machine, too")
    private boolean limitLoopback;

    @Option(
            names = "--handshake-ms",
            defaultValue = "5000",
            description = "Time to send the head of a request, TLS included [${DEFAULT-VALUE}]")
    private int handshakeMs;

    @Option(
            names = "--keep-alive-ms",
            defaultValue = "60000",
            description = "Time between two requests of a connection [${DEFAULT-VALUE}]")
    private int keepAliveMs;

    @Option(
            names = "--response-ms",
            defaultValue = "60000",
            description = "Time for a request's body and its answer [${DEFAULT-VALUE}]")
    private int responseMs;

    @Option(
            names = "--trusted-proxy",
            split = ",",
            description = "Proxies whose X-Forwarded-For and -Host are believed, such as 127.0.0.1 or 10.0.0.0/8")
    private List<String> trustedProxies = new ArrayList<>();

    @Option(
            names = "--admin-port",
            defaultValue = "-1",
            description = "Port on 127.0.0.1 for /metrics and /announce without a token; 0 picks one, -1 opens none "
                    + "[${DEFAULT-VALUE}]")
    private int adminPort;

    @Option(
            names = "--local-metrics",
            description = "Show /metrics on the game's port to requests of this machine. Do not set it behind a tunnel "
                    + "or forwarder that adds no header: it would show them to everyone")
    private boolean localMetrics;

    @Option(
            names = "--admin-token",
            description = "Opens /metrics and /announce on the game's port to requests that carry it (Authorization: "
                    + "Bearer); 16 characters or more, best given as TICKSTORM_ADMIN_TOKEN, which no list of "
                    + "processes shows")
    private @Nullable String adminToken;

    @Option(names = "--tls-cert", description = "PEM file of the certificate chain; the port then speaks TLS")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", description = "PEM file of its private key; both are read again when they change")
    private @Nullable Path tlsKey;

    /** After {@link #check}. */
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
        within("--connections-per-address", connectionsPerAddress, 0, 1_000_000);
        within("--http-connections", httpConnections, 16, 1_000_000);
        within("--joins-per-second", joinsPerSecond, 1, 1_000_000);
        within("--join-burst", joinBurst, 1, 1_000_000);
        within("--rooms-per-address", roomsPerAddress, 1, 10_000);
        within("--handshakes-per-second", handshakesPerSecond, 1, 100_000);
        within("--handshake-burst", handshakeBurst, 1, 100_000);
        within("--bytes-per-second", bytesPerSecond, 1_024, 100_000_000);
        within("--byte-burst", byteBurst, 65_536, 1_000_000_000);
        within("--handshake-ms", handshakeMs, 100, 60_000);
        within("--keep-alive-ms", keepAliveMs, 1_000, 3_600_000);
        within("--response-ms", responseMs, 1_000, 3_600_000);
        within("--admin-port", adminPort, NO_PORT, 65_535);
        if (adminToken != null && adminToken.length() < TOKEN_LENGTH_MIN) {
            throw wrong("--admin-token has to have 16 characters or more");
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

    private void within(String option, int value, int min, int max) {
        ServerOptions.within(spec, option, value, min, max);
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
