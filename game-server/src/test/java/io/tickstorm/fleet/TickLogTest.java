package io.tickstorm.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TickLogTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void readsTheTicksThatWereWritten() throws IOException {
        Path file = folder.resolve("ticks");
        TickLog log = new TickLog(file);
        log.ticked("ABCDEF", 3, 1_000);
        log.continued("GHJKLM", 4, 1_070, 1_009);
        List<TickLog.Tick> ticks = TickLog.read(file);
        assertEquals(2, ticks.size());
        assertEquals(new TickLog.Tick(ticks.get(0).atNs(), "ABCDEF", 3, 1_000, -1), ticks.get(0));
        assertEquals(new TickLog.Tick(ticks.get(1).atNs(), "GHJKLM", 4, 1_070, 1_009), ticks.get(1));
        assertFalse(ticks.get(0).isContinuation());
        assertTrue(ticks.get(1).isContinuation());
        assertTrue(ticks.get(1).atNs() >= ticks.get(0).atNs());
    }

    @Test
    void neverOverwritesAFile() throws IOException {
        Path file = folder.resolve("ticks");
        var unused = new TickLog(file);
        assertThrows(FileAlreadyExistsException.class, () -> new TickLog(file));
    }
}
