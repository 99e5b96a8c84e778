package io.tickstorm.exchange;

import com.google.gson.Gson;
import io.tickstorm.load.Seconds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Plays one way with several numbers of players, the largest first so that both ends are warm, and prints a line of
 * JSON. Inputs are planned beforehand and evenly spaced. Main thread.
 */
@Command(name = "exchange-client", mixinStandardHelpOptions = true, description = "The players of an exchange.")
public final class ExchangeClient implements Callable<Integer> {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Path SNMP = Path.of("/proc/net/snmp");
    private static final int OUT_SEGMENTS = 11;

    @Option(names = "--way", required = true, description = "One of: ${COMPLETION-CANDIDATES}")
    private Way way = Way.WEB_SOCKET;

    @Option(names = "--port", required = true, description = "Of the server on this machine")
    private int port;

    @Option(names = "--server-pid", required = true, description = "Process whose CPU time is read")
    private long serverPid;

    @Option(names = "--players", required = true, split = ",", description = "How many, in this order")
    private List<Integer> players = new ArrayList<>();

    @Option(names = "--warmup", required = true, converter = Seconds.Whole.class, description = "Seconds not counted")
    private int warmupS;

    @Option(names = "--duration", required = true, converter = Seconds.Whole.class, description = "Seconds counted")
    private int durationS;

    private ExchangeClient() {}

    @Override
    public Integer call() throws IOException {
        List<ExchangeCount> counts = new ArrayList<>();
        int firstSeat = 0;
        for (int count : players) {
            counts.add(play(new Plan(way, port, serverPid, firstSeat, count, warmupS, durationS)));
            firstSeat += count;
        }
        System.out.println(new Gson().toJson(counts));
        return 0;
    }

    /** One number of players by one way. */
    record Plan(Way way, int port, long serverPid, int firstSeat, int players, int warmupS, int durationS) {}

    static ExchangeCount play(Plan plan) throws IOException {
        try (Wire wire = new Wire(plan.port())) {
            Tally tally = new Tally(plan.players(), plan.firstSeat());
            Exchanger[] exchangers = new Exchanger[plan.players()];
            for (int i = 0; i < exchangers.length; i++) {
                exchangers[i] = plan.way().player(wire, plan.firstSeat() + i, tally);
                exchangers[i].open();
            }
            long startNs = System.nanoTime();
            long countNs = startNs + plan.warmupS() * SECOND_NS;
            int sent = play(wire, exchangers, new Inputs(tally, plan.firstSeat(), startNs, 0), countNs);
            tally.startCounting();
            wire.connections = 0;
            wire.bytesUp = 0;
            wire.bytesDown = 0;
            long cpuNs = cpuNs(plan.serverPid());
            long segments = segmentsSent();
            long countedFromNs = System.nanoTime();
            int unused = play(
                    wire,
                    exchangers,
                    new Inputs(tally, plan.firstSeat(), startNs, sent),
                    countNs + plan.durationS() * SECOND_NS);
            return new ExchangeCount(
                    plan.players(),
                    (System.nanoTime() - countedFromNs) / 1e9,
                    tally.exchanges,
                    tally.snapshots,
                    wire.bytesUp,
                    wire.bytesDown,
                    wire.connections,
                    tally.roundTrips,
                    segments < 0 ? -1 : segmentsSent() - segments,
                    cpuNs(plan.serverPid()) - cpuNs,
                    tally.inputToSnapshotUs.getValueAtPercentile(50),
                    tally.inputToSnapshotUs.getValueAtPercentile(99));
        }
    }

    /** Where the planned row of inputs goes on. */
    private record Inputs(Tally tally, int firstSeat, long startNs, int sent) {}

    private static int play(Wire wire, Exchanger[] exchangers, Inputs inputs, long untilNs) throws IOException {
        int sent = inputs.sent();
        for (long nowNs = System.nanoTime(); nowNs - untilNs < 0; nowNs = System.nanoTime()) {
            long dueNs = dueNs(inputs.startNs(), sent, exchangers.length);
            while (dueNs <= nowNs) {
                int number = sent % exchangers.length;
                int sequence = sent / exchangers.length + 1;
                inputs.tally().planned(inputs.firstSeat() + number, sequence, dueNs);
                exchangers[number].send(sequence);
                sent++;
                dueNs = dueNs(inputs.startNs(), sent, exchangers.length);
            }
            wire.serve();
        }
        return sent;
    }

    private static long dueNs(long startNs, int sent, int players) {
        return startNs + (long) (sent * (double) Payload.TICK_NS / players);
    }

    /** TCP segments that this machine has sent since it started: one that talks to itself sends for both ends. */
    private static long segmentsSent() throws IOException {
        if (!Files.isReadable(SNMP)) {
            return -1;
        }
        Optional<String> values = Files.readAllLines(SNMP).stream()
                .filter(line -> line.startsWith("Tcp:") && !line.contains("OutSegs"))
                .findFirst();
        return values.map(line -> Long.parseLong(line.split(" ", -1)[OUT_SEGMENTS]))
                .orElse(-1L);
    }

    private static long cpuNs(long pid) throws IOException {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow(() -> new IOException("the server's process has ended, or its CPU time is not shown"));
    }

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new ExchangeClient());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("The exchange failed: " + failure.getMessage());
            return 1;
        });
        System.exit(command.execute(args));
    }
}
