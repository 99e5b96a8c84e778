package io.tickstorm.load.attack;

import io.tickstorm.load.attack.ExtremeNumbers.Protocol;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The attacks that run while 20 good players play and ten newcomers join. Each starts a server with the settings it
 * needs. The caller's thread.
 */
public final class AttackScenarios {
    /** The address of newcomers. Attackers use 127.0.0.2 and the addresses after it, good players 127.0.0.1. */
    private static final String NEWCOMERS_ADDRESS = "127.0.0.200";

    private static final String ATTACKER_ADDRESS = "127.0.0.2";
    private static final String LIMIT_LOOPBACK = "--limit-loopback";
    private static final int SETTLE_MS = 1_000;
    /** The server ends a polling session after 10 s without a poll. */
    private static final int POLLS_SETTLE_MS = 12_000;

    private final ServerProcess.Launch launch;
    private final int durationS;
    private final int seed;
    private final PrintStream progress;

    /** Prepares attacks of this counted time. */
    public AttackScenarios(ServerProcess.Launch launch, int durationS, int seed, PrintStream progress) {
        this.launch = launch;
        this.durationS = durationS;
        this.seed = seed;
        this.progress = progress;
    }

    /** Streams pings at full speed from peers that do not stop at the server's Close. */
    public AttackReport stream(int count) throws IOException {
        try (ServerProcess server = start()) {
            return run(server, SETTLE_MS, () -> new PlayerAttacks.PingStream(server.url(), seed, count));
        }
    }

    /** Keeps connections from 22 addresses open, with one request each. */
    public AttackReport idle(int perAddress) throws IOException {
        try (ServerProcess server = start(LIMIT_LOOPBACK)) {
            return run(server, SETTLE_MS, () -> new ConnectionAttacks.IdleConnections(server.url(), perAddress));
        }
    }

    /** Begins TLS handshakes that stop after the first message. */
    public AttackReport tls(int silent) throws IOException {
        try (TlsFiles files = new TlsFiles();
                ServerProcess server =
                        start(LIMIT_LOOPBACK, "--tls-cert", files.certificate() + "", "--tls-key", files.key() + "")) {
            Target secured = new Target(server.url(), null, files.trusting().getSocketFactory());
            try (TlsRelay relay = new TlsRelay(secured)) {
                return run(server, relay.url(), secured, SETTLE_MS)
                        .run(() -> new ConnectionAttacks.TlsHellos(server.url(), files.trusting(), silent));
            }
        }
    }

    /** Opens polling sessions that are never polled. */
    public AttackReport poll(int perAddress) throws IOException {
        try (ServerProcess server = start(LIMIT_LOOPBACK)) {
            return run(server, POLLS_SETTLE_MS, () -> new ConnectionAttacks.UnpolledSessions(server.url(), perAddress));
        }
    }

    /** Opens rooms from one address and leaves them. The good players' room has no free seat for a newcomer. */
    public AttackReport rooms() throws IOException {
        try (ServerProcess server = start(20, 100, LIMIT_LOOPBACK)) {
            Target creators = Target.plain(server.url()).from(ATTACKER_ADDRESS);
            return run(server, SETTLE_MS, () -> new PlayerAttacks.RoomCreators(creators, seed));
        }
    }

    /** Sends the edges of 32 bits in every numeric field, in the good players' room. */
    public AttackReport numbers() throws IOException {
        return numbers(List.of(Protocol.values()), path -> true);
    }

    AttackReport numbers(List<Protocol> protocols, Predicate<NumericFields.Path> which) throws IOException {
        try (ServerProcess server = start(2_000, 2_000)) {
            return run(
                    server,
                    SETTLE_MS,
                    () -> new ExtremeNumbers(server.url(), server.metrics(), seed, protocols, which));
        }
    }

    /** Sends bad requests of every kind, and counts the lines of the server's log. */
    public AttackReport log(int rounds) throws IOException {
        try (ServerProcess server = start()) {
            return run(server, SETTLE_MS, () -> new BadRequests(server, seed, rounds));
        }
    }

    private ServerProcess start(String... options) throws IOException {
        return start(2_000, 100, options);
    }

    private ServerProcess start(int seats, int resumeMs, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--bots", "0", "--arena-seats", "16", "--admin-port", "0"));
        all.addAll(List.of("--seats", String.valueOf(seats), "--resume-ms", String.valueOf(resumeMs)));
        all.addAll(List.of(options));
        return ServerProcess.start(launch, all);
    }

    private AttackReport run(ServerProcess server, int settleMs, Supplier<? extends Attack> attacks)
            throws IOException {
        return run(server, server.url(), Target.plain(server.url()), settleMs).run(attacks);
    }

    private AttackRun run(ServerProcess server, URI good, Target newcomers, int settleMs) throws IOException {
        AttackRun.Conditions conditions =
                new AttackRun.Conditions(good, newcomers.from(NEWCOMERS_ADDRESS), durationS, settleMs);
        return new AttackRun(server, conditions, seed, progress);
    }
}
