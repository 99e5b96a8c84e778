package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.junit.jupiter.api.Test;

/**
 * The clocks of two servers may differ by an hour: no decision of the fleet reads the time of day. Only Pekko's
 * register of the coordinator does, and it counts on from the time that it finds.
 */
class DifferentClocksScenarioTest {
    private static final Pattern TIME_OF_DAY = Pattern.compile(
            "currentTimeMillis|Instant|LocalDate|LocalTime|ZonedDateTime|OffsetDateTime|new Date\\b|Clock");
    private static final long HOUR_MS = 3_600_000;

    @Test
    void noClassOfTheFleetReadsTheTimeOfDay() throws IOException {
        List<String> found = new ArrayList<>();
        int files = 0;
        for (Path root :
                List.of(Path.of("src/main/java"), Path.of("../game-server/src/main/java/io/tickstorm/fleet"))) {
            for (Path file : javaFiles(root)) {
                files++;
                Files.readAllLines(file).stream()
                        .filter(line -> TIME_OF_DAY
                                .matcher(line.replace("VirtualClock", ""))
                                .find())
                        .forEach(line -> found.add(file + ": " + line));
            }
        }
        assertTrue(files > 40, files + " files");
        assertEquals(List.of(), found);
    }

    @Test
    void aCoordinatorWhoseClockIsAnHourLateReplacesTheStateOfTheOneBefore() {
        UniqueAddress early = new UniqueAddress(new Address("pekko", "tickstorm", "early", 1), 1L);
        UniqueAddress late = new UniqueAddress(new Address("pekko", "tickstorm", "late", 1), 2L);
        LWWRegister.Clock<String> anHourEarly =
                (current, value) -> Math.max(System.currentTimeMillis() + HOUR_MS, current + 1);
        LWWRegister<String> first = LWWRegister.create(new SelfUniqueAddress(early), "first coordinator", anHourEarly);
        LWWRegister<String> second =
                first.withValue(new SelfUniqueAddress(late), "second coordinator", LWWRegister.defaultClock());
        assertEquals("second coordinator", first.merge(second).getValue());
        assertEquals("second coordinator", second.merge(first).getValue());
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
