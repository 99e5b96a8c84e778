package io.tickstorm.load;

import io.tickstorm.kit.Program;
import io.tickstorm.load.report.RunResult;
import io.tickstorm.load.report.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the largest number of players within the limits, by doubling and then by bisection. One thread. */
final class CapacitySearch {
    private static final double ACKNOWLEDGE_TICKS_MAX = 3;
    private static final double OVERDUE_SHARE_MAX = 0.01;
    private static final double DELIVERED_SHARE_MIN = 0.99;

    private final int from;
    private final int to;
    private final int precisionPercent;
    private final List<Attempt> trials = new ArrayList<>();

    /** Plays one attempt. */
    interface Attempts {
        Attempt play(int players) throws IOException;
    }

    /** The side that limits the number of players. */
    enum Limit {
        NONE,
        SERVER,
        TOOL
    }

    /** The outcome of one number of players. */
    record Attempt(int players, Limit limit, String why) {
        static Attempt of(int players, RunResult result) {
            double intervalS = 1.0 / Math.max(1, result.plan().tickRate());
            String figures = String.format(
                    Locale.ROOT,
                    "input to ack p99 %.1f ms, %.2f %% overdue, %.1f %% of the frames, "
                            + "server %.0f %%, tool %.0f %% of a core",
                    1e3 * result.figure("input_to_ack_p99"),
                    100 * result.figure("overdue_share"),
                    100 * result.figure("delivered_share"),
                    100 * result.figure("server_cpu_share"),
                    100 * result.figure("tool_cpu_share"));
            Verdict verdict = result.verdict();
            if (verdict.isVoid()) {
                return new Attempt(players, Limit.TOOL, String.join("; ", verdict.reasons()) + " (" + figures + ")");
            }
            boolean holds = verdict.exitCode() == 0
                    && result.figure("input_to_ack_p99") <= ACKNOWLEDGE_TICKS_MAX * intervalS
                    && result.figure("overdue_share") <= OVERDUE_SHARE_MAX
                    && result.figure("delivered_share") >= DELIVERED_SHARE_MIN;
            String reasons = verdict.reasons().isEmpty() ? "" : String.join("; ", verdict.reasons()) + ", ";
            return new Attempt(players, holds ? Limit.NONE : Limit.SERVER, reasons + figures);
        }

        boolean holds() {
            return limit == Limit.NONE;
        }

        String sentence() {
            return switch (limit) {
                case NONE -> "hold: " + why;
                case SERVER -> "too many: " + why;
                case TOOL -> "VOID, the tool stopped it: " + why;
            };
        }
    }

    /**
     * The result of the search.
     *
     * @param players the largest number within the limits; 0: not even the first
     * @param stoppedBy the side that failed at the next larger number
     */
    record Answer(int players, Limit stoppedBy, String why, List<Attempt> trials) {
        String sentence() {
            return switch (stoppedBy) {
                case NONE -> players + " players hold; that is the most it was allowed to try";
                case SERVER -> players + " players hold; the server stopped it: " + why;
                case TOOL -> "at least " + players + " players hold; the tool stopped it, not the server: " + why;
            };
        }

        /** @param least the number of players that is required */
        int exitCode(int least) {
            if (players >= least && players > 0) {
                return stoppedBy == Limit.TOOL && least == 0 ? Program.EXIT_VOID : 0;
            }
            return stoppedBy == Limit.TOOL
                    ? Program.EXIT_VOID
                    : least > 0 ? Program.EXIT_THRESHOLD : Program.EXIT_FAILED;
        }
    }

    CapacitySearch(int from, int to, int precisionPercent) {
        this.from = from;
        this.to = to;
        this.precisionPercent = precisionPercent;
    }

    /** Plays attempts until the gap is within the precision, and returns the result. */
    Answer find(Attempts source) throws IOException {
        int holds = 0;
        Attempt failed = null;
        int players = from;
        while (true) {
            Attempt trial = source.play(players);
            trials.add(trial);
            if (trial.holds()) {
                holds = players;
            } else {
                failed = trial;
            }
            if (failed == null && holds == to) {
                return new Answer(holds, Limit.NONE, "", List.copyOf(trials));
            }
            if (failed != null && failed.players() - holds <= Math.max(1, failed.players() * precisionPercent / 100)) {
                return new Answer(holds, failed.limit(), failed.why(), List.copyOf(trials));
            }
            players = failed == null ? Math.min(to, 2 * players) : (holds + failed.players()) / 2;
        }
    }
}
