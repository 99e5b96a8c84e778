package io.tickstorm.load;

import io.tickstorm.load.client.Figures;
import io.tickstorm.load.report.HtmlReport;
import io.tickstorm.load.report.JsonText;
import io.tickstorm.load.report.RunResult;
import io.tickstorm.load.report.Threshold;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a run is judged by and where its result goes. Filled by picocli, then only read. */
final class OutputOptions {
    private static final double US_PER_MS = 1_000.0;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--threshold",
            paramLabel = "FIGURE<LIMIT",
            description = "Exit code 99 if it does not hold, such as \"input_to_ack_p99<50ms\"; may be repeated")
    private List<String> thresholds = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything measured as JSON")
    private @Nullable Path json;

    @Option(names = "--hgrm", paramLabel = "FILE", description = "Write the percentiles of input to acknowledge, in ms")
    private @Nullable Path hgrm;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write one page with plots, readable without a network")
    private @Nullable Path html;

    List<Threshold> thresholds() {
        try {
            return thresholds.stream().map(Threshold::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--threshold: " + e.getMessage());
        }
    }

    /** Before minutes are spent on a run whose result could not be written. */
    void check() {
        thresholds();
        for (Path file : new Path[] {json, hgrm, html}) {
            Path folder = file == null ? null : file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                throw new ParameterException(spec.commandLine(), "there is no folder for " + file);
            }
        }
    }

    void write(RunResult result, Figures figures) throws IOException {
        String text = JsonText.of(result);
        if (json != null) {
            Files.writeString(json, text);
        }
        if (html != null) {
            Files.writeString(html, HtmlReport.of(List.of(text)));
        }
        if (hgrm != null) {
            try (PrintStream out = new PrintStream(hgrm.toFile(), StandardCharsets.UTF_8)) {
                figures.inputToAcknowledgeUs.outputPercentileDistribution(out, US_PER_MS);
            }
        }
    }
}
