package io.tickstorm.load.report;

import java.util.Map;
import java.util.StringJoiner;

/** Describes a run in text, for the terminal. */
public final class Summary {
    private final RunResult result;
    private final StringBuilder text = new StringBuilder();

    private Summary(RunResult result) {
        this.result = result;
    }

    /** Returns the text of a result, several lines. */
    public static String of(RunResult result) {
        Summary summary = new Summary(result);
        summary.writeAll();
        return summary.text.toString();
    }

    private static String seconds(double count) {
        return (count == Math.rint(count) ? String.valueOf((long) count) : String.valueOf(count)) + " s";
    }

    private void writeAll() {
        RunResult.Plan plan = result.plan();
        line(
                result.title(),
                plan.players() + " players at " + plan.tickRate() + " Hz, " + seconds(plan.durationS())
                        + " counted after " + seconds(plan.rampS() + plan.warmupS()) + ", link: " + plan.profile()
                        + ", an input every " + plan.inputsEveryTicks() + " ticks, " + plan.phase() + " phase, seed "
                        + plan.seed());
        line("machine", result.machine().toString());
        line(
                "players",
                is("joined") + " joined, " + is("lost") + " connections lost, " + is("resumed") + " seats taken again, "
                        + is("left") + " left and joined again" + reasons());
        line(
                "frames",
                is("frames") + ", " + is("delivered_share") + " of the tick rate for everybody, " + is("skipped_frames")
                        + " skipped, " + is("overdue_frames") + " overdue (" + is("overdue_share")
                        + " made without the input of their tick); " + is("bytes_per_frame") + " each, "
                        + is("bytes_per_player_second")
                        + "/s a player (payload)");
        if (result.figure("slow_frames") > 0) {
            line("slow readers", is("slow_frames") + " frames; they are in no other figure");
        }
        line(
                "inputs",
                is("inputs") + " sent, " + is("late_inputs") + " late (" + is("late_share") + " after their tick), "
                        + is("inputs_while_dead") + " while dead, " + is("inputs_unsent") + " could not be, "
                        + is("inputs_lost")
                        + " lost with their connection, " + is("inputs_unacknowledged")
                        + " without an answer at the end");
        distribution("input to acknowledge", "input_to_ack");
        distribution("snapshot age", "snapshot_age");
        distribution("between snapshots", "inter_arrival");
        distribution("join", "join");
        distribution("loss to welcome back", "back");
        server();
        line(
                "tool",
                is("tool_cpu_share") + " of a core, " + is("tool_cpu_per_frame") + " CPU a frame; late by p50 "
                        + is("tool_late_p50") + ", p99 " + is("tool_late_p99") + ", max " + is("tool_late_max"));
        line("verdict", result.verdict().text());
    }

    private void server() {
        if (!result.figures().containsKey("server_cpu_share")) {
            line("server", "shows no figures of its own at /metrics");
            return;
        }
        line(
                "server",
                is("server_cpu_seconds") + " CPU, " + is("server_cpu_share") + " of a core, "
                        + is("server_cpu_per_frame") + " a frame; resident " + is("server_rss") + ", allocates "
                        + is("server_allocation") + "/s, " + is("server_garbage_per_frame") + " a frame, GC paused for "
                        + is("server_gc_pause"));
        line(
                "tick to last write",
                "p50 " + is("tick_p50") + "  p99 " + is("tick_p99") + "  max " + is("tick_max") + "; "
                        + is("tick_overruns") + " overruns, clock shifted by " + is("ticks_shifted")
                        + ", sends omitted "
                        + is("sends_omitted") + "; inputs missed " + is("inputs_missed_share") + ", late "
                        + is("inputs_late_share"));
    }

    private void distribution(String label, String name) {
        if (result.figures().containsKey(name + "_p50")) {
            StringJoiner values = new StringJoiner("  ");
            for (Map.Entry<String, Double> percentile : FigureNames.PERCENTILES.entrySet()) {
                values.add(percentile.getKey() + " " + is(name + "_" + percentile.getKey()));
            }
            line(label, values.toString());
        }
    }

    private String reasons() {
        StringJoiner reasons = new StringJoiner(", ", " (", ")").setEmptyValue("");
        result.lostBecause().forEach((why, count) -> reasons.add(count + " x " + why));
        return reasons.toString();
    }

    private String is(String name) {
        Double value = result.figures().get(name);
        return value == null ? "-" : FigureNames.text(name, value);
    }

    private void line(String label, String words) {
        text.append(String.format("%-21s %s%n", label, words));
    }
}
