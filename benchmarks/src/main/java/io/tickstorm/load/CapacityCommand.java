package io.tickstorm.load;

import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.report.JsonText;
import io.tickstorm.load.report.RunResult;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./load capacity}. Main thread. */
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds the largest number of players with whom a server holds its tick rate: at p99,",
            "deadline to last write under half a tick, and input to acknowledge under two ticks.",
            "Doubles until it fails, then halves the gap."
        })
final class CapacityCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--topology",
            defaultValue = "WORLD",
            description = "ONE_ROOM, ROOMS_OF_20 or WORLD [${DEFAULT-VALUE}]")
    private Topology topology = Topology.WORLD;

    @Option(names = "--from", defaultValue = "100", description = "Players of the first try [${DEFAULT-VALUE}]")
    private int from;

    @Option(names = "--to", defaultValue = "4000", description = "Players never exceeded [${DEFAULT-VALUE}]")
    private int to;

    @Option(names = "--precision", defaultValue = "5", description = "Stop within so many percent [${DEFAULT-VALUE}]")
    private int precisionPercent;

    @Option(names = "--url", description = "A server that runs already [one of the tool's own for each try]")
    private @Nullable URI url;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the answer and every try as JSON")
    private @Nullable Path json;

    @Mixin
    private TimeOptions times = new TimeOptions();

    @Mixin
    private OwnServerOptions ownServer = new OwnServerOptions();

    @Override
    public Integer call() throws IOException {
        check();
        ownServer.pinTool();
        CapacitySearch search = new CapacitySearch(from, Math.min(to, topology.playersMax()), precisionPercent);
        CapacitySearch.Answer answer = search.find(this::trial);
        System.out.printf("%s: %s%n", topology, answer.sentence());
        if (json != null) {
            Files.writeString(json, JsonText.of(answer));
        }
        return answer.exitCode();
    }

    private void check() {
        times.check();
        if (from < 1 || to < from || to > topology.playersMax() || precisionPercent < 1 || precisionPercent > 50) {
            throw new ParameterException(
                    spec.commandLine(),
                    "1 <= --from <= --to <= " + topology.playersMax() + " for " + topology + ", --precision is 1-50");
        }
    }

    private CapacitySearch.Trial trial(int players) throws IOException {
        LoadPlan.Times full = times.times();
        LoadPlan plan = new LoadPlan(
                URI.create("ws://127.0.0.1/ws"),
                players,
                topology.roomsOf(players),
                times.seed(),
                full,
                null,
                LoadPlan.Conduct.STEADY);
        RunResult result;
        if (url != null) {
            result = play(plan.at(url));
        } else {
            try (ServerProcess server = ServerProcess.start(ownServer.launch(), topology.serverOptions(players))) {
                result = play(plan.at(server.url()));
            }
        }
        CapacitySearch.Trial trial = CapacitySearch.Trial.of(players, result);
        System.out.printf(Locale.ROOT, "%6d players  %s%n", players, trial.sentence());
        return trial;
    }

    private RunResult play(LoadPlan plan) throws IOException {
        return Run.play(plan, "capacity " + topology, Load.commandLine(spec), List.of(), System.err)
                .result();
    }
}
