package io.tickstorm.load.client;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Writes one line about each second of a run, over the line before.
 *
 * @param isDetailed whether latency and the tool's CPU are part of it
 */
public record ProgressLine(PrintStream out, boolean isDetailed) implements LoadGenerator.Observer {
    @Override
    public void second(Figures.Second second, Figures figures) {
        String warmup = isDetailed && second.atS() < 0 ? " (warm-up)" : "";
        String details = String.format(
                Locale.ROOT,
                "input to ack p99 %.1f ms, tool %.0f %% of its core, ",
                second.acknowledgeP99Ms(),
                100 * second.toolCpuShare());
        out.printf(
                Locale.ROOT,
                "\r%5.0f s%s  %d players, %d frames/s, %slost %d   ",
                second.atS(),
                warmup,
                second.players(),
                second.frames(),
                isDetailed ? details : "",
                figures.counts().lost);
        out.flush();
    }
}
