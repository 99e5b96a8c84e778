package io.tickstorm.load;

import io.tickstorm.load.report.HtmlReport;
import io.tickstorm.load.report.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./load report}. Main thread. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows results that --json wrote side by side, on one page with plots.")
final class ReportCommand implements Callable<Integer> {
    @Parameters(arity = "1..4", paramLabel = "RESULT.json", description = "One to four results")
    private List<Path> results = new ArrayList<>();

    @Option(names = "--html", required = true, paramLabel = "FILE", description = "Page to write")
    private Path html = Path.of("");

    @Override
    public Integer call() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path result : results) {
            texts.add(JsonText.read(result));
        }
        Files.writeString(html, HtmlReport.of(texts));
        System.out.println("The report is in " + html);
        return 0;
    }
}
