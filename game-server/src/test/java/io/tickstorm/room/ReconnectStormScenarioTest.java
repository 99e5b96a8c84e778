package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Measures the ticks in which half of a world of 500 loses its connections, and in which it returns. */
class ReconnectStormScenarioTest {
    private static final int PLAYERS = 500;
    private static final int RETURNING = PLAYERS / 2;
    private static final int WARM_TICKS = 300;
    private static final long TICK_NS = 1_000_000_000L / 30;

    private final Guest[] guests = new Guest[PLAYERS];
    private final RoomDirectory directory = directory();
    private final Room room = directory.openLobby();
    private long nowNs;

    @Test
    void manyResumesAtOnceAreAdmittedOverSeveralTicks() {
        joinAll();
        play(WARM_TICKS);
        for (int storm = 0; storm < 3; storm++) {
            storm(storm);
            play(30);
        }
    }

    private void storm(int number) {
        long calmNs = tickNs();
        for (int i = 0; i < RETURNING; i++) {
            guests[i].player.disconnected();
        }
        long lossNs = tickNs();
        for (int i = 0; i < RETURNING; i++) {
            guests[i] = resume(guests[i]);
        }
        int ticks = 0;
        long worstNs = 0;
        while (waiting() > 0) {
            int before = waiting();
            worstNs = Math.max(worstNs, tickNs());
            assertTrue(
                    before - waiting() <= RoomInbox.ADMISSIONS_PER_TICK,
                    "at most this number of first frames in one tick");
            assertTrue(++ticks <= 30, "within a second");
        }
        assertEquals((RETURNING + RoomInbox.ADMISSIONS_PER_TICK - 1) / RoomInbox.ADMISSIONS_PER_TICK, ticks);
        assertTrue(Arrays.stream(guests).allMatch(guest -> guest.first != null));
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.printf(
                    "storm %d: calm tick %d µs, tick of the loss %d µs, slowest with first frames %d µs, %d ticks, "
                            + "first frame %.0f B%n",
                    number, calmNs / 1000, lossNs / 1000, worstNs / 1000, ticks, firstBytes());
        }
    }

    private double firstBytes() {
        return Arrays.stream(guests)
                .limit(RETURNING)
                .mapToInt(guest -> guest.first == null ? 0 : guest.first.length)
                .average()
                .orElseThrow();
    }

    private int waiting() {
        return (int) Arrays.stream(guests).filter(guest -> guest.first == null).count();
    }

    private long tickNs() {
        nowNs += TICK_NS;
        int tick = room.environment().world().tick() + 1;
        for (int i = 0; i < PLAYERS; i++) {
            Player player = guests[i].player;
            player.recordReceipt(nowNs);
            if (guests[i].first != null) {
                int heading = i * 97 + tick * 40;
                int command = InputCommand.of(Fixed.cos(heading) >> 12, Fixed.sin(heading) >> 12, heading & 4095, 1);
                player.inputs().offer(tick, command, tick - 1, 0, nowNs);
            }
        }
        long startNs = System.nanoTime();
        room.tick(nowNs, true);
        return System.nanoTime() - startNs;
    }

    private void play(int ticks) {
        for (int i = 0; i < ticks; i++) {
            tickNs();
        }
    }

    private void joinAll() {
        for (int i = 0; i < PLAYERS; i++) {
            guests[i] = new Guest(nowNs);
            enter(guests[i], new JoinRequest("P" + i, "", false, JoinRequest.Resume.NONE, false));
        }
        while (waiting() > 0) {
            tickNs();
        }
    }

    private Guest resume(Guest before) {
        Guest guest = new Guest(nowNs);
        Welcome welcome = before.welcome();
        JoinRequest.Resume held = new JoinRequest.Resume(
                welcome.getResumeToken(), room.environment().world().tick() - 1, 0, 0, 0, welcome.getEpoch());
        enter(guest, new JoinRequest("P", "", false, held, false));
        return guest;
    }

    private void enter(Guest guest, JoinRequest request) {
        assertNull(directory.join(request, guest.player, entered -> {}));
    }

    private static RoomDirectory directory() {
        ServerMetrics metrics = new ServerMetrics();
        RoomSettings settings = new RoomSettings(30, PLAYERS, 0, 5, 60_000, 10_000, 30_000, 30_000);
        return new RoomDirectory(
                settings, 1, metrics, List.of(new TickLoop("never started", 30, metrics, deadlineNs -> {})));
    }

    /** Stores only the bytes of the first frame. */
    private static final class Guest implements Outbox {
        final Player player;
        byte @Nullable [] first;

        Guest(long nowNs) {
            player = new Player(this, false, nowNs);
        }

        Welcome welcome() {
            try {
                return ServerFrame.parseFrom(first == null ? ByteString.EMPTY.toByteArray() : first)
                        .getWelcome();
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public int offer(byte[] frame, int length) {
            first = first == null ? Arrays.copyOf(frame, length) : first;
            return length;
        }

        @Override
        public void close(CloseReason reason) {
            throw new AssertionError(reason.sentence());
        }
    }
}
