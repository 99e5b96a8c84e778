package io.tickstorm.load.attack;

import io.tickstorm.load.attack.ExtremeNumbers.Way;
import io.tickstorm.load.server.ServerFigures;
import io.tickstorm.load.server.ServerLog;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * The attacks that 20 good players and ten newcomers are put next to, each on a server of its own that it starts with
 * the settings it needs. The caller's thread.
 */
public final class AttackScenarios {
    /** Newcomers and good players come from other addresses than the attackers, 127.0.0.2 and the next ones. */
    private static final String NEWCOMERS_ADDRESS = "127.0.0.200";

    private static final int SETTLE_MS = 1_000;
    /** A polling session that nobody polls is over after 10 s. */
    private static final int POLLS_SETTLE_MS = 12_000;

    private static final String ROOMS_FAILED = "tickstorm_rooms_failed_total";

    private final ServerProcess.Launch launch;
    private final int durationS;
    private final int seed;
    private final PrintStream progress;

    public AttackScenarios(ServerProcess.Launch launch, int durationS, int seed, PrintStream progress) {
        this.launch = launch;
        this.durationS = durationS;
        this.seed = seed;
        this.progress = progress;
    }

    /** Pings at full speed from peers that do not stop at the server's Close. */
    public Trial.Outcome stream(int count) throws IOException {
        try (ServerProcess server = start()) {
            return run(server, SETTLE_MS)
                    .run(() -> new PingStream(server.url(), seed, count), (attack, lines, demands) -> {
                        PingStream stream = (PingStream) attack;
                        lines.add(String.format(
                                Locale.ROOT,
                                "%d peers sent %.0f MB of pings over %d connections",
                                count,
                                stream.bytes() / 1e6,
                                stream.connections()));
                    });
        }
    }

    /** Connections from 22 addresses that request one word each and stay. */
    public Trial.Outcome idle(int perAddress) throws IOException {
        try (ServerProcess server = start("--limit-loopback")) {
            return run(server, SETTLE_MS).run(() -> idleAttack(server, perAddress), (attack, lines, demands) -> {
                IdleConnections idle = (IdleConnections) attack;
                lines.add(String.format(
                        Locale.ROOT,
                        "%d addresses kept %d connections each; %d were closed and opened again,"
                                + " %d could not be opened",
                        IdleConnections.ADDRESSES,
                        perAddress,
                        idle.reopened(),
                        idle.refused()));
            });
        }
    }

    private static Attack idleAttack(ServerProcess server, int perAddress) {
        try {
            return new IdleConnections(server.url(), perAddress);
        } catch (IOException e) {
            throw new IllegalStateException("an address that needs no look-up", e);
        }
    }

    /** Handshakes of TLS that stop after the first message. */
    public Trial.Outcome tls(int silent) throws IOException {
        try (TlsFiles files = new TlsFiles();
                ServerProcess server = start(
                        "--limit-loopback",
                        "--tls-cert",
                        files.certificate().toString(),
                        "--tls-key",
                        files.key().toString())) {
            SSLContext trusting = files.trusting();
            Target secured = new Target(server.url(), null, trusting.getSocketFactory());
            try (TlsRelay relay = new TlsRelay(secured)) {
                return run(server, relay.url(), secured, SETTLE_MS)
                        .run(() -> hellos(server, trusting, silent), (attack, lines, demands) -> {
                            TlsHellos hellos = (TlsHellos) attack;
                            lines.add(String.format(
                                    Locale.ROOT,
                                    "%d hellos were followed by silence, %d by the end of the connection (%d a second);"
                                            + " %d connections could not be opened",
                                    silent,
                                    hellos.hungUp(),
                                    TlsHellos.HUNG_UP_PER_SECOND,
                                    hellos.refused()));
                        });
            }
        }
    }

    private static Attack hellos(ServerProcess server, SSLContext trusting, int silent) {
        try {
            return new TlsHellos(server.url(), trusting, silent);
        } catch (IOException e) {
            throw new IllegalStateException("this Java speaks no TLS", e);
        }
    }

    /** Polling sessions that nobody polls. */
    public Trial.Outcome poll(int perAddress) throws IOException {
        try (ServerProcess server = start("--limit-loopback")) {
            return run(server, POLLS_SETTLE_MS).run(() -> unpolled(server, perAddress), (attack, lines, demands) -> {
                UnpolledSessions polls = (UnpolledSessions) attack;
                lines.add(String.format(
                        Locale.ROOT,
                        "%d addresses asked for %d sessions each, again every 10 s: %d requests, %d not even sent",
                        UnpolledSessions.ADDRESSES,
                        perAddress,
                        polls.opened(),
                        polls.refused()));
            });
        }
    }

    private static Attack unpolled(ServerProcess server, int perAddress) {
        try {
            return new UnpolledSessions(Target.plain(server.url()), perAddress);
        } catch (IOException e) {
            throw new IllegalStateException("an address that needs no look-up", e);
        }
    }

    /** One address that opens rooms and leaves them. The good players' room has no seat left for a newcomer. */
    public Trial.Outcome rooms() throws IOException {
        try (ServerProcess server = start(20, 100, "--limit-loopback")) {
            Target creators = Target.plain(server.url()).from("127.0.0.2");
            return run(server, SETTLE_MS).run(() -> new RoomCreators(creators, seed), (attack, lines, demands) -> {
                RoomCreators rooms = (RoomCreators) attack;
                lines.add(String.format(
                        Locale.ROOT,
                        "one address opened %d rooms and left them, and was refused %d times",
                        rooms.created(),
                        rooms.refused()));
            });
        }
    }

    /** The edges of 32 bits in every numeric field, in the good players' room. */
    public Trial.Outcome numbers() throws IOException {
        return numbers(List.of(Way.values()), path -> true);
    }

    Trial.Outcome numbers(List<Way> ways, Predicate<NumericFields.Path> which) throws IOException {
        try (ServerProcess server = start(2_000, 2_000)) {
            Target target = Target.plain(server.url());
            return run(server, SETTLE_MS)
                    .run(() -> new ExtremeNumbers(target, seed, ways, which), (attack, lines, demands) -> {
                        ExtremeNumbers numbers = (ExtremeNumbers) attack;
                        double failed = ServerFigures.read(server.metrics()).value(ROOMS_FAILED);
                        lines.add(String.format(
                                Locale.ROOT,
                                "%d of %d numbers were sent, on %s; %d were let in again; %.0f rooms failed",
                                numbers.done(),
                                numbers.cases(),
                                ways,
                                numbers.welcomed(),
                                failed));
                        demands.put("every number was sent", numbers.done() == numbers.cases());
                        demands.put("no room failed", failed == 0);
                    });
        }
    }

    /** Bad requests of every kind, and what the server says of them. */
    public Trial.Outcome log(int rounds) throws IOException {
        try (ServerProcess server = start()) {
            Target target = Target.plain(server.url());
            ServerLog log = server.log();
            long[] linesBefore = {-1};
            return run(server, SETTLE_MS)
                    .run(
                            () -> {
                                linesBefore[0] = log.lines();
                                return new BadRequests(target, seed, rounds);
                            },
                            (attack, lines, demands) ->
                                    judgeLog((BadRequests) attack, log.lines() - linesBefore[0], log, lines, demands));
        }
    }

    private static void judgeLog(
            BadRequests attack, long grown, ServerLog log, List<String> lines, Map<String, Boolean> demands) {
        lines.add(String.format(
                Locale.ROOT,
                "%d of %d bad requests and frames of %d kinds were sent; the server's log grew by %d lines",
                attack.sent(),
                attack.wanted(),
                attack.kinds(),
                grown));
        if (grown > 0) {
            log.newest().forEach(line -> lines.add("  log: " + line));
        }
        demands.put("every bad request was sent", attack.sent() == attack.wanted());
        demands.put("the log did not get longer", grown == 0);
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

    private AttackRun run(ServerProcess server, int settleMs) throws IOException {
        return run(server, server.url(), Target.plain(server.url()), settleMs);
    }

    private AttackRun run(ServerProcess server, URI good, Target newcomers, int settleMs) throws IOException {
        AttackRun.Conditions conditions =
                new AttackRun.Conditions(good, newcomers.from(NEWCOMERS_ADDRESS), durationS, settleMs);
        return new AttackRun(server, conditions, seed, progress);
    }
}
