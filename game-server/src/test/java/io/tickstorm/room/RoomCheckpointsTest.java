package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tickstorm.Await;
import io.tickstorm.checkpoint.CheckpointFolder;
import io.tickstorm.checkpoint.CheckpointWriter;
import io.tickstorm.checkpoint.Terms;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.StateImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the ticks in which a room is copied, and the cost of a copy for its thread. */
class RoomCheckpointsTest {
    private static final int TICK_RATE = 30;
    private static final int EVERY_TICKS = 2 * TICK_RATE;
    private static final int SOON_TICKS = TICK_RATE / 5 + 2;
    private static final long TICK_NS = 1_000_000_000L / TICK_RATE;
    private static final int ALLOCATED_BYTES_MAX = 1_024;

    @TempDir
    Path folder = Path.of("");

    private final ServerMetrics metrics = new ServerMetrics();
    private CheckpointFolder opened;
    private CheckpointWriter writer;
    private long nowNs;

    @BeforeEach
    void open() throws IOException {
        opened = CheckpointFolder.open(folder);
        writer = new CheckpointWriter(opened, new Terms(TICK_RATE, 4, 4, 5, 0), 3, metrics.checkpoints, sentence -> {});
    }

    @AfterEach
    void close() throws IOException {
        opened.close();
    }

    @Test
    void keepsARoomWithPeopleEveryTwoSeconds() throws InterruptedException {
        writer.start();
        Room room = directory(4, 0).openLobby();
        enter(room);
        for (int copies = 1; copies <= 5; copies++) {
            tick(room, EVERY_TICKS);
            awaitWrites(copies);
        }
        assertTrue(writer.finish(30_000));
        assertEquals(5, metrics.checkpoints.writesSoFar());
    }

    @Test
    void keepsADesertedRoomOnceAndThenWritesNothing() throws InterruptedException {
        writer.start();
        Room room = directory(4, 2).openLobby();
        tick(room, EVERY_TICKS);
        awaitWrites(1);
        tick(room, 10 * EVERY_TICKS);
        assertTrue(writer.finish(30_000));
        assertEquals(1, metrics.checkpoints.writesSoFar());
        assertEquals(0, metrics.checkpoints.delays.getLongValue());
    }

    @Test
    void aNewTokenIsKeptSoon() throws InterruptedException {
        writer.start();
        Room room = directory(4, 0).openLobby();
        enter(room);
        tick(room, SOON_TICKS);
        awaitWrites(1);
        enter(room);
        tick(room, SOON_TICKS);
        awaitWrites(2);
        assertTrue(writer.finish(30_000));
    }

    @Test
    void aTokenNewerThanTheNewestCopyIsReturnedAsPresented() {
        Room room = directory(4, 0).openLobby();
        MemoryOutbox first = new MemoryOutbox();
        enter(room, first);
        tick(room, 1);
        Welcome given = first.frames.get(0).getWelcome();
        MemoryOutbox second = new MemoryOutbox();
        post(room, second, new JoinRequest.Resume(given.getResumeToken(), 1, 0, 0, 0, given.getEpoch()));
        tick(room, 1);
        Welcome again = second.frames.get(0).getWelcome();
        assertTrue(again.getResumed());
        assertEquals(given.getResumeToken(), again.getResumeToken(), "the writer does not run");
    }

    @Test
    void aHangingDiskDelaysTheNextCopyButNoTick() {
        Room room = directory(4, 0).openLobby();
        enter(room);
        tick(room, 3 * EVERY_TICKS);
        assertTrue(metrics.checkpoints.delays.getLongValue() > EVERY_TICKS / 2, "the writer does not run");
        assertEquals(3 * EVERY_TICKS, room.environment().world().tick());
    }

    @Test
    void aCopyOfTwoHundredShipsAllocatesAlmostNothing() {
        Room room = directory(200, 0).openLobby();
        for (int i = 0; i < 200; i++) {
            enter(room);
        }
        tick(room, 300);
        StateImage image = new StateImage();
        copy(room, image, 2_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        long startNs = System.nanoTime();
        copy(room, image, 1_000);
        long tookNs = System.nanoTime() - startNs;
        long bytes = (threads.getThreadAllocatedBytes(thread) - before) / 1_000;
        assertTrue(bytes <= ALLOCATED_BYTES_MAX, bytes + " B a copy");
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.printf(
                    "a copy of 200 ships: %.1f µs, %d bytes, %d B allocated%n",
                    tookNs / 1e6, image.length() * Integer.BYTES, bytes);
        }
    }

    private static void copy(Room room, StateImage image, int times) {
        for (int i = 0; i < times; i++) {
            image.startWriting();
            room.environment()
                    .identity()
                    .write(image, room.environment().settings().seed());
            room.transfer(image);
        }
    }

    private RoomDirectory directory(int seats, int bots) {
        RoomSettings settings = new RoomSettings(TICK_RATE, seats, bots, 5, 600_000, 600_000, 30_000, 30_000);
        TickLoop neverStarted = new TickLoop("never started", TICK_RATE, metrics, deadlineNs -> {});
        RoomDirectory directory = new RoomDirectory(settings, 3, metrics, List.of(neverStarted));
        directory.keepBy(writer);
        return directory;
    }

    private void enter(Room room) {
        MemoryOutbox outbox = new MemoryOutbox();
        outbox.stuck = true;
        enter(room, outbox);
    }

    private void enter(Room room, MemoryOutbox outbox) {
        assertTrue(room.counter().reserve());
        post(room, outbox, JoinRequest.Resume.NONE);
        assertNull(outbox.closed);
    }

    private void post(Room room, MemoryOutbox outbox, JoinRequest.Resume resume) {
        Player player = new Player(outbox, false, nowNs);
        room.post(new RoomCommand.Enter(player, new JoinRequest("P", "", false, resume, false)));
    }

    private void tick(Room room, int count) {
        for (int i = 0; i < count; i++) {
            nowNs += TICK_NS;
            room.tick(nowNs, true);
        }
    }

    private void awaitWrites(long count) {
        // A copy is free again before its write is counted.
        Await.until("checkpoint " + count, () -> metrics.checkpoints.writesSoFar() >= count);
    }
}
