package io.tickstorm.load.report;

import io.tickstorm.kit.Program;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The verdict on a run: whether it counts, and whether it meets its thresholds. Immutable.
 *
 * @param outcome ok, failed, void or threshold
 */
public record Verdict(String outcome, int exitCode, List<String> reasons) {

    /** The limits beyond which the figures measure the tool instead of the server. */
    static final double TOOL_CPU_SHARE_MAX = 0.85;

    static final double TOOL_LATE_P99_S_MAX = 0.005;
    private static final double DELIVERED_SHARE_EXPECTED = 0.99;

    static Verdict of(LoadPlan plan, Figures figures, Map<String, Double> named, List<Threshold> thresholds) {
        List<String> failures = new ArrayList<>();
        if (figures.counts().joined < plan.players()) {
            failures.add(figures.counts().joined + " of " + plan.players() + " players joined" + why(figures));
        }
        if (!failures.isEmpty()) {
            return new Verdict("failed", Program.EXIT_FAILED, failures);
        }
        List<String> voids = voids(named);
        if (!voids.isEmpty()) {
            return new Verdict("void", Program.EXIT_VOID, voids);
        }
        List<String> broken = thresholds.stream()
                .map(threshold -> threshold.fault(named))
                .filter(Objects::nonNull)
                .toList();
        return broken.isEmpty()
                ? new Verdict("ok", 0, remarks(named))
                : new Verdict("threshold", Program.EXIT_THRESHOLD, broken);
    }

    /** Returns whether the tool was too slow, so that the figures do not count. */
    public boolean isVoid() {
        return exitCode == Program.EXIT_VOID;
    }

    /** Returns the verdict with a line for each reason. */
    String text() {
        String head = switch (outcome) {
            case "ok" -> "OK";
            case "failed" -> "FAILED";
            case "void" -> "VOID: the tool was too slow, so the figures above are not the server's";
            default -> "THRESHOLD FAILED";
        };
        return String.join("\n            ", with(head, reasons));
    }

    private static List<String> with(String head, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(head));
        all.addAll(rest);
        return all;
    }

    private static List<String> voids(Map<String, Double> named) {
        List<String> voids = new ArrayList<>();
        double cpu = named.getOrDefault("tool_cpu_share", 0.0);
        double late = named.getOrDefault("tool_late_p99", 0.0);
        if (cpu > TOOL_CPU_SHARE_MAX) {
            voids.add(String.format(Locale.ROOT, "its thread used %.0f %% of a core; the limit is 85 %%", 100 * cpu));
        }
        if (late > TOOL_LATE_P99_S_MAX) {
            voids.add(String.format(Locale.ROOT, "it was late by %.1f ms at p99; the limit is 5 ms", 1e3 * late));
        }
        return voids;
    }

    /** Returns remarks about faults for which no threshold was set. */
    private static List<String> remarks(Map<String, Double> named) {
        double delivered = named.getOrDefault("delivered_share", 1.0);
        return delivered >= DELIVERED_SHARE_EXPECTED
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "but only %.1f %% of the frames arrived, and no --threshold \"delivered_share>...\" was set",
                        100 * delivered));
    }

    private static String why(Figures figures) {
        return figures.reasons().isEmpty()
                ? ""
                : ": " + String.join("; ", figures.reasons().keySet());
    }
}
