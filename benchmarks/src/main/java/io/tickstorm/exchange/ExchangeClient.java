package io.tickstorm.exchange;

import com.google.gson.Gson;
import io.tickstorm.kit.JavaProcess;
import io.tickstorm.kit.Program;
import io.tickstorm.kit.Seconds;
import io.tickstorm.kit.SelectorLoop;
import io.tickstorm.kit.SendSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Plays one transport with several numbers of players, the largest first so that both ends are warm. It prints the
 * counts as a line of JSON. Inputs are planned beforehand and evenly spaced. Main thread.
 */
@Command(name = "exchange-client", mixinStandardHelpOptions = true, description = "The players of an exchange.")
public final class ExchangeClient implements Callable<Integer> {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Path SNMP = Path.of("/proc/net/snmp");
    private static final int OUT_SEGMENTS = 11;

    @Option(names = "--way", required = true, description = "One of: ${COMPLETION-CANDIDATES}")
    private ExchangeTransport transport = ExchangeTransport.WEB_SOCKET;

    @Option(names = "--port", required = true, description = "Port of the server on this machine")
    private int port;

    @Option(names = "--server-pid", required = true, description = "Process whose CPU time is read")
    private long serverPid;

    @Option(names = "--players", required = true, split = ",", description = "Numbers of players, in this order")
    private List<Integer> players = new ArrayList<>();

    @Option(
            names = "--warmup",
            required = true,
            converter = Seconds.Whole.class,
            description = "Seconds that are not counted")
    private int warmupS;

    @Option(names = "--duration", required = true, converter = Seconds.Whole.class, description = "Counted seconds")
    private int durationS;

    private ExchangeClient() {}

    @Override
    public Integer call() throws IOException {
        List<ExchangeCount> counts = new ArrayList<>();
        int firstSeat = 0;
        for (int count : players) {
            counts.add(play(new Plan(transport, port, serverPid, firstSeat, count, warmupS, durationS)));
            firstSeat += count;
        }
        System.out.println(new Gson().toJson(counts));
        return 0;
    }

    /** One number of players over one transport. The players use the seats from the first one on. */
    record Plan(
            ExchangeTransport transport,
            int port,
            long serverPid,
            int firstSeat,
            int players,
            int warmupS,
            int durationS) {}

    /** Plays the plan to its end and returns the counts of the counted time. */
    static ExchangeCount play(Plan plan) throws IOException {
        try (SelectorLoop loop = new SelectorLoop()) {
            CountedSocket.Traffic traffic = new CountedSocket.Traffic(loop, plan.port());
            ExchangeCounter counter = new ExchangeCounter(plan.players(), plan.firstSeat());
            ExchangePlayer[] players = new ExchangePlayer[plan.players()];
            int[] sent = new int[players.length];
            for (int i = 0; i < players.length; i++) {
                players[i] = plan.transport().player(traffic, plan.firstSeat() + i, counter);
                players[i].open();
            }
            long startNs = System.nanoTime();
            long countNs = startNs + plan.warmupS() * SECOND_NS;
            long endNs = countNs + plan.durationS() * SECOND_NS;
            SendSchedule schedule = new SendSchedule(players.length, startNs, Payload.TICK_NS);
            SelectorLoop.Sender sender = (number, plannedNs) -> {
                counter.planned(plan.firstSeat() + number, ++sent[number], plannedNs);
                players[number].send(sent[number]);
                return 0;
            };
            loop.plan(schedule, sender, endNs);
            turnUntil(loop, countNs);
            counter.startCounting();
            traffic.reset();
            long cpuNs = JavaProcess.cpuNs(plan.serverPid());
            long segments = segmentsSent();
            long countedFromNs = System.nanoTime();
            turnUntil(loop, endNs);
            return new ExchangeCount(
                    plan.players(),
                    (System.nanoTime() - countedFromNs) / 1e9,
                    counter.exchanges,
                    counter.snapshots,
                    traffic.bytesUp,
                    traffic.bytesDown,
                    traffic.connections,
                    counter.roundTrips,
                    segments < 0 ? -1 : segmentsSent() - segments,
                    JavaProcess.cpuNs(plan.serverPid()) - cpuNs,
                    counter.inputToSnapshotUs.getValueAtPercentile(50),
                    counter.inputToSnapshotUs.getValueAtPercentile(99));
        }
    }

    private static void turnUntil(SelectorLoop loop, long untilNs) throws IOException {
        while (System.nanoTime() - untilNs < 0) {
            loop.turn();
        }
    }

    /** Returns the TCP segments that this machine has sent for both ends since it started; -1 if it does not count. */
    private static long segmentsSent() throws IOException {
        if (!Files.isReadable(SNMP)) {
            return -1;
        }
        return Files.readAllLines(SNMP).stream()
                .filter(line -> line.startsWith("Tcp:") && !line.contains("OutSegs"))
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[OUT_SEGMENTS]))
                .findFirst()
                .orElse(-1);
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(Program.run(new ExchangeClient(), "The exchange failed", Program.EXIT_FAILED, args));
    }
}
