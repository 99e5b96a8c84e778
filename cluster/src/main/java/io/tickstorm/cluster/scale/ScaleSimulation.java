package io.tickstorm.cluster.scale;

import io.tickstorm.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what the model predicts for a fleet of some size. Main thread. */
@Command(
        name = "scale-simulation",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Simulates allocation, drains and failures of a fleet in virtual time.")
public final class ScaleSimulation implements Callable<Integer> {
    private static final int NODES_MAX = 1_000;
    private static final int PLAYERS_MAX = 1_000_000;
    private static final int SEEDS_MAX = 100;

    @Option(names = "--nodes", split = ",", defaultValue = "10", description = "Numbers of servers [10-1000]")
    private List<Integer> nodes = new ArrayList<>();

    @Option(names = "--players-per-node", defaultValue = "1000", description = "Players per server [10-5000]")
    private int playersPerNode;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the first run")
    private long seed;

    @Option(names = "--seeds", defaultValue = "5", description = "Number of runs, each with the next seed [1-100]")
    private int seeds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private ScaleSimulation() {}

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new ScaleSimulation());
        command.setParameterExceptionHandler((wrong, words) -> {
            System.err.println(wrong.getMessage() + ". Try --help.");
            return CommandLine.ExitCode.USAGE;
        });
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() {
        check(nodes.stream().allMatch(count -> count >= 2 && count <= NODES_MAX), "--nodes are numbers from 2 to 1000");
        check(playersPerNode >= 10 && playersPerNode <= 5_000, "--players-per-node is a number from 10 to 5000");
        check(seeds >= 1 && seeds <= SEEDS_MAX, "--seeds is a number from 1 to " + SEEDS_MAX);
        List<List<Map<String, Double>>> columns = new ArrayList<>();
        for (int count : nodes) {
            int players = (int) Math.min(PLAYERS_MAX, (long) count * playersPerNode);
            columns.add(runs(ModelSettings.of(count, players), seed, seeds));
        }
        System.out.print(table(nodes, columns));
        return 0;
    }

    private void check(boolean isFine, String sentence) {
        if (!isFine) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    /** Returns the figures of each run. */
    static List<Map<String, Double>> runs(ModelSettings settings, long firstSeed, int count) {
        List<Map<String, Double>> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(FleetModel.run(settings, firstSeed + i).values());
        }
        return runs;
    }

    /** Returns a table with a row for each figure and a column for each size: median, least and most of its runs. */
    static String table(List<Integer> sizes, List<List<Map<String, Double>>> columns) {
        StringBuilder table = new StringBuilder("| figure |");
        sizes.forEach(size -> table.append(' ').append(size).append(" servers |"));
        table.append("\n|---|").append("---:|".repeat(sizes.size())).append('\n');
        for (String figure : columns.get(0).get(0).keySet()) {
            table.append("| ").append(figure).append(" |");
            for (List<Map<String, Double>> runs : columns) {
                table.append(' ').append(spread(runs, figure)).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String spread(List<Map<String, Double>> runs, String figure) {
        Sample sample = new Sample();
        runs.forEach(run -> sample.add(run.getOrDefault(figure, 0.0)));
        String median = text(sample.percentile(0.5));
        String least = text(sample.percentile(0));
        String most = text(sample.max());
        return least.equals(most) ? median : median + " (" + least + "–" + most + ")";
    }

    private static String text(double value) {
        String form = value >= 1_000 ? "%,.0f" : value == Math.rint(value) ? "%.0f" : value >= 100 ? "%.0f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
