package io.tickstorm;

import io.tickstorm.checkpoint.CheckpointFolder;
import io.tickstorm.checkpoint.CheckpointWriter;
import io.tickstorm.checkpoint.RefusedException;
import io.tickstorm.checkpoint.Terms;
import io.tickstorm.metrics.CheckpointMetrics;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.sim.StateImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rooms that outlive their process: taken up again at the start, written from then on. Main thread. */
final class KeptRooms {
    private final CheckpointFolder folder;
    private final Terms terms;
    private final CheckpointWriter writer;
    private final CheckpointMetrics metrics;
    private final Consumer<String> console;
    private final int ageS;
    private int restored;
    private int awaited;

    private KeptRooms(
            CheckpointFolder folder, ServerOptions options, CheckpointMetrics metrics, Consumer<String> console) {
        this.folder = folder;
        this.metrics = metrics;
        this.console = console;
        terms = options.terms();
        ageS = options.checkpointAgeS();
        writer = new CheckpointWriter(folder, terms, options.rooms(), metrics, console);
    }

    /** Null if rooms are not to be kept, or cannot be: then that is said. */
    static @Nullable KeptRooms open(ServerOptions options, CheckpointMetrics metrics, Consumer<String> console) {
        Path path = options.checkpoints();
        if (path == null) {
            return null;
        }
        try {
            return new KeptRooms(CheckpointFolder.open(path), options, metrics, console);
        } catch (IOException e) {
            console.accept("Rooms are not kept over a restart: " + e.getMessage() + ". See --checkpoints.");
            return null;
        }
    }

    /** Opens every room that has a checkpoint. Before anybody can connect. */
    void restoreInto(RoomDirectory directory) {
        directory.keepBy(writer);
        for (String room : names()) {
            try {
                StateImage image = folder.read(room, terms, System.currentTimeMillis(), ageS * 1000L);
                // No copy is older, so no frame of its room had a later tick.
                Room opened = directory.restore(image, ageS * terms.tickRate() + 1);
                metrics.restores.inc();
                restored++;
                awaited += opened.people();
            } catch (RefusedException e) {
                refuse(room, e.getMessage());
            }
        }
        if (restored > 0) {
            console.accept((restored == 1 ? "One room goes" : restored + " rooms go") + " on after the restart; "
                    + awaited + " of its people are awaited");
        }
    }

    private List<String> names() {
        try {
            return folder.rooms();
        } catch (IOException e) {
            console.accept("No room goes on after the restart: " + folder.path() + " cannot be read");
            return List.of();
        }
    }

    private void refuse(String room, @Nullable String why) {
        metrics.refusals.inc();
        String kept = "";
        try {
            kept = "; the checkpoint is kept as " + folder.setAside(room);
        } catch (IOException e) {
            // It will be refused again at the next start.
        }
        console.accept("Room " + room + " does not go on, a fresh one starts: " + why + kept);
    }

    void start() {
        writer.start();
    }

    /** Once no room ticks any more: false if what waits could not be written in that time. */
    boolean finish(long waitMs) throws InterruptedException {
        return writer.finish(waitMs);
    }
}
