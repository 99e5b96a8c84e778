package io.tickstorm.load.report;

import io.tickstorm.kit.Machine;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.server.ServerProbe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The result of a run, in the form of its JSON. Times in {@code figures} are in seconds. Immutable.
 *
 * @param format version of the JSON form
 * @param percentiles pairs of percentile and milliseconds, for each distribution
 */
public record RunResult(
        int format,
        String title,
        String startedAt,
        String command,
        Machine machine,
        Plan plan,
        Verdict verdict,
        List<String> thresholds,
        Map<String, Double> figures,
        Map<String, List<double[]>> percentiles,
        List<Figures.Second> seconds,
        List<ServerProbe.Second> serverSeconds,
        Map<String, Integer> lostBecause) {
    private static final int FORMAT = 1;
    private static final double[] PLOTTED = {
        0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 96, 97, 98, 98.5, 99, 99.5, 99.8, 99.9, 99.95, 99.99,
        100
    };

    /** The plan of the run, for readers of the result. */
    public record Plan(
            int players,
            int rooms,
            int tickRate,
            String profile,
            int seed,
            double rampS,
            double warmupS,
            double durationS,
            int inputsEveryTicks,
            LoadPlan.Phase phase) {}

    /** The facts that are known before a run. */
    public record Heading(String title, String startedAt, String command, List<Threshold> thresholds) {}

    /** Returns the result of a run that is over. */
    public static RunResult of(Heading heading, LoadPlan plan, Figures figures, ServerProbe server) {
        long countNs = figures.countNs();
        Map<String, Double> named = named(plan, figures);
        named.putAll(server.between(
                countNs, countNs + plan.times().durationNs(), figures.counts().frames + figures.counts().slowFrames));
        Map<String, List<double[]>> percentiles = new LinkedHashMap<>();
        percentiles.put("input_to_ack", plotted(figures.inputToAcknowledgeUs));
        percentiles.put("snapshot_age", plotted(figures.snapshotAgeUs));
        percentiles.put("inter_arrival", plotted(figures.interArrivalUs));
        return new RunResult(
                FORMAT,
                heading.title(),
                heading.startedAt(),
                heading.command(),
                Machine.here(),
                plan(plan, figures),
                Verdict.of(plan, figures, named, heading.thresholds()),
                heading.thresholds().stream().map(Threshold::text).toList(),
                named,
                percentiles,
                figures.seconds(),
                server.seconds(countNs),
                figures.reasons());
    }

    private static Plan plan(LoadPlan plan, Figures figures) {
        return new Plan(
                plan.players(),
                plan.rooms(),
                figures.counts().tickRate,
                plan.profile() == null ? "none" : plan.profile().name(),
                plan.seed(),
                plan.times().rampS(),
                plan.times().warmupS(),
                plan.times().durationS(),
                plan.times().inputs().everyTicks(),
                plan.times().inputs().phase());
    }

    private static Map<String, Double> named(LoadPlan plan, Figures figures) {
        Map<String, Double> named = new LinkedHashMap<>();
        put(named, "input_to_ack", figures.inputToAcknowledgeUs);
        put(named, "snapshot_age", figures.snapshotAgeUs);
        put(named, "inter_arrival", figures.interArrivalUs);
        put(named, "join", figures.joinUs);
        put(named, "back", figures.backUs);
        put(named, "tool_late", figures.toolLateUs);
        Figures.Counts counts = figures.counts();
        double durationS = plan.times().durationS();
        double readers = plan.players() * (1 - plan.conduct().slowShare());
        named.put("joined", (double) counts.joined);
        named.put("joined_share", counts.joined / (double) plan.players());
        named.put("lost", (double) counts.lost);
        named.put("resumed", (double) counts.resumed);
        named.put("left", (double) counts.left);
        named.put("frames", (double) counts.frames);
        named.put("slow_frames", (double) counts.slowFrames);
        named.put("skipped_frames", (double) counts.skippedFrames);
        named.put("skipped_share", perOne(counts.skippedFrames, counts.frames + counts.skippedFrames));
        named.put("overdue_frames", (double) counts.overdueFrames);
        named.put("overdue_share", perOne(counts.overdueFrames, counts.frames));
        named.put("delivered_share", counts.frames / Math.max(1, readers * counts.tickRate * durationS));
        named.put("bytes_per_frame", perOne(counts.payloadBytes, counts.frames));
        named.put("bytes_per_player_second", counts.payloadBytes / durationS / Math.max(1, readers));
        named.put("inputs", (double) counts.inputs);
        named.put("late_inputs", (double) counts.lateInputs);
        named.put("late_share", perOne(counts.lateInputs, counts.inputs));
        named.put("inputs_while_dead", (double) counts.inputsWhileDead);
        named.put("inputs_unsent", (double) counts.inputsUnsent);
        named.put("inputs_lost", (double) counts.inputsLost);
        named.put("inputs_unacknowledged", (double) counts.inputsUnacknowledged);
        named.put("tool_cpu_share", figures.toolCpuS() / durationS);
        named.put("tool_cpu_per_frame", figures.toolCpuS() / (double) Math.max(1, counts.frames + counts.slowFrames));
        return named;
    }

    private static double perOne(long sum, long count) {
        return sum / (double) Math.max(1, count);
    }

    private static void put(Map<String, Double> named, String distribution, Histogram us) {
        if (us.getTotalCount() > 0) {
            FigureNames.PERCENTILES.forEach((end, percentile) ->
                    named.put(distribution + "_" + end, us.getValueAtPercentile(percentile) / 1e6));
        }
    }

    private static List<double[]> plotted(Histogram us) {
        List<double[]> pairs = new ArrayList<>();
        for (double percentile : PLOTTED) {
            pairs.add(new double[] {percentile, Figures.ms(us, percentile)});
        }
        return pairs;
    }

    /** Returns a figure in its base unit; NaN if this run has none of this name. */
    public double figure(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }
}
