package io.tickstorm.floor;

import io.tickstorm.kit.Spread;
import io.tickstorm.load.client.LoadPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Compares the processes of one scenario over all rounds. One thread. */
final class Comparison {
    private static final double FLOOR_RATIO_MAX = 1.15;
    private static final double BROADCAST_RATIO_MAX = 0.85;
    /** The limit of input to acknowledge with fixed phases: this much more than the floor's. */
    private static final double ABOVE_FLOOR_MS_MAX = 5;
    /** The limit of input to acknowledge at p50 with steered phases. */
    private static final double STEERED_P50_MS_MAX = 18;

    /**
     * The smallest share of frames delivered. A server that omits more does less work, so its figure does not count.
     */
    private static final double DELIVERED_SHARE_MIN = 0.98;
    /** The largest lateness of the players at p99; beyond it, the figures measure the players. */
    private static final double PLAYERS_LATE_MS_MAX = 5;

    private final Scenario scenario;
    private final LoadPlan.Inputs inputs;
    private final Map<Contender, List<PlayCount>> counts = new EnumMap<>(Contender.class);

    Comparison(Scenario scenario, LoadPlan.Inputs inputs) {
        this.scenario = scenario;
        this.inputs = inputs;
    }

    void add(Contender contender, PlayCount count) {
        counts.computeIfAbsent(contender, c -> new ArrayList<>()).add(count);
    }

    /** Returns the server's CPU per snapshot divided by that of another, round by round. */
    Spread ratioTo(Contender other) {
        List<PlayCount> ours = of(Contender.SERVER);
        List<PlayCount> theirs = of(other);
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i).cpuUsPerFrame() / theirs.get(i).cpuUsPerFrame();
        }
        return Spread.of(ratios);
    }

    /** Returns a sentence for each limit that is exceeded. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        limit(
                failures,
                "%.2f times the floor, over %.2f",
                ratioTo(Contender.FLOOR).median(),
                FLOOR_RATIO_MAX);
        double toNetty = ratioTo(Contender.NETTY_TWIN).median();
        if (!(toNetty < 1)) {
            failures.add(String.format(Locale.ROOT, "%s: %.2f times the Netty twin, not below it", scenario, toNetty));
        }
        if (scenario == Scenario.ROOMS_50_OF_20_PLAYERS) {
            double toBroadcast = ratioTo(Contender.BROADCAST).median();
            limit(failures, "%.2f times the broadcast, over %.2f", toBroadcast, BROADCAST_RATIO_MAX);
            limitLatency(failures);
        }
        return failures;
    }

    private void limitLatency(List<String> failures) {
        if (inputs.phase() == LoadPlan.Phase.fixed) {
            String above = ": %.1f ms above the floor's, over %.1f";
            double p50 = aboveFloorMs(PlayCount::acknowledgeP50Ms).median();
            limit(failures, "input to acknowledge p50" + above, p50, ABOVE_FLOOR_MS_MAX);
            double p99 = aboveFloorMs(PlayCount::acknowledgeP99Ms).median();
            limit(failures, "input to acknowledge p99" + above, p99, ABOVE_FLOOR_MS_MAX);
        } else {
            double p50 =
                    Spread.of(of(Contender.SERVER), PlayCount::acknowledgeP50Ms).median();
            limit(failures, "input to acknowledge p50: %.1f ms, over %.1f", p50, STEERED_P50_MS_MAX);
        }
    }

    private void limit(List<String> failures, String sentence, double value, double max) {
        if (!(value <= max)) {
            failures.add(scenario + ": " + String.format(Locale.ROOT, sentence, value, max));
        }
    }

    /** Returns the difference of a figure between the server and the floor, round by round. */
    private Spread aboveFloorMs(ToDoubleFunction<PlayCount> figure) {
        List<PlayCount> ours = of(Contender.SERVER);
        List<PlayCount> theirs = of(Contender.FLOOR);
        double[] differences = new double[ours.size()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = figure.applyAsDouble(ours.get(i)) - figure.applyAsDouble(theirs.get(i));
        }
        return Spread.of(differences);
    }

    /** Returns a sentence for each reason why the figures cannot be compared. */
    List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        counts.forEach((contender, rounds) -> {
            for (PlayCount count : rounds) {
                if (!count.isWhole()) {
                    doubts.add(scenario + ": " + contender + ": " + count.attendance());
                }
            }
            double share = Spread.of(rounds, PlayCount::deliveredShare).median();
            if (share < DELIVERED_SHARE_MIN) {
                doubts.add(String.format(
                        Locale.ROOT, "%s: %s delivered only %.1f %% of its frames", scenario, contender, 100 * share));
            }
            double lateMs = Spread.of(rounds, PlayCount::sendLagP99Us).median() / 1e3;
            if (lateMs > PLAYERS_LATE_MS_MAX) {
                doubts.add(String.format(
                        Locale.ROOT, "%s: %s: the players were %.1f ms late at p99", scenario, contender, lateMs));
            }
        });
        return doubts;
    }

    /** Returns the figures as a Markdown table. */
    String table() {
        StringBuilder table = new StringBuilder("### " + scenario + "\n\n"
                + "| | CPU per snapshot, µs | Tickstorm's ratio to it | B a snapshot | inputs a snapshot "
                + "| delivered | overdue | input to acknowledge p50 / p99, ms | players late p99, ms |\n"
                + "|---|---|---|---|---|---|---|---|---|\n");
        for (Contender contender : Contender.ALTERNATED) {
            List<PlayCount> rounds = of(contender);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1f | %.3f | %.1f %% | %.2f %% | %.1f / %.1f | %.1f |%n",
                    contender,
                    Spread.of(rounds, PlayCount::cpuUsPerFrame).text(2),
                    contender == Contender.SERVER ? "1" : ratioTo(contender).text(2),
                    Spread.of(rounds, PlayCount::bytesPerFrame).median(),
                    Spread.of(rounds, PlayCount::inputsPerFrame).median(),
                    100 * Spread.of(rounds, PlayCount::deliveredShare).median(),
                    100 * Spread.of(rounds, PlayCount::overdueShare).median(),
                    Spread.of(rounds, PlayCount::acknowledgeP50Ms).median(),
                    Spread.of(rounds, PlayCount::acknowledgeP99Ms).median(),
                    Spread.of(rounds, PlayCount::sendLagP99Us).median() / 1e3));
        }
        return table.toString();
    }

    /** The comparison as the JSON file shows it. */
    record Row(String scenario, Map<Contender, List<PlayCount>> rounds, Map<Contender, Spread> serverRatioTo) {}

    Row row() {
        Map<Contender, Spread> ratios = new EnumMap<>(Contender.class);
        for (Contender contender : Contender.ALTERNATED) {
            ratios.put(contender, ratioTo(contender));
        }
        return new Row(scenario.toString(), counts, ratios);
    }

    private List<PlayCount> of(Contender contender) {
        return counts.getOrDefault(contender, List.of());
    }
}
