package io.tickstorm;

import io.tickstorm.checkpoint.Checkpoint;
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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Restores rooms from checkpoints at the start, and writes checkpoints from then on. Main thread. */
final class CheckpointedRooms {
    /**
     * The most sentences about refused files; further files are counted, so that a folder of other files does not fill
     * the console.
     */
    private static final int SENTENCES_MAX = 8;

    private static final int CODE_LENGTH_MAX = 16;

    private final CheckpointFolder folder;
    private final Terms terms;
    private final LongSupplier wallClockMs;
    private final CheckpointWriter writer;
    private final CheckpointMetrics metrics;
    private final Consumer<String> console;
    private final int ageS;
    private final int roomsMax;
    private int sentences;
    private int restored;
    private int awaited;

    private CheckpointedRooms(
            CheckpointFolder folder,
            ServerOptions options,
            CheckpointMetrics metrics,
            Consumer<String> console,
            LongSupplier wallClockMs) {
        this.folder = folder;
        this.wallClockMs = wallClockMs;
        this.metrics = metrics;
        this.console = console;
        terms = options.terms();
        ageS = options.checkpointAgeS();
        roomsMax = options.rooms();
        writer = new CheckpointWriter(folder, terms, options.rooms(), metrics, console);
    }

    /**
     * Opens the folder. Returns null if rooms are not preserved: by choice, or because the folder cannot be used, which
     * is printed.
     */
    static @Nullable CheckpointedRooms open(
            ServerOptions options, CheckpointMetrics metrics, Consumer<String> console) {
        return open(options, metrics, console, System::currentTimeMillis);
    }

    static @Nullable CheckpointedRooms open(
            ServerOptions options, CheckpointMetrics metrics, Consumer<String> console, LongSupplier wallClockMs) {
        Path path = options.checkpoints();
        if (path == null) {
            return null;
        }
        try {
            return new CheckpointedRooms(CheckpointFolder.open(path), options, metrics, console, wallClockMs);
        } catch (IOException e) {
            console.accept("Rooms are not stored for a restart: " + e.getMessage() + ". See --checkpoints.");
            return null;
        }
    }

    /** Opens every room that has a checkpoint. Called before clients can connect. */
    void restoreInto(RoomDirectory directory) {
        directory.keepBy(writer);
        for (String room : names()) {
            try {
                Room opened = restore(room, directory);
                metrics.restores.inc();
                restored++;
                awaited += opened.people();
            } catch (RefusedException e) {
                refuse(room, e.getMessage());
            } catch (RuntimeException e) {
                refuse(room, "it cannot be read (" + e + ")");
            }
        }
        if (sentences > SENTENCES_MAX) {
            console.accept("In " + folder.path() + ": " + (sentences - SENTENCES_MAX) + " more messages were omitted");
        }
        if (restored > 0) {
            console.accept((restored == 1 ? "One room continues" : restored + " rooms continue")
                    + " after the restart; waiting for " + awaited + (awaited == 1 ? " player" : " players"));
        }
    }

    private Room restore(String room, RoomDirectory directory) throws RefusedException {
        if (restored >= roomsMax) {
            throw new RefusedException("the limit --rooms " + roomsMax + " is reached");
        }
        Checkpoint checkpoint = folder.read(room, terms, wallClockMs.getAsLong(), ageS * 1000L);
        refuseIfOfAnotherRoom(room, checkpoint.image());
        return directory.restore(checkpoint.image(), checkpoint.shiftTicks(terms.tickRate()));
    }

    /** Refuses a checkpoint whose file was renamed: it holds the state of another room. */
    private static void refuseIfOfAnotherRoom(String room, StateImage image) throws RefusedException {
        try {
            image.startReading(0);
            if (!image.text("", CODE_LENGTH_MAX).equals(room)) {
                throw new RefusedException("it contains another room");
            }
        } catch (IllegalStateException e) {
            throw new RefusedException("its state is invalid: " + e.getMessage());
        }
    }

    private List<String> names() {
        try {
            return folder.rooms(what -> print("In " + folder.path() + ": " + what));
        } catch (IOException e) {
            print("No room continues after the restart: " + folder.path() + " cannot be read");
            return List.of();
        }
    }

    private void refuse(String room, @Nullable String why) {
        metrics.refusals.inc();
        String kept = "";
        try {
            kept = "; the checkpoint is kept as " + folder.setAside(room);
        } catch (IOException e) {
            kept = "; the checkpoint cannot be renamed and is refused again at the next start";
        }
        print("Room " + room + " does not continue; a new match starts: " + why + kept);
    }

    private void print(String sentence) {
        sentences++;
        if (sentences <= SENTENCES_MAX) {
            console.accept(sentence);
        }
    }

    void start() {
        writer.start();
    }

    /**
     * Writes the waiting checkpoints and releases the folder. Called once all rooms have stopped.
     *
     * @return false if it took longer than {@code waitMs}
     */
    boolean finish(long waitMs) throws InterruptedException {
        boolean isWritten = writer.finish(waitMs);
        try {
            folder.close();
        } catch (IOException e) {
            // The end of the process also releases it.
        }
        return isWritten;
    }
}
