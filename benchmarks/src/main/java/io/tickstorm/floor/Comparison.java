package io.tickstorm.floor;

import io.tickstorm.kit.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares the processes of one scenario over all rounds. One thread. */
final class Comparison {
    static final double FLOOR_RATIO_MAX = 1.3;
    /**
     * The smallest share of frames delivered. A server that omits more does less work, so its figure does not count.
     */
    private static final double DELIVERED_SHARE_MIN = 0.98;

    private final Scenario scenario;
    private final Map<Contender, List<PlayCount>> counts = new EnumMap<>(Contender.class);

    Comparison(Scenario scenario) {
        this.scenario = scenario;
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
        double toFloor = ratioTo(Contender.FLOOR).median();
        double toNetty = ratioTo(Contender.NETTY_TWIN).median();
        if (!(toFloor <= FLOOR_RATIO_MAX)) {
            failures.add(String.format(
                    Locale.ROOT, "%s: %.2f times the floor, over %.1f", scenario, toFloor, FLOOR_RATIO_MAX));
        }
        if (!(toNetty < 1)) {
            failures.add(String.format(Locale.ROOT, "%s: %.2f times the Netty twin, not below it", scenario, toNetty));
        }
        return failures;
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
        });
        return doubts;
    }

    /** Returns the figures as a Markdown table. */
    String table() {
        StringBuilder table = new StringBuilder("### " + scenario + "\n\n"
                + "| | CPU per snapshot, µs | Tickstorm's ratio to it | B a snapshot | inputs a snapshot "
                + "| delivered | players late p99, ms |\n|---|---|---|---|---|---|---|\n");
        for (Contender contender : Contender.ALTERNATED) {
            List<PlayCount> rounds = of(contender);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1f | %.3f | %.1f %% | %.1f |%n",
                    contender,
                    Spread.of(rounds, PlayCount::cpuUsPerFrame).text(2),
                    contender == Contender.SERVER ? "1" : ratioTo(contender).text(2),
                    Spread.of(rounds, PlayCount::bytesPerFrame).median(),
                    Spread.of(rounds, PlayCount::inputsPerFrame).median(),
                    100 * Spread.of(rounds, PlayCount::deliveredShare).median(),
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
