package io.tickstorm.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.metrics.CheckpointMetrics;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.sim.StateImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the folder and the thread that writes to it, on a real file system. */
class CheckpointWriterTest {
    private static final Terms TERMS = new Terms(30, 16, 16, 1, 99);

    @TempDir
    Path home = Path.of("");

    private final CheckpointMetrics metrics = new ServerMetrics().checkpoints;
    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theNewestCopyIsRead() throws Exception {
        CheckpointFolder folder = CheckpointFolder.open(home.resolve("state/8080"));
        CheckpointWriter writer = writer(folder);
        RoomCopy copy = new RoomCopy("BCDF");
        for (int i = 1; i <= 20; i++) {
            Await.until("the writer", copy::isFree);
            write(writer, copy, i);
        }
        assertTrue(writer.finish(30_000), "waiting copies are written before the end");
        assertEquals(20, metrics.writesSoFar());
        assertEquals(List.of("BCDF"), folder.rooms(printed::add));
        assertEquals(20, read(folder, "BCDF"));
        folder.close();
    }

    @Test
    void aRoomThatIsOverLeavesNoFile() throws Exception {
        CheckpointFolder folder = CheckpointFolder.open(home);
        CheckpointWriter writer = writer(folder);
        write(writer, new RoomCopy("BCDF"), 1);
        write(writer, new RoomCopy("GHJK"), 2);
        writer.forget("BCDF");
        assertTrue(writer.finish(30_000));
        assertEquals(List.of("GHJK"), folder.rooms(printed::add));
        folder.close();
    }

    @Test
    void aDiskErrorStopsOnlyTheWritingAndIsLoggedOnce() throws Exception {
        Path path = home.resolve("state");
        CheckpointFolder folder = CheckpointFolder.open(path);
        CheckpointWriter writer = writer(folder);
        RoomCopy copy = new RoomCopy("BCDF");
        write(writer, copy, 1);
        Await.until("the writer", copy::isFree);
        // Permissions would not stop an administrator, who may run the tests.
        Files.move(path, home.resolve("away"));
        for (int i = 2; i <= 5; i++) {
            write(writer, copy, i);
            Await.until("the writer", copy::isFree);
        }
        assertEquals(4, metrics.failures.getLongValue());
        assertEquals(1, printed.size(), printed.toString());
        assertTrue(
                printed.get(0).startsWith("Checkpoints cannot be written, and the game continues: " + path),
                printed.get(0));
        Files.move(home.resolve("away"), path);
        assertEquals(1, read(folder, "BCDF"), "the last good one is untouched");
        write(writer, copy, 6);
        Await.until("the writer", copy::isFree);
        assertEquals("Checkpoints are written again to " + path + ".", printed.get(1));
        assertEquals(6, read(folder, "BCDF"));
        assertTrue(writer.finish(30_000));
        folder.close();
    }

    @Test
    void aFolderBelongsToOneServer() throws Exception {
        CheckpointFolder first = CheckpointFolder.open(home);
        IOException refused = assertThrows(IOException.class, () -> CheckpointFolder.open(home));
        assertEquals("another server uses " + home, refused.getMessage());
        first.close();
        CheckpointFolder.open(home).close();
    }

    @Test
    void anImpossibleFolderIsRefusedWithASentence() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "no folder");
        IOException refused = assertThrows(IOException.class, () -> CheckpointFolder.open(file.resolve("state")));
        assertTrue(String.valueOf(refused.getMessage()).contains("cannot be written"), refused.getMessage());
    }

    @Test
    void refusedAndUnfinishedFilesAreDeletedAtTheNextStart() throws Exception {
        Files.writeString(home.resolve("BCDF.checkpoint"), "damaged");
        Files.writeString(home.resolve("GHJK.unfinished"), "half");
        CheckpointFolder folder = CheckpointFolder.open(home);
        assertEquals(List.of("BCDF"), folder.rooms(printed::add));
        assertFalse(Files.exists(home.resolve("GHJK.unfinished")));
        assertThrows(RefusedException.class, () -> read(folder, "BCDF"));
        assertEquals(home.resolve("BCDF.refused"), folder.setAside("BCDF"));
        assertEquals(List.of(), folder.rooms(printed::add));
        assertFalse(Files.exists(home.resolve("BCDF.refused")));
        folder.close();
    }

    private CheckpointWriter writer(CheckpointFolder folder) {
        CheckpointWriter writer = new CheckpointWriter(folder, TERMS, 4, metrics, printed::add);
        writer.start();
        return writer;
    }

    private static void write(CheckpointWriter writer, RoomCopy copy, int content) {
        copy.image.startWriting();
        copy.image.word(content);
        writer.write(copy, 1_000);
    }

    private static int read(CheckpointFolder folder, String room) throws RefusedException {
        StateImage image = folder.read(room, TERMS, 1_000, 60_000).image();
        image.startReading(0);
        return image.word(0);
    }
}
