package io.tickstorm.load;

import io.tickstorm.kit.MarkedText;
import io.tickstorm.kit.Program;
import io.tickstorm.load.report.Measurements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the tables of figures into the documents, and records new figures. Main thread. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the tables of docs/PERFORMANCE.md and README.md from docs/performance/measurements.json.",
            "With --record it first takes the figure of a claim from results that --json (or JMH's -rff) wrote."
        })
final class FiguresCommand implements Callable<Integer> {
    private static final MarkedText TABLE =
            new MarkedText("<!-- figures: written by ./load figures -->", "<!-- end of the figures -->");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--home", defaultValue = ".", description = "Folder of the repository [${DEFAULT-VALUE}]")
    private Path home = Path.of("");

    @Option(names = "--check", description = "Write nothing; exit with 99 if a document differs from the figures")
    private boolean isCheck;

    @Option(names = "--record", paramLabel = "CLAIM", description = "Claim to record, by its id in the file")
    private @Nullable String claim;

    @Parameters(paramLabel = "RESULT.json", description = "Results of its command; the figure is their median")
    private List<Path> results = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Path file = home.resolve("docs/performance/measurements.json");
        Measurements measurements = Measurements.read(file);
        if (claim != null) {
            Program.require(spec, !results.isEmpty(), "--record needs the results to take the figure from");
            measurements = measurements.record(claim, results, commit(), day(results.get(0)));
            measurements.write(file);
        }
        boolean isWritten = put("docs/PERFORMANCE.md", measurements.tables());
        isWritten &= put("README.md", measurements.shortTable());
        return isWritten ? 0 : Program.EXIT_THRESHOLD;
    }

    /** Writes a page. Returns false if the page differs and may not be written. */
    private boolean put(String name, String text) throws IOException {
        Path page = home.resolve(name);
        String now = TABLE.replacedIn(page, text);
        if (Files.readString(page).equals(now)) {
            return true;
        }
        if (isCheck) {
            System.err.println(name + " differs from the figures: run ./load figures");
            return false;
        }
        Files.writeString(page, now);
        System.out.println(name + " has the figures");
        return true;
    }

    private static String day(Path result) throws IOException {
        return Files.getLastModifiedTime(result)
                .toInstant()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    private String commit() throws IOException {
        Process git = new ProcessBuilder("git", "-C", home.toString(), "rev-parse", "--short", "HEAD").start();
        String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return printed.isEmpty() ? "not recorded" : printed;
    }
}
