package io.tickstorm.load.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.tickstorm.kit.SendSchedule;
import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.RosterUpdate;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests the fields that a player reads from frames, and its use of their times, in virtual time. */
class PlayerTimingScenarioTest {
    private static final long MS = 1_000_000;
    private static final long INTERVAL_NS = 33_333_333;

    @Test
    void readsTheSameFieldsAsTheGeneratedClasses() {
        FrameFields fields = new FrameFields();
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            ServerFrame frame = frame(random);
            byte[] bytes = frame.toByteArray();
            assertTrue(fields.read(ByteBuffer.wrap(bytes), 0, bytes.length));
            assertEquals(frame.getTick(), fields.tick);
            assertEquals(frame.getInputMargin(), fields.inputMargin);
            assertEquals(frame.getOwnHash(), fields.ownHash);
            assertEquals(frame.getRoster().getVersion(), fields.rosterVersion);
            int lines = frame.getChatCount();
            assertEquals(lines == 0 ? 0 : frame.getChat(lines - 1).getSequence(), fields.chatSequence);
            assertEquals(frame.hasWelcome() ? frame.getWelcome().getSerializedSize() : -1, fields.welcomeLength);
            assertEquals(frame.hasError() ? frame.getError().getSerializedSize() : -1, fields.errorLength);
        }
    }

    @Test
    void refusesACutFrameAndDoesNotReadBeyondIt() {
        FrameFields fields = new FrameFields();
        byte[] bytes = ServerFrame.newBuilder()
                .setTick(100_000)
                .addSegments(ByteString.copyFrom(new byte[40]))
                .setWelcome(Welcome.newBuilder().setRoom("ABCD"))
                .build()
                .toByteArray();
        int whole = 0;
        for (int length = 0; length < bytes.length; length++) {
            whole += fields.read(ByteBuffer.wrap(bytes, 0, length), 0, length) ? 1 : 0;
        }
        assertEquals(3, whole, "only at the ends of its fields: empty, after the tick, after the segment");
    }

    @Test
    void ageIsCountedFromTheFastestSnapshotOfAnyPlayerInTheRoom() {
        RoomClock clock = new RoomClock(INTERVAL_NS);
        long elsewhereNs = -77_000 * MS;
        clock.arrived(10, elsewhereNs + 10 * INTERVAL_NS + 5 * MS);
        clock.arrived(11, elsewhereNs + 11 * INTERVAL_NS + 2 * MS);
        long nowNs = elsewhereNs + 12 * INTERVAL_NS + 9 * MS;
        clock.arrived(12, nowNs);
        assertEquals(7 * MS, clock.ageNs(12, nowNs), "independent of the server's clock");
        assertEquals(12 + 7.0 * MS / INTERVAL_NS, clock.tickAt(nowNs), 1e-9);
    }

    @Test
    void aBaselineIsForgottenAfterAMinute() {
        RoomClock clock = new RoomClock(INTERVAL_NS);
        clock.arrived(0, 0);
        for (int tick = 30; tick <= 30 * 90; tick += 30) {
            clock.arrived(tick, tick * INTERVAL_NS + 4 * MS);
        }
        long nowNs = 2_730 * INTERVAL_NS + 4 * MS;
        clock.arrived(2_730, nowNs);
        assertEquals(0, clock.ageNs(2_730, nowNs), "the server's clock has drifted by 4 ms");
    }

    @Test
    void theLeadGrowsUntilInputsArriveInTimeAndShrinksAgain() {
        InputLead lead = new InputLead(0, 1);
        double aheadTicks = fly(lead, lead.startTicks(), 4.7, 500);
        assertEquals(0.4, aheadTicks - 4.7, 0.31, "from the wanted margin to the end of the slack");
        aheadTicks = fly(lead, aheadTicks, 1.2, 500);
        assertEquals(0.4, aheadTicks - 1.2, 0.31, "the latency has decreased");
    }

    @Test
    void aPlayerLateByLessThanATickSendsEarlierByThatTime() {
        InputLead lead = new InputLead(0, 1);
        double aheadTicks = fly(lead, 1.25, 1.375, 8);
        assertEquals(
                1.25 + 0.225, aheadTicks, 1e-9, "an eighth of a tick does not add a whole tick: the margin is a tenth");
        assertEquals(0, lead.takeShiftTicks(), "sent once");
    }

    @Test
    void aPlayerWhoIsEarlySendsLaterInStepsUntilTheSlackRemains() {
        InputLead lead = new InputLead(0, 0.5);
        double aheadTicks = fly(lead, 1.25 + 1, 1.25, 8);
        assertEquals(1.25 + 1 - 0.25, aheadTicks, 1e-9, "at most a quarter at once, because a clock must not jump");
        aheadTicks = fly(lead, aheadTicks, 1.25, 500);
        assertEquals(0.1 + 0.3, aheadTicks - 1.25, 1 / 16.0, "half of the slack is this player's share");
    }

    @Test
    void aPlayerWithAFixedPhaseMovesItsStampByWholeTicksOnly() {
        InputLead lead = InputLead.ofWholeTicks(0);
        double aheadTicks = fly(lead, lead.startTicks(), 4.95, 500);
        assertEquals(6, aheadTicks, "a margin of 0.05 ticks is too small");
        aheadTicks = fly(lead, aheadTicks, 1.75, 500);
        assertEquals(2, aheadTicks, "the latency has decreased");
    }

    /** Checks that a few late inputs in a hundred do not change the lead. */
    @Test
    void aRareDelayDoesNotChangeTheLead() {
        InputLead lead = new InputLead(0, 1);
        for (int tick = 0; tick < 6_400; tick++) {
            lead.margin(tick % 64 == 40 ? -30 : 8, tick, tick + 1);
            assertEquals(0, lead.takeSteps());
            assertEquals(0, lead.takeShiftTicks());
        }
    }

    /** Returns how far ahead inputs are stamped after these ticks, if {@code needed} ticks are necessary. */
    private static double fly(InputLead lead, double aheadTicks, double needed, int ticks) {
        double ahead = aheadTicks;
        for (int tick = 0; tick < ticks; tick++) {
            int margin = (int) Math.round(16 * (ahead - needed));
            lead.margin(margin == 0 ? 1 : margin, tick, tick + 4);
            ahead += lead.takeSteps() + lead.takeShiftTicks();
        }
        return ahead;
    }

    @Test
    void aFrameWithoutAMarginChangesNothing() {
        InputLead lead = new InputLead(2, 1);
        for (int tick = 0; tick < 500; tick++) {
            lead.margin(0, tick, tick);
        }
        assertEquals(0, lead.takeSteps());
        assertEquals(0, lead.takeShiftTicks());
    }

    @Test
    void inputsOfAllPlayersAreEvenlySpacedUntilOneMovesItsPhase() {
        SendSchedule row = new SendSchedule(4, 7 * MS, 40 * MS);
        for (int i = 0; i < 12; i++) {
            assertEquals(i % 4, row.client());
            assertEquals((7 + 10L * i) * MS, row.plannedNs());
            row.next(row.client() == 3 && i > 8 ? 15 * MS : 0);
        }
        int[] order = new int[5];
        for (int i = 0; i < 5; i++) {
            order[i] = row.client();
            row.next(i == 1 ? -17 * MS : 0);
        }
        assertArrayEquals(new int[] {0, 1, 3, 2, 0}, order, "the last sends 15 ms earlier");
        for (int i = 0; i < 5; i++) {
            order[i] = row.client();
            row.next(0);
        }
        assertArrayEquals(new int[] {3, 2, 1, 0, 3}, order, "the second sends 17 ms later");
    }

    @Test
    void countsOnlyInputsOfTheCountedTime() {
        Figures figures = new Figures();
        figures.window(100 * MS, 200 * MS);
        assertFalse(figures.counts(99 * MS));
        figures.acknowledged(99 * MS, 150 * MS);
        figures.acknowledged(150 * MS, 400 * MS);
        figures.acknowledged(200 * MS, 201 * MS);
        figures.unacknowledged(199 * MS, 1_199 * MS);
        figures.frame(100, 3, 33 * MS, 2 * MS, 150 * MS);
        figures.frame(100, 1, 33 * MS, 2 * MS, 250 * MS);
        assertEquals(2, figures.inputToAcknowledgeUs.getTotalCount());
        assertEquals(
                250,
                Figures.ms(figures.inputToAcknowledgeUs, 50),
                1,
                "counted by its planned time, even if the answer is late");
        assertEquals(1_000, Figures.ms(figures.inputToAcknowledgeUs, 100), 1, "without an answer: the time waited");
        assertEquals(1, figures.counts().frames);
        assertEquals(2, figures.counts().skippedFrames);
    }

    private static ServerFrame frame(Random random) {
        ServerFrame.Builder frame = ServerFrame.newBuilder()
                .setTick(random.nextInt() >>> random.nextInt(32))
                .setSinceAge(random.nextInt(64))
                .setInputMargin(random.nextInt(200) - 100)
                .setOwnHash(random.nextInt())
                .addSegments(ByteString.copyFrom(new byte[random.nextInt(400)]));
        if (random.nextInt(3) == 0) {
            frame.setRoster(RosterUpdate.newBuilder()
                    .setVersion(random.nextInt(1 << 20))
                    .addEntries(RosterEntry.newBuilder().setId(8).setName("x")));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            frame.addChat(
                    ChatLine.newBuilder().setSequence(random.nextInt(1 << 20)).setText("hi"));
        }
        if (random.nextInt(4) == 0) {
            frame.setWelcome(Welcome.newBuilder().setRoom("ABCD").setTickRate(30));
        }
        if (random.nextInt(4) == 0) {
            frame.setError(
                    Error.newBuilder().setCode(ErrorCode.ERROR_CODE_FLOOD).setMessage("too many"));
        }
        return frame.build();
    }
}
