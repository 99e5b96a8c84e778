package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.metrics.ServerMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests a loop whose process is stopped in the middle of a turn, as SIGSTOP does: its guard refuses from then on. */
class TickLoopTest {
    private static final int TICK_RATE = 128;
    /** All rooms of a phase are asked once for the room and once for the tick. */
    private static final int ALLOWED_QUESTIONS = 5;

    private final ServerMetrics metrics = new ServerMetrics();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger ticked = new AtomicInteger();
    private final AtomicInteger flushes = new AtomicInteger();

    private final TickGuard guard = new TickGuard() {
        @Override
        public boolean mayTick(long nowNs) {
            return questions.incrementAndGet() <= ALLOWED_QUESTIONS;
        }

        @Override
        public void ticked(String room, int epoch, int tick) {
            ticked.incrementAndGet();
        }
    };

    @Test
    void aStopInTheMiddleOfATurnFreezesTheOtherRoomsAndSendsNothing() {
        TickLoop loop = new TickLoop("stopped", TICK_RATE, metrics, deadlineNs -> flushes.incrementAndGet(), guard);
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rooms.add(room());
            loop.add(rooms.get(i));
        }
        loop.start(ended -> {});
        Await.until("several turns", () -> questions.get() > 200);
        loop.stopSoon();
        int ticks = rooms.stream().mapToInt(Room::tickNumber).sum();
        assertEquals(ALLOWED_QUESTIONS / 2, ticks, "rooms that were asked after the stop stand still");
        assertEquals(ticks, ticked.get());
        assertTrue(flushes.get() == 0, flushes + " flushes");
    }

    private Room room() {
        RoomSettings settings = new RoomSettings(TICK_RATE, 2, 0, 3, 60_000, 10_000, 30_000, 30_000);
        return new Room(new RoomIdentity("ROOM", 1, true, true), settings, new RoomTest.NoTokens(), metrics);
    }
}
