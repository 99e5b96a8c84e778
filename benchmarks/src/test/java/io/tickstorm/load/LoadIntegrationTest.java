package io.tickstorm.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tickstorm.load.report.HtmlReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the tool from its command line against servers that it starts. Does not check speed. */
@Timeout(120)
class LoadIntegrationTest {
    private static final String[] SHORT = {"--ramp", "0", "--warmup", "1", "--duration", "1"};

    @TempDir
    Path folder = Path.of("");

    @Test
    void aScenarioPlaysReportsAndStops() throws IOException {
        Path json = folder.resolve("result.json");
        Path html = folder.resolve("page.html");
        Path hgrm = folder.resolve("result.hgrm");
        Printed printed = load(
                "scenario", "OneRoom50Players", "--phase=fixed", "--json=" + json, "--html=" + html, "--hgrm=" + hgrm);
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        JsonObject figures = result.getAsJsonObject("figures");
        // On a busy machine the run may be void; the test then requires that the tool reports it.
        int exitCode = result.getAsJsonObject("verdict").get("exitCode").getAsInt();
        assertEquals(exitCode, printed.exitCode, printed.text);
        assertTrue(exitCode == 0 || exitCode == 98, printed.text);
        assertEquals(50, figures.get("joined").getAsInt(), printed.text);
        assertEquals(0, figures.get("lost").getAsInt(), printed.text);
        assertTrue(figures.get("frames").getAsInt() > 50, printed.text);
        assertTrue(figures.get("input_to_ack_p50").getAsDouble() > 0, printed.text);
        assertTrue(figures.get("overdue_share").getAsDouble() < 1, printed.text);
        assertTrue(figures.get("late_share").getAsDouble() < 1, printed.text);
        assertTrue(figures.get("server_garbage_per_frame").getAsDouble() > 0, printed.text);
        assertEquals("fixed", result.getAsJsonObject("plan").get("phase").getAsString());
        assertTrue(figures.get("server_cpu_seconds").getAsDouble() > 0, printed.text);
        assertTrue(figures.get("tick_p99").getAsDouble() > 0, printed.text);
        assertTrue(printed.text.contains("50 joined, 0 connections lost"), printed.text);
        assertTrue(Files.readString(hgrm).contains("#[Mean"), "HdrHistogram's own form");
        assertIsWhole(Files.readString(html));
        Path both = folder.resolve("both.html");
        assertEquals(0, load0("report", json + "", json + "", "--html", both + "").exitCode);
        assertIsWhole(Files.readString(both));
    }

    @Test
    void theLargestNumberIsSearched() throws IOException {
        Path json = folder.resolve("capacity.json");
        Printed printed =
                load("capacity", "--topology", "ROOMS_OF_20", "--from", "1", "--to", "1", "--json", json + "");
        JsonObject answer = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertTrue(List.of(0, 1, 98).contains(printed.exitCode), printed.text);
        assertEquals(1, answer.getAsJsonArray("trials").size(), printed.text);
        assertTrue(printed.text.contains(" 1 players  "), printed.text);
    }

    @ParameterizedTest
    @CsvSource({
        "2, no scenario is called 'OneRoom', scenario OneRoom",
        "2, no figure is called 'speed', --threshold speed<3",
        "2, --players is 1-20000, --players 0",
        "2, --profile must be none or one of lan, --profile rain",
        "2, --url must look like, --url http://localhost/",
        "2, --duration 100ms to 86400 seconds, --duration 0",
        "2, --inputs-every must be 1-3 ticks, --inputs-every 4",
        "2, Invalid value for option '--phase', --phase late",
        "2, --minutes must be 1-1440, soak --minutes 0",
        "2, --count 0-10000, attack fuzz --count -1",
        "2, expected one of [fuzz, attack everything",
        "2, there is no folder for, --json nowhere/at/all.json",
        "2, Missing required option: '--to, proxy --listen 0",
        "2, --to must be a port or HOST:PORT, proxy --listen 0 --to nowhere",
        "1, cannot be read, report nothing.json --html x.html",
        "1, 0 of 2 players joined: Connection refused, --url ws://127.0.0.1:1/ws --players 2 --ramp 0 --warmup 0"
    })
    void badInputGetsOneSentenceAndAnExitCode(int exitCode, String words, String arguments) {
        Printed printed = load0(arguments.split(" ", -1));
        assertEquals(exitCode, printed.exitCode, printed.text);
        assertTrue(printed.text.contains(words), printed.text);
        assertTrue(!printed.text.contains("\tat "), "the user sees a stack trace: " + printed.text);
    }

    /** Checks only the syntax, with Node, which the build needs anyway; drawing would need a browser. */
    @Test
    void theScriptOfThePageHasNoSyntaxError() throws IOException, InterruptedException {
        Path script = folder.resolve("report.mjs");
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.mjs")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        Process node = new ProcessBuilder("node", "--check", script + "")
                .redirectErrorStream(true)
                .start();
        String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), printed);
    }

    /** Checks that the page loads no other file and contains no placeholder. */
    private static void assertIsWhole(String page) {
        assertTrue(page.contains("uPlot"), "the plotting library is in the page");
        assertTrue(!page.contains(" src=") && !page.contains(" href="), "the page loads something");
        assertTrue(!page.contains("/*results*/") && !page.contains("/*uplot.js*/"), "a placeholder is left");
    }

    private record Printed(int exitCode, String text) {}

    private static Printed load(String... arguments) {
        String[] all = new String[arguments.length + SHORT.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(SHORT, 0, all, arguments.length, SHORT.length);
        return load0(all);
    }

    private static Printed load0(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream printed = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(printed);
            System.setErr(printed);
            return new Printed(Load.run(arguments), bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
