package io.tickstorm.exchange;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.tickstorm.floor.Machine;
import io.tickstorm.floor.PinnedJvm;
import io.tickstorm.load.Seconds;
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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the four ways in turn, round after round, each with a server process of its own. Main thread. */
@Command(
        name = "exchange",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "An input up and a snapshot down, 30 times a second, over four ways to use a network.")
public final class ExchangeAlternation implements Callable<Integer> {
    private static final int EXIT_FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds, 1-99 [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(
            names = "--players",
            split = ",",
            defaultValue = "1,10,50,200",
            description = "Numbers of players, together at most " + Payload.SEATS + " [${DEFAULT-VALUE}]")
    private List<Integer> players = new ArrayList<>();

    @Option(
            names = "--warmup",
            defaultValue = "5",
            converter = Seconds.Whole.class,
            description = "Seconds not counted, each [${DEFAULT-VALUE}]")
    private int warmupS;

    @Option(
            names = "--duration",
            defaultValue = "8",
            converter = Seconds.Whole.class,
            description = "Seconds counted, each [${DEFAULT-VALUE}]")
    private int durationS;

    @Option(names = "--page", description = "Page whose figures are written anew, with its plots beside it")
    private @Nullable Path page;

    @Option(names = "--json", description = "File for every count of every round")
    private @Nullable Path json;

    private final Gson gson = new GsonBuilder().setPrettyPrinting().create();
    private final Map<Way, Map<Integer, List<ExchangeCount>>> counts = new EnumMap<>(Way.class);

    private ExchangeAlternation() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        for (int round = 1; round <= rounds; round++) {
            for (Way way : Way.values()) {
                System.err.printf("round %d of %d: %s%n", round, rounds, way);
                run(way);
            }
        }
        Collections.sort(players);
        WhyWebSocketPage figures = new WhyWebSocketPage(this::of, players);
        String how = "Median of %d rounds (least–most), each way %d s after %d s of warm-up. %s."
                .formatted(rounds, durationS, warmupS, Machine.line());
        System.out.println(how + "\n\n" + figures.tables());
        if (page != null) {
            figures.rewrite(page, how);
        }
        if (json != null) {
            Files.writeString(json, gson.toJson(new WhyWebSocketPage.Result(Machine.line(), counts)) + "\n");
        }
        return 0;
    }

    private void check() {
        boolean fit = players.stream().allMatch(count -> count >= 1 && count <= Payload.SEATS)
                && players.stream().mapToInt(Integer::intValue).sum() <= Payload.SEATS;
        if (!fit || rounds < 1 || rounds > 99 || warmupS < 0 || durationS < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rounds is 1-99, --players together at most " + Payload.SEATS + ", --duration at least 1");
        }
        players = new ArrayList<>(players);
    }

    private void run(Way way) throws IOException, InterruptedException {
        String largestFirst = players.stream()
                .sorted(Collections.reverseOrder())
                .map(count -> Integer.toString(count))
                .collect(Collectors.joining(","));
        try (PinnedJvm server =
                new PinnedJvm(PinnedJvm.SERVER_CORE, PinnedJvm.ourClass(ExchangeServer.class, List.of()))) {
            List<String> arguments = List.of(
                    "--way=" + way.name(),
                    "--port=" + server.port(),
                    "--server-pid=" + server.pid(),
                    "--players=" + largestFirst,
                    "--warmup=" + warmupS,
                    "--duration=" + durationS);
            try (PinnedJvm client =
                    new PinnedJvm(PinnedJvm.CLIENT_CORE, PinnedJvm.ourClass(ExchangeClient.class, arguments))) {
                for (ExchangeCount count : gson.fromJson(client.lastLine(), ExchangeCount[].class)) {
                    of(way, count.players()).add(count);
                }
            }
        }
    }

    private List<ExchangeCount> of(Way way, int count) {
        return counts.computeIfAbsent(way, w -> new TreeMap<>()).computeIfAbsent(count, c -> new ArrayList<>());
    }

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new ExchangeAlternation());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("The measurement failed: " + failure.getMessage());
            return EXIT_FAILED;
        });
        System.exit(command.execute(args));
    }
}
