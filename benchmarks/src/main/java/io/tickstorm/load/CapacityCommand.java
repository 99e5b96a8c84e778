package io.tickstorm.load;

import io.tickstorm.kit.Program;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.report.JsonText;
import io.tickstorm.load.report.RunResult;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./load capacity}. Main thread. */
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds the largest number of players whom a server serves in time: input to acknowledge within",
            "three ticks at p99, at most 1 %% of the frames overdue, and 99 %% of the frames delivered.",
            "It doubles the number until a run fails, then halves the gap."
        })
final class CapacityCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--topology",
            defaultValue = "WORLD",
            description = "ONE_ROOM, ROOMS_OF_20 or WORLD [${DEFAULT-VALUE}]")
    private Topology topology = Topology.WORLD;

    @Option(names = "--from", defaultValue = "100", description = "Players of the first run [${DEFAULT-VALUE}]")
    private int from;

    @Option(names = "--to", defaultValue = "4000", description = "Largest number of players [${DEFAULT-VALUE}]")
    private int to;

    @Option(
            names = "--precision",
            defaultValue = "5",
            description = "Stop when the gap is this small, in percent, 1-50 [${DEFAULT-VALUE}]")
    private int precisionPercent;

    @Option(
            names = "--require",
            paramLabel = "PLAYERS",
            defaultValue = "0",
            description = "Exit with 99 if fewer players hold [${DEFAULT-VALUE}]")
    private int required;

    @Option(names = "--url", description = "Address of a running server [a server of the tool for each run]")
    private @Nullable URI url;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the answer and every run as JSON")
    private @Nullable Path json;

    @Mixin
    private TimeOptions times = new TimeOptions();

    @Mixin
    private OwnServerOptions ownServer = new OwnServerOptions();

    @Override
    public Integer call() throws IOException {
        times.check();
        int playersMax = topology.playersMax();
        boolean fits = from >= 1 && to >= from && to <= playersMax && precisionPercent >= 1 && precisionPercent <= 50;
        String ranges = "1 <= --from <= --to <= " + playersMax + " for " + topology + ", --precision is 1-50";
        Program.require(spec, fits, ranges);
        ownServer.pinTool();
        CapacitySearch.Answer answer = new CapacitySearch(from, to, precisionPercent).find(this::attempt);
        System.out.printf("%s: %s%n", topology, answer.sentence());
        if (json != null) {
            Files.writeString(json, JsonText.of(answer));
        }
        return answer.exitCode(required);
    }

    private CapacitySearch.Attempt attempt(int players) throws IOException {
        RunResult result;
        if (url != null) {
            result = play(url, players);
        } else {
            try (ServerProcess server = ServerProcess.start(ownServer.launch(), topology.serverOptions(players))) {
                result = play(server.url(), players);
            }
        }
        CapacitySearch.Attempt attempt = CapacitySearch.Attempt.of(players, result);
        System.out.printf(Locale.ROOT, "%6d players  %s%n", players, attempt.sentence());
        return attempt;
    }

    private RunResult play(URI server, int players) throws IOException {
        int rooms = topology.roomsOf(players);
        LoadPlan plan = LoadPlan.steady(server, players, rooms, times.seed(), times.times());
        return RunOptions.resultOf(plan, "capacity " + topology, spec);
    }
}
