package io.tickstorm.load;

import io.tickstorm.kit.Program;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadGenerator;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.server.ResourceUsage;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./load soak}. Main thread. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays for a long time with players who join and leave, on a server that it starts and stops. After each",
            "stretch, everybody leaves and the garbage is collected. Heap, direct memory, threads and file descriptors",
            "must stay as they were after the first stretches; otherwise the exit code is 99."
        })
final class SoakCommand implements Callable<Integer> {
    private static final double CHURN_MEAN_S = 5;
    private static final double HEAP_GROWTH_MAX = 0.1;
    private static final double HEAP_GROWTH_MAX_BYTES = 2e6;
    private static final int GONE_MS = 3_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--minutes", defaultValue = "30", description = "Minutes in total, 1-1440 [${DEFAULT-VALUE}]")
    private int minutes;

    @Option(names = "--stretches", defaultValue = "10", description = "Number of stretches, 3-100 [${DEFAULT-VALUE}]")
    private int stretches;

    @Option(
            names = "--players",
            defaultValue = "200",
            description = "Number of players at any time, 1-2000 [${DEFAULT-VALUE}]")
    private int players;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the players [${DEFAULT-VALUE}]")
    private int seed;

    @Mixin
    private OwnServerOptions ownServer = new OwnServerOptions();

    @Override
    public Integer call() throws IOException {
        check();
        ServerProcess.Launch launch = ownServer.launch();
        ownServer.pinTool();
        List<String> options = new ArrayList<>(Topology.WORLD.serverOptions(players));
        options.addAll(List.of("--resume-ms", "1000"));
        List<ResourceUsage> usages = new ArrayList<>();
        long left = 0;
        try (ServerProcess server = ServerProcess.start(launch, options)) {
            for (int i = 0; i < stretches; i++) {
                Figures figures = stretch(server, i);
                left += figures.counts().left;
                Thread.sleep(GONE_MS);
                usages.add(ResourceUsage.of(server));
                System.out.printf(Locale.ROOT, "%3d  %s%n", i + 1, usages.get(i));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Program.EXIT_FAILED;
        }
        System.out.printf(Locale.ROOT, "%d players left and joined anew in %d minutes%n", left, minutes);
        return evaluate(usages);
    }

    private Figures stretch(ServerProcess server, int number) throws IOException {
        LoadPlan.Times times = new LoadPlan.Times(2, 0, Math.max(1, 60 * minutes / stretches - 2));
        LoadPlan.Conduct churn = new LoadPlan.Conduct(0, 0, CHURN_MEAN_S);
        LoadPlan plan = new LoadPlan(server.url(), players, 0, seed + number, times, null, churn);
        Figures figures = LoadGenerator.play(plan, (second, soFar) -> {});
        if (figures.counts().joined < players) {
            throw new IOException(figures.counts().joined + " of " + players + " players joined: " + figures.reasons());
        }
        return figures;
    }

    /** Compares the last stretch with the second. The first one loads classes and fills pools. */
    private static int evaluate(List<ResourceUsage> usages) {
        List<ResourceUsage> counted = usages.subList(1, usages.size());
        boolean heap = isFlat("heap", counted, ResourceUsage::heapBytes, true);
        boolean direct = isFlat("direct memory", counted, ResourceUsage::directBytes, true);
        boolean threads = isFlat("threads", counted, ResourceUsage::threads, false);
        boolean descriptors = isFlat("file descriptors", counted, ResourceUsage::descriptors, false);
        return heap && direct && threads && descriptors ? 0 : Program.EXIT_THRESHOLD;
    }

    private static boolean isFlat(
            String what, List<ResourceUsage> usages, ToDoubleFunction<ResourceUsage> of, boolean isBytes) {
        double first = of.applyAsDouble(usages.get(0));
        double last = of.applyAsDouble(usages.get(usages.size() - 1));
        double allowed = isBytes ? Math.max(HEAP_GROWTH_MAX_BYTES, HEAP_GROWTH_MAX * first) : 2;
        boolean holds = last - first <= allowed;
        System.out.printf(
                Locale.ROOT, "%s %s: %.4g, then %.4g%n", holds ? "holds   flat" : "FAILED  flat", what, first, last);
        return holds;
    }

    private void check() {
        boolean fits = minutes >= 1 && minutes <= 1_440 && stretches >= 3 && stretches <= 100;
        String ranges = "--minutes must be 1-1440, --stretches 3-100, --players 1-2000";
        Program.require(spec, fits && players >= 1 && players <= 2_000, ranges);
    }
}
