package io.tickstorm.exchange;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.tickstorm.kit.JavaProcess;
import io.tickstorm.kit.Machine;
import io.tickstorm.kit.Program;
import io.tickstorm.kit.RoundOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the four transports in turn, round after round, each with a server process of its own. Main thread. */
@Command(
        name = "exchange",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares four transports: an input up and a snapshot down, 30 times a second.")
public final class ExchangeAlternation implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RoundOptions times = new RoundOptions(5, 8);

    @Option(
            names = "--players",
            split = ",",
            defaultValue = "1,10,50,200",
            description = "Numbers of players, in total at most " + Payload.SEATS + " [${DEFAULT-VALUE}]")
    private List<Integer> players = new ArrayList<>();

    @Option(names = "--page", description = "Page whose figures are replaced; its plots are written next to it")
    private @Nullable Path page;

    @Option(names = "--json", description = "File for every count of every round")
    private @Nullable Path json;

    private final Map<ExchangeTransport, Map<Integer, List<ExchangeCount>>> counts =
            new EnumMap<>(ExchangeTransport.class);

    private ExchangeAlternation() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        for (int round = 1; round <= times.rounds(); round++) {
            for (ExchangeTransport transport : ExchangeTransport.values()) {
                System.err.printf("round %d of %d: %s%n", round, times.rounds(), transport);
                run(transport);
            }
        }
        Collections.sort(players);
        WhyWebSocketPage figures = new WhyWebSocketPage(this::of, players);
        String how = "Median of %d rounds (least–most), each way %d s after %d s of warm-up. %s."
                .formatted(times.rounds(), times.durationS(), times.warmupS(), Machine.line());
        System.out.println(how + "\n\n" + figures.tables());
        if (page != null) {
            figures.rewrite(page, how);
        }
        if (json != null) {
            Gson gson = new GsonBuilder().setPrettyPrinting().create();
            Files.writeString(json, gson.toJson(new WhyWebSocketPage.Result(Machine.line(), counts)) + "\n");
        }
        return 0;
    }

    private void check() {
        times.check();
        boolean fits = players.stream().allMatch(count -> count >= 1 && count <= Payload.SEATS)
                && players.stream().mapToInt(Integer::intValue).sum() <= Payload.SEATS;
        Program.require(spec, fits, "--players must be 1 or more each, and in total at most " + Payload.SEATS);
        players = new ArrayList<>(players);
    }

    private void run(ExchangeTransport transport) throws IOException, InterruptedException {
        String largestFirst = players.stream()
                .sorted(Collections.reverseOrder())
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        try (JavaProcess server = JavaProcess.pinned(JavaProcess.SERVER_CORE, ExchangeServer.class, List.of())) {
            List<String> arguments = List.of(
                    "--way=" + transport.name(),
                    "--port=" + server.awaitPort(),
                    "--server-pid=" + server.pid(),
                    "--players=" + largestFirst,
                    "--warmup=" + times.warmupS(),
                    "--duration=" + times.durationS());
            try (JavaProcess client = JavaProcess.pinned(JavaProcess.CLIENT_CORE, ExchangeClient.class, arguments)) {
                for (ExchangeCount count : new Gson().fromJson(client.lastLine(), ExchangeCount[].class)) {
                    of(transport, count.players()).add(count);
                }
            }
        }
    }

    private List<ExchangeCount> of(ExchangeTransport transport, int count) {
        return counts.computeIfAbsent(transport, t -> new TreeMap<>()).computeIfAbsent(count, c -> new ArrayList<>());
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(Program.run(new ExchangeAlternation(), "The measurement failed", Program.EXIT_FAILED, args));
    }
}
