package io.tickstorm.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TickTraceTest {
    private static final List<String> PHASES = List.of("inputsNs", "pilotsNs", "stepNs", "observeNs", "sendNs");

    private final TickTrace trace = new TickTrace("ABCD");

    @TempDir
    private Path folder;

    @Test
    void aRecordingShowsTheTimeOfEachStageOfATick() throws IOException {
        Path file = Files.createTempFile(folder, "ticks", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("tickstorm.RoomTick");
            recording.start();
            trace.begin();
            trace.gatheredInputs();
            trace.askedPilots();
            trace.stepped();
            trace.observed();
            trace.sent(77, 3);
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertEquals(1, events.size());
        RecordedEvent event = events.get(0);
        assertEquals("ABCD", event.getString("room"));
        assertEquals(List.of(77, 3), List.of(event.getInt("tick"), event.getInt("people")));
        long phasesNs = PHASES.stream()
                .mapToLong(phase -> event.getDuration(phase).toNanos())
                .sum();
        assertTrue(phasesNs > 0 && phasesNs <= event.getDuration().toNanos() + 1_000_000, event.toString());
    }
}
