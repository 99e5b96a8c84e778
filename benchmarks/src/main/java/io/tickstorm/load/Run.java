package io.tickstorm.load;

import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.client.Swarm;
import io.tickstorm.load.report.RunResult;
import io.tickstorm.load.report.Threshold;
import io.tickstorm.load.server.ServerProbe;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** One run from its plan to its result. The caller's thread becomes the swarm's. */
final class Run {
    private final RunResult result;
    private final Figures figures;

    private Run(RunResult result, Figures figures) {
        this.result = result;
        this.figures = figures;
    }

    RunResult result() {
        return result;
    }

    Figures figures() {
        return figures;
    }

    /** @param title and {@code command}: what the result is known by */
    static Run play(LoadPlan plan, String title, String command, List<Threshold> thresholds, PrintStream progress)
            throws IOException {
        String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Figures figures;
        ServerProbe probe = new ServerProbe(plan.url());
        try (probe) {
            figures = Swarm.play(plan, (second, soFar) -> say(progress, second, soFar));
        }
        progress.println();
        RunResult.Heading heading = new RunResult.Heading(title, startedAt, command, thresholds);
        return new Run(RunResult.of(heading, plan, figures, probe), figures);
    }

    private static void say(PrintStream progress, Figures.Second second, Figures figures) {
        progress.printf(
                Locale.ROOT,
                "\r%5.0f s%s  %d players, %d frames/s, input to ack p99 %.1f ms, tool %.0f %% of its core, lost %d   ",
                second.atS(),
                second.atS() < 0 ? " (warm-up)" : "",
                second.players(),
                second.frames(),
                second.acknowledgeP99Ms(),
                100 * second.toolCpuShare(),
                figures.counts().lost);
        progress.flush();
    }
}
