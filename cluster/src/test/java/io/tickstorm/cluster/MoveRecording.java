package io.tickstorm.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording of the events of a fleet. It covers all servers of the process. */
final class MoveRecording implements AutoCloseable {
    static final String HANDED_OVER = "tickstorm.RoomHandedOver";
    static final String CONTINUED = "tickstorm.RoomContinued";
    static final String FROZEN = "tickstorm.ServerFrozen";

    private final Recording recording = new Recording();

    MoveRecording() {
        List.of(HANDED_OVER, CONTINUED, FROZEN)
                .forEach(event -> recording.enable(event).withoutThreshold());
        recording.start();
    }

    /** Returns the events of this name so far. */
    List<RecordedEvent> events(String name) throws IOException {
        Path file = Files.createTempFile("moves", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(name))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
