package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.checkpoint.CheckpointFolder;
import io.tickstorm.checkpoint.RefusedException;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.TickLoop;
import io.tickstorm.sim.StateImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests rooms over restarts, in a folder on a real file system, without sockets and without waiting. */
class CheckpointedRoomsTest {
    private static final int TICK_RATE = 128;
    private static final long TICK_NS = 1_000_000_000L / TICK_RATE;
    /** Ticks in which every room is copied once: each in its own tick of two seconds. */
    private static final int TICKS_TO_A_COPY = 2 * TICK_RATE + 1;

    @TempDir
    Path folder = Path.of("");

    private final List<String> printed = new ArrayList<>();
    private final ServerMetrics metrics = new ServerMetrics();
    private long clockMs = System.currentTimeMillis();

    @Test
    void aMatchSurvivesAThousandRestartsWithinTheAgeOfACheckpoint() throws Exception {
        Run run = start();
        tick(run.directory.openLobby(), TICKS_TO_A_COPY);
        int kept = run.end();
        for (int restarts = 1; restarts <= 1_000; restarts++) {
            later(3_000);
            run = start();
            Room room = run.directory.lobby();
            assertNotNull(room, "restart " + restarts + ": " + printed);
            tick(room, TICKS_TO_A_COPY);
            int now = run.end();
            assertTrue(now > kept + 3 * TICK_RATE, "above every tick that can have been sent");
            kept = now;
        }
        assertEquals(0, metrics.checkpoints.refusals.getLongValue(), printed.toString());
    }

    @Test
    void aRoomThatRanWithoutWritesContinuesAboveItsSentTicks() throws Exception {
        Run run = start();
        tick(run.directory.openLobby(), TICKS_TO_A_COPY);
        int kept = run.end();
        later(7_200_000);
        run = start();
        tick(Objects.requireNonNull(run.directory.lobby()), TICKS_TO_A_COPY);
        assertTrue(run.end() > kept + 7_200 * TICK_RATE, "two hours may have passed since the copy");
    }

    @Test
    void aClockThatWasSetBackHasNoEffectOnTheSameMachine() throws Exception {
        Run run = start();
        tick(run.directory.openLobby(), TICKS_TO_A_COPY);
        int kept = run.end();
        later(-3_600_000);
        run = start();
        tick(Objects.requireNonNull(run.directory.lobby()), TICKS_TO_A_COPY);
        assertTrue(run.end() > kept + 2 * TICK_RATE, "above every tick that can have been sent");
    }

    @Test
    void aMatchNearTheEndOfItsTicksIsRefusedWithASentence() throws Exception {
        Run run = start();
        tick(run.directory.openLobby(), TICKS_TO_A_COPY);
        run.end();
        long restarts = 0;
        while (printed.isEmpty()) {
            later(86_000_000);
            run = start();
            Room room = run.directory.lobby();
            if (room != null) {
                tick(room, TICKS_TO_A_COPY);
            }
            run.end();
            assertTrue(++restarts < 250, "it must be refused before its ticks overflow");
        }
        assertTrue(printed.get(0).contains("its ticks are too close to the last possible tick"), printed.toString());
        assertTrue(restarts > 190, "not earlier than necessary, but after " + restarts);
    }

    @Test
    void oneBadEntryOfAnyKindDoesNotStopAnotherRoom() throws Exception {
        Run run = start();
        tick(run.directory.openLobby(), TICKS_TO_A_COPY);
        run.end();
        Path kept = only(".checkpoint");
        String code = String.valueOf(kept.getFileName()).replace(".checkpoint", "");
        Files.createDirectories(folder.resolve("A.refused/inside"));
        Files.createDirectories(folder.resolve("B.checkpoint/inside"));
        Files.createDirectories(folder.resolve(code + ".refused/inside"));
        Files.createDirectories(folder.resolve("AA.unfinished/inside"));
        Files.copy(kept, folder.resolve("ZZZZ.checkpoint"));
        Files.writeString(folder.resolve("line\nbreak.checkpoint"), "damaged");
        for (int i = 0; i < 2_000; i++) {
            Files.writeString(folder.resolve("A" + i + ".checkpoint"), "damaged");
        }
        printed.clear();
        run = start();
        assertEquals(code, Objects.requireNonNull(run.directory.lobby()).code());
        run.end();
        assertEquals(1, run.directory.rooms().size());
        assertEquals(9, printed.size(), "some sentences, and the number of the others: " + printed);
        assertTrue(printed.get(8).contains("more messages were omitted"), printed.get(8));
        assertTrue(printed.stream().noneMatch(line -> line.contains("\n")), printed.toString());
        assertEquals(2_001, metrics.checkpoints.refusals.getLongValue(), "damaged ones and the one with another name");
    }

    @Test
    void aCheckpointThatCannotBeRenamedIsRefusedAndTheServerStarts() throws Exception {
        Files.createDirectories(folder.resolve("BCDF.refused/inside"));
        Files.writeString(folder.resolve("BCDF.checkpoint"), "damaged");
        Run run = start();
        assertNull(run.directory.lobby());
        assertTrue(printed.toString().contains("Room BCDF does not continue"), printed.toString());
        assertTrue(printed.toString().contains("cannot be renamed"), printed.toString());
        run.end();
    }

    @Test
    void theNumberOfContinuedRoomsIsLimited() throws Exception {
        Run run = start();
        List<Room> rooms = Stream.generate(run.directory::openLobby).limit(4).toList();
        rooms.forEach(room -> tick(room, TICKS_TO_A_COPY));
        run.end();
        run = start("--rooms", "3");
        assertEquals(3, run.directory.rooms().size());
        assertTrue(printed.toString().contains("the limit --rooms 3 is reached"), printed.toString());
        run.end();
    }

    /** Advances the clock that the next start reads. A copy is stamped with the clock of the machine. */
    private void later(long ms) {
        clockMs = System.currentTimeMillis() + ms;
    }

    private static void tick(Room room, int count) {
        long nowNs = System.nanoTime();
        for (int i = 0; i < count; i++) {
            nowNs += TICK_NS;
            room.tick(nowNs, true);
        }
    }

    private Path only(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            assertEquals(1, found.size());
            return found.get(0);
        }
    }

    private Run start(String... arguments) {
        return new Run(arguments);
    }

    /** A run of a server from start to kill, without its sockets. */
    private final class Run {
        final RoomDirectory directory;
        private final ServerOptions options = new ServerOptions();
        private final CheckpointedRooms kept;

        Run(String... arguments) {
            List<String> all = new ArrayList<>(List.of(
                    "--tick-rate=" + TICK_RATE,
                    "--checkpoint-age-s=86400",
                    "--checkpoints=" + folder,
                    "--seats=2",
                    "--bots=0"));
            all.addAll(List.of(arguments));
            new CommandLine(options).parseArgs(all.toArray(new String[0]));
            TickLoop neverStarted = new TickLoop("never started", TICK_RATE, metrics, deadlineNs -> {});
            directory = new RoomDirectory(options.roomSettings(), options.rooms(), metrics, List.of(neverStarted));
            kept = Objects.requireNonNull(
                    CheckpointedRooms.open(options, metrics.checkpoints, printed::add, () -> clockMs),
                    printed.toString());
            kept.restoreInto(directory);
            printed.removeIf(line -> line.contains(" after the restart; waiting for "));
            kept.start();
        }

        /** Kills the server once the newest copy is on the disk. Returns the latest tick of any room in the folder. */
        int end() throws Exception {
            assertTrue(kept.finish(30_000), "waiting copies are written");
            int newest = 0;
            try (CheckpointFolder opened = CheckpointFolder.open(folder)) {
                for (String room : opened.rooms(skipped -> {})) {
                    try {
                        StateImage image = opened.read(room, options.terms(), clockMs, Long.MAX_VALUE / 4)
                                .image();
                        newest = Math.max(newest, tickOf(image));
                    } catch (RefusedException e) {
                        // Not a file of this test.
                    }
                }
            }
            return newest;
        }

        private static int tickOf(StateImage image) {
            image.startReading(0);
            image.text("", 16);
            image.word(0);
            image.flag(false);
            image.flag(false);
            for (int orderAndSeed = 0; orderAndSeed < 4; orderAndSeed++) {
                image.word(0);
            }
            return image.tick(0);
        }
    }
}
