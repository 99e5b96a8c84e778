package io.tickstorm.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.StateImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Checks that other entries in the folder do not affect finding, reading and writing rooms. */
@DisabledOnOs(OS.WINDOWS)
class CheckpointFolderTest {
    private static final Duration HANG = Duration.ofSeconds(30);
    private static final Terms TERMS = new Terms(30, 16, 16, 1, 99);

    @TempDir
    Path home = Path.of("");

    private final List<String> skipped = new ArrayList<>();
    private Path path = Path.of("");
    private CheckpointFolder folder;

    @BeforeEach
    void open() throws IOException {
        path = home.resolve("state");
        folder = CheckpointFolder.open(path);
        keep("GOOD", 7);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Test
    void foldersNamedLikeSweptFilesAreNotDeleted() throws Exception {
        for (String name : List.of("BCDF.refused", "GHJK.unfinished", "LMNP.checkpoint", "empty.refused")) {
            Files.createDirectory(path.resolve(name));
        }
        Files.writeString(path.resolve("BCDF.refused/inside"), "x");
        Files.writeString(path.resolve("GHJK.unfinished/inside"), "x");
        assertOnlyTheGoodOneIsFound();
        assertEquals(4, skipped.size(), skipped.toString());
        assertTrue(skipped.contains("BCDF.refused is ignored: it is a folder"), skipped.toString());
        assertTrue(skipped.contains("LMNP.checkpoint is ignored: it is not a regular file"), skipped.toString());
    }

    @Test
    void aFifoALinkAndADeviceAreNeverOpened() throws Exception {
        makeFifo(path.resolve("BCDF.checkpoint"));
        makeFifo(path.resolve("BCDF.unfinished"));
        makeFifo(path.resolve("BCDF.refused"));
        Files.createSymbolicLink(path.resolve("GHJK.checkpoint"), Path.of("/dev/zero"));
        Files.createSymbolicLink(path.resolve("LMNP.checkpoint"), path.resolve("GOOD.checkpoint"));
        Files.createSymbolicLink(path.resolve("QRST.checkpoint"), Path.of("nowhere"));
        assertTimeoutPreemptively(HANG, this::assertOnlyTheGoodOneIsFound);
        assertEquals(4, skipped.size(), skipped.toString());
        for (String room : List.of("BCDF", "GHJK", "LMNP", "QRST")) {
            RefusedException refused = assertThrows(RefusedException.class, () -> read(room));
            assertEquals("it is not a regular file", refused.getMessage());
        }
        Files.delete(path.resolve("GHJK.checkpoint"));
    }

    @Test
    void aCheckpointIsWrittenEvenIfItsTemporaryNameIsTaken() throws Exception {
        Path outside = Files.writeString(home.resolve("outside"), "untouched");
        makeFifo(path.resolve("BCDF.unfinished"));
        Files.createSymbolicLink(path.resolve("GHJK.unfinished"), outside);
        Files.createDirectory(path.resolve("LMNP.unfinished"));
        Files.writeString(path.resolve("LMNP.unfinished/inside"), "x");
        for (String room : List.of("BCDF", "GHJK", "LMNP")) {
            assertTimeoutPreemptively(HANG, () -> keep(room, 5));
            assertEquals(5, read(room));
        }
        assertEquals("untouched", Files.readString(outside));
    }

    @Test
    void aCheckpointThatReplacesALinkDoesNotChangeItsTarget() throws Exception {
        Path outside = Files.writeString(home.resolve("outside"), "untouched");
        Files.createSymbolicLink(path.resolve("BCDF.checkpoint"), outside);
        keep("BCDF", 5);
        assertEquals(5, read("BCDF"));
        assertEquals("untouched", Files.readString(outside));
    }

    @Test
    void namesThatAreNotCodesAreShownWithoutControlCharacters() throws Exception {
        for (String name : List.of("", "a b", "line\nbreak", "\u001b[31mred", "x".repeat(200), "ABCD.EF", "é")) {
            Files.writeString(path.resolve(name + ".checkpoint"), "damaged");
        }
        assertOnlyTheGoodOneIsFound();
        assertEquals(7, skipped.size(), skipped.toString());
        for (String sentence : skipped) {
            assertTrue(sentence.matches("[\\x20-\\x7E]{1,120}"), sentence);
        }
    }

    @Test
    void onlyTheHeadersOfThousandsOfForeignFilesAreRead() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            Files.writeString(path.resolve("A" + i + ".checkpoint"), "damaged");
        }
        List<String> rooms = folder.rooms(skipped::add);
        assertEquals(3_001, rooms.size());
        assertTrue(rooms.contains("GOOD"));
        assertEquals(List.of(), skipped);
    }

    @Test
    void aFileThatCannotBeMovedIsAnErrorForTheCallerAndStays() throws Exception {
        Files.createDirectory(path.resolve("GOOD.refused"));
        Files.writeString(path.resolve("GOOD.refused/inside"), "x");
        assertThrows(IOException.class, () -> folder.setAside("GOOD"));
        assertEquals(7, read("GOOD"));
    }

    @Test
    void aLockThatIsNotAFileIsRefusedWithASentenceAndNotOpened() throws Exception {
        Path other = Files.createDirectory(home.resolve("other"));
        makeFifo(other.resolve("lock"));
        assertTimeoutPreemptively(HANG, () -> {
            IOException refused = assertThrows(IOException.class, () -> CheckpointFolder.open(other));
            assertEquals(other.resolve("lock") + " is not a regular file", refused.getMessage());
        });
    }

    private void assertOnlyTheGoodOneIsFound() throws Exception {
        assertEquals(List.of("GOOD"), folder.rooms(skipped::add));
        assertEquals(7, read("GOOD"));
    }

    private void keep(String room, int content) throws IOException {
        StateImage image = new StateImage();
        image.startWriting();
        image.word(content);
        folder.replace(room, CheckpointFile.encode(TERMS, Moment.at(1_000), image, ByteBuffer.allocate(8)));
    }

    private int read(String room) throws RefusedException {
        StateImage image = folder.read(room, TERMS, 1_000, 60_000).image();
        image.startReading(0);
        return image.word(0);
    }

    private static void makeFifo(Path at) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", at.toString()).inheritIO().start();
        assertEquals(0, made.waitFor());
        assertTrue(Files.exists(at, LinkOption.NOFOLLOW_LINKS));
    }
}
