package io.tickstorm.micro;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.tickstorm.kit.Program;
import io.tickstorm.kit.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares JMH results of two builds, round by round, for {@code benchmarks/compare-to}. Main thread. */
@Command(name = "jmh-comparison", mixinStandardHelpOptions = true, description = "Compares JMH results of two builds.")
public final class JmhComparison implements Callable<Integer> {
    private static final double DIFFERENCE_MIN = 0.05;

    @Option(names = "--baseline", required = true, split = ",", description = "JSON results, one a round")
    private List<Path> baseline = new ArrayList<>();

    @Option(names = "--ours", required = true, split = ",", description = "JSON results of the same rounds")
    private List<Path> ours = new ArrayList<>();

    private JmhComparison() {}

    /** The part of a JMH result that is used here. */
    private record Result(String benchmark, Map<String, String> params, Metric primaryMetric) {
        private record Metric(double score, String scoreUnit) {}

        private String name() {
            String simple = benchmark.replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1");
            return params == null ? simple : simple + " " + String.join(" ", params.values());
        }
    }

    @Override
    public Integer call() throws IOException {
        if (baseline.size() != ours.size()) {
            throw new IOException("there are " + baseline.size() + " results of the baseline and " + ours.size()
                    + " of this build, and a round needs one of each");
        }
        System.out.print(table(read(baseline), read(ours)));
        return 0;
    }

    /** Returns a table. Both maps hold the scores of each benchmark, in the order of the rounds; lower is better. */
    static String table(Map<String, List<Double>> before, Map<String, List<Double>> after) {
        StringBuilder table = new StringBuilder(
                "| benchmark, players | baseline | ours | ours ÷ baseline | |\n|---|---|---|---|---|\n");
        before.forEach((name, scores) -> {
            List<Double> now = after.getOrDefault(name, List.of());
            if (now.size() == scores.size()) {
                Spread ratio = Spread.of(IntStream.range(0, now.size())
                        .mapToDouble(round -> now.get(round) / scores.get(round))
                        .toArray());
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %s |%n",
                        name,
                        spread(scores),
                        spread(now),
                        ratio.text(3),
                        verdict(ratio)));
            }
        });
        after.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> table.append("| ").append(name).append(" | not in the baseline | | | |\n"));
        return table.toString();
    }

    /** Counts a difference only if every round shows it and it is larger than between two forks of one build. */
    private static String verdict(Spread ratio) {
        boolean isLarge = Math.abs(ratio.median() - 1) >= DIFFERENCE_MIN;
        return isLarge && ratio.max() < 1 ? "faster" : isLarge && ratio.min() > 1 ? "slower" : "no clear difference";
    }

    private static String spread(List<Double> scores) {
        return Spread.of(scores, Double::doubleValue).text(2);
    }

    private static Map<String, List<Double>> read(List<Path> files) throws IOException {
        Map<String, List<Double>> scores = new TreeMap<>();
        for (Path file : files) {
            try {
                for (Result result : new Gson().fromJson(Files.readString(file), Result[].class)) {
                    String name = result.name() + ", " + result.primaryMetric.scoreUnit;
                    scores.computeIfAbsent(name, n -> new ArrayList<>()).add(result.primaryMetric.score);
                }
            } catch (JsonParseException e) {
                throw new IOException(file + " holds no JMH results: " + e.getMessage(), e);
            }
        }
        return scores;
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(Program.run(new JmhComparison(), "The comparison failed", Program.EXIT_FAILED, args));
    }
}
