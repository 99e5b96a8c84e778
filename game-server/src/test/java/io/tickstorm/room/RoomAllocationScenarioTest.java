package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * Measures the allocation of the tick thread in {@code Room.tick}, for 200 fighting players.
 */
class RoomAllocationScenarioTest {
    private static final int PLAYERS = 200;
    private static final int WARM_TICKS = 3_000;
    private static final int TICKS = 1_000;
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final int BYTES_MAX = 16;

    private final Player[] players = new Player[PLAYERS];
    private final NoOutbox outbox = new NoOutbox();
    private int random = 1;

    @Test
    void aTickAllocatesAtMostSixteenBytesPerPlayer() {
        Room room = openRoom();
        run(room, 1, WARM_TICKS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        run(room, WARM_TICKS + 1, TICKS);
        double perPlayer = (double) (threads.getThreadAllocatedBytes(thread) - before) / PLAYERS / TICKS;
        assertTrue(outbox.frames > (long) PLAYERS * TICKS, "all players got frames");
        assertTrue(perPlayer <= BYTES_MAX, perPlayer + " B per player and tick");
    }

    private Room openRoom() {
        int hourMs = 3_600_000;
        RoomSettings settings = new RoomSettings(30, PLAYERS, 0, 5, hourMs, hourMs, hourMs, hourMs);
        Room room = new Room(
                new RoomIdentity("ROOM", 1, true, false), settings, new RoomTest.NoTokens(), new ServerMetrics());
        for (int i = 0; i < PLAYERS; i++) {
            players[i] = new Player(outbox, false, 0);
            room.counter().reserve();
            JoinRequest request = new JoinRequest("P" + i, "", false, JoinRequest.Resume.NONE, false);
            room.post(new RoomCommand.Enter(players[i], request));
        }
        return room;
    }

    private void run(Room room, int firstTick, int ticks) {
        for (int tick = firstTick; tick < firstTick + ticks; tick++) {
            long nowNs = tick * TICK_NS;
            for (int i = 0; i < PLAYERS; i++) {
                random = Fixed.nextRandom(random);
                int heading = (random >>> 24) + i * 97 + tick;
                int buttons = random >>> 28 & Weapon.BUTTONS;
                int command = InputCommand.of(Fixed.cos(heading) >> 12, Fixed.sin(heading) >> 12, heading * 3, buttons);
                players[i].recordReceipt(nowNs);
                players[i].inputs().offer(tick, command, tick - 1, 40, nowNs);
            }
            room.tick(nowNs, true);
        }
    }

    private static final class NoOutbox implements Outbox {
        long frames;

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public int offer(byte[] frame, int length) {
            frames++;
            return length;
        }

        @Override
        public void close(CloseReason reason) {
            throw new AssertionError(reason.sentence());
        }
    }
}
