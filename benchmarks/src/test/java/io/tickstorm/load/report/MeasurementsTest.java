package io.tickstorm.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the documents show the figures of the file, and that the file names the origin of each. */
class MeasurementsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FILE = ROOT.resolve("docs/performance/measurements.json");

    private final Measurements measurements;

    MeasurementsTest() throws IOException {
        measurements = Measurements.read(FILE);
    }

    @Test
    void theTablesOfTheDocumentsMatchTheFile() throws IOException {
        assertTrue(Files.readString(ROOT.resolve("docs/PERFORMANCE.md")).contains(marked(measurements.tables())));
        assertTrue(Files.readString(ROOT.resolve("README.md")).contains(marked(measurements.shortTable())));
    }

    private static String marked(String table) {
        return "<!-- figures: written by ./load figures -->\n" + table + "<!-- end of the figures -->";
    }

    @Test
    void everyClaimNamesItsCommandCommitDateAndMachine() {
        Set<String> ids = new HashSet<>();
        for (Measurement each : measurements.measurements()) {
            assertTrue(ids.add(each.id()), each.id());
            assertTrue(measurements.commands().containsKey(each.command()), each.id());
            assertTrue(measurements.machines().containsKey(each.machine()), each.id());
            assertTrue(each.commit().matches("[0-9a-f]{7}|not recorded"), each.id());
            assertTrue(each.date().matches("\\d{4}-\\d\\d-\\d\\d|not recorded"), each.id());
            assertFalse(each.median().isEmpty(), each.id());
        }
    }

    @Test
    void aResultReplacesTheFigureOfItsClaim(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("1.json"), "[{\"primaryMetric\": {\"score\": 4.0}}]");
        Path two = Files.writeString(folder.resolve("2.json"), "[{\"primaryMetric\": {\"score\": 5.04}}]");
        String id = measurements.measurements().get(0).id();
        Measurement changed = measurements
                .record(id, List.of(one, two), "abcdef0", "2026-12-01")
                .measurements()
                .get(0);
        assertEquals("4.5 µs", changed.median());
        assertEquals("4.0–5.0", changed.spread());
        assertEquals("abcdef0", changed.commit());
        assertThrows(IOException.class, () -> measurements.record("none", List.of(one), "abcdef0", "2026-12-01"));
    }

    @Test
    void theSpreadOfARoundTableIsCopied(@TempDir Path folder) throws IOException {
        Path result = Files.writeString(
                folder.resolve("alternation.json"),
                "{\"scenarios\": [{\"serverRatioTo\": {\"bare Java NIO floor\":"
                        + " {\"median\": 1.2, \"min\": 1.1, \"max\": 1.3}}}]}");
        Measurement claim = measurements.measurements().stream()
                .filter(each -> each.figure().equals("/scenarios/0/serverRatioTo/bare Java NIO floor"))
                .findFirst()
                .orElseThrow();
        Measurements changed = measurements.record(claim.id(), List.of(result), "abcdef0", "2026-12-01");
        assertTrue(changed.tables().contains("| 1.20 | 1.10–1.30 | alternation | `abcdef0` | 2026-12-01 | A |"));
    }

    @Test
    void writtenMeasurementsCanBeRead(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("copy.json");
        measurements.write(copy);
        assertEquals(measurements, Measurements.read(copy));
        assertEquals(Files.readString(FILE), Files.readString(copy), "recording a figure changes only its lines");
    }
}
