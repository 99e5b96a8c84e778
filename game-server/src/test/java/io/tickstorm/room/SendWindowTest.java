package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.SendWindow.Verdict;
import io.tickstorm.sim.InputCommand;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private static final long MS = 1_000_000;
    private static final long TICK_NS = 33 * MS;
    private final SendWindow window = new SendWindow(TICK_NS);
    private int tick;

    @Test
    void startsWithTheInitialWindowOfTcp() {
        int sent = 0;
        while (window.verdict(sent * TICK_NS) == Verdict.SEND) {
            window.sent(++sent, 1_000, sent * TICK_NS);
        }
        assertEquals(14, sent);
        assertEquals(14_000, window.inFlightBytes());
    }

    @Test
    void oneFrameMayAlwaysBeInFlight() {
        window.sent(1, 1_000_000, 0);
        assertEquals(Verdict.WINDOW_FULL, window.verdict(TICK_NS));
        window.acknowledged(1, 5_000 * MS);
        assertEquals(Verdict.SEND, window.verdict(5_000 * MS));
    }

    @Test
    void neverHasMoreFramesInFlightThanItStores() {
        for (int sent = 0; sent < 256; sent++) {
            assertEquals(Verdict.SEND, window.verdict(sent * TICK_NS));
            window.sent(sent + 1, 1, sent * TICK_NS);
        }
        assertEquals(Verdict.WINDOW_FULL, window.verdict(256 * TICK_NS));
        window.acknowledged(1, 256 * TICK_NS);
        assertEquals(255, window.inFlightBytes());
    }

    @Test
    void storesEachFrameInFlight() {
        int acknowledged = 0;
        for (int sent = 1; sent <= 220; sent++) {
            window.sent(sent, 1, sent * TICK_NS);
            acknowledged += sent % 5 == 0 && sent <= 60 ? 4 : 0;
            window.acknowledged(acknowledged, sent * TICK_NS);
        }
        for (long nowNs = 221 * TICK_NS; acknowledged < 220; acknowledged++) {
            window.acknowledged(acknowledged, nowNs);
            assertEquals(220 - acknowledged, window.inFlightBytes());
            assertEquals(nowNs - (acknowledged + 1) * TICK_NS, window.unacknowledgedNs(nowNs));
        }
        window.acknowledged(220, 222 * TICK_NS);
        assertEquals(0, window.inFlightBytes());
    }

    @Test
    void reportsTheAgeOfTheOldestFrameInFlight() {
        assertEquals(0, window.unacknowledgedNs(7 * MS));
        window.sent(1, 100, 10 * MS);
        window.sent(2, 100, 20 * MS);
        assertEquals(20 * MS, window.unacknowledgedNs(30 * MS));
        window.acknowledged(1, 30 * MS);
        assertEquals(10 * MS, window.unacknowledgedNs(30 * MS));
        window.acknowledged(99, 40 * MS);
        assertEquals(0, window.unacknowledgedNs(50 * MS));
    }

    /** Uses a link that delivers 15 of the 30 frames a second offered to it. */
    @Test
    void measuresTheRoundTripOnAnEmptyPathWhereItLimits() {
        Queue<long[]> onTheirWay = new ArrayDeque<>();
        int probes = 0;
        boolean probing = false;
        long arrivalNs = 0;
        for (long nowNs = 0; nowNs < 29_000 * MS; nowNs += TICK_NS) {
            while (!onTheirWay.isEmpty() && onTheirWay.element()[0] <= nowNs) {
                long[] frame = onTheirWay.remove();
                window.acknowledged((int) frame[1], frame[0]);
            }
            Verdict verdict = window.verdict(nowNs);
            probes += verdict == Verdict.PROBING && !probing ? 1 : 0;
            probing = verdict == Verdict.PROBING;
            if (verdict == Verdict.SEND) {
                window.sent(++tick, 3_000, nowNs);
                arrivalNs = Math.max(arrivalNs + 2 * TICK_NS, nowNs + 100 * MS);
                onTheirWay.add(new long[] {arrivalNs, tick});
            }
        }
        assertEquals(3, probes);
    }

    @Test
    void aBusyServerIsNotASlowLink() {
        int skipped = skippedByABusyServer(0);
        assertTrue(skipped > 20, "without credit it blames the link: " + skipped + " of 300 frames skipped");
        assertEquals(0, skippedByABusyServer(120 * MS));
    }

    @Test
    void aShortOrVeryLongDelayWidensTheWindowLittle() {
        assertEquals(skippedByABusyServer(0), skippedByABusyServer(TICK_NS / 2), "half a tick is usual");
        assertEquals(
                skippedByABusyServer(4 * TICK_NS), skippedByABusyServer(3_600_000 * MS), "credit ends at three ticks");
    }

    /** Returns the skipped frames of 300, on a link of 5 ms whose acknowledgements the server reads 120 ms late. */
    private static int skippedByABusyServer(long creditedNs) {
        SendWindow busy = new SendWindow(TICK_NS);
        busy.creditDelay(creditedNs);
        Queue<long[]> unread = new ArrayDeque<>();
        int skipped = 0;
        for (int frame = 1; frame <= 300; frame++) {
            long nowNs = frame * TICK_NS;
            while (!unread.isEmpty() && unread.element()[0] <= nowNs) {
                long[] acknowledged = unread.remove();
                busy.acknowledged((int) acknowledged[1], acknowledged[0]);
            }
            if (busy.verdict(nowNs) == Verdict.SEND) {
                busy.sent(frame, 300, nowNs);
                unread.add(new long[] {nowNs + 5 * MS + (frame < 30 ? 0 : 120 * MS), frame});
            } else {
                skipped++;
            }
        }
        return skipped;
    }

    @Test
    void aReaderOfNothingThatAcknowledgesAllIsClosedAfterTenSeconds() {
        assertEquals(303, ticksUntilSilent(true), 3, "ticks of 33 ms");
    }

    @Test
    void aSenderThatAcknowledgesNothingIsClosedAfterTenSeconds() {
        assertEquals(303, ticksUntilSilent(false), 3, "ticks of 33 ms");
    }

    private static int ticksUntilSilent(boolean pretends) {
        Room room = new Room(
                new RoomIdentity("ROOM", 77, true, true),
                new RoomSettings(30, 2, 0, 5, 60_000, 10_000, 30_000, 30_000),
                new RoomTest.NoTokens(),
                new ServerMetrics());
        MemoryOutbox outbox = new MemoryOutbox();
        Player player = new Player(outbox, false, 0);
        room.counter().reserve();
        room.post(new RoomCommand.Enter(player, new JoinRequest("Ada", "", false, JoinRequest.Resume.NONE, false)));
        int ticks = 0;
        while (outbox.closed == null && ticks < 400) {
            long nowNs = ++ticks * TICK_NS;
            player.recordReceipt(nowNs);
            player.inputs().offer(ticks + 1, InputCommand.of(0, 0, 0, 0), pretends ? ticks : 0, 0, nowNs);
            outbox.stuck = pretends && ticks > 1;
            room.tick(nowNs, true);
        }
        assertEquals(CloseReason.SILENT, outbox.closed);
        return ticks;
    }
}
