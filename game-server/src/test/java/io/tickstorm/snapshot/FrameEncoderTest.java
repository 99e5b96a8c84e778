package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FrameEncoderTest {
    private final ArenaMap map = new ArenaMap(3200 * Fixed.ONE, new int[3][0], new int[2][0]);
    private final World world = new World(new Rules(30), map, 1, 4);
    private final VersionedCells cells = new VersionedCells(world);
    private final Roster roster = new Roster(4);
    private final ChatLog chat = new ChatLog();
    private final FrameEncoder encoder = new FrameEncoder(world, cells, roster, chat);
    private final Recipient recipient = new Recipient();
    private final Ships ships = world.ships();

    @BeforeEach
    void oneShip() {
        world.seat(0);
        roster.enter(0, "Ada", 1, false);
        recipient.follow(0);
    }

    @Test
    void theFirstFrameHasNoBaselineAndContainsEverything() {
        ServerFrame frame = next();
        assertEquals(1, frame.getTick());
        assertEquals(0, frame.getSinceAge());
        assertNotEquals(0, frame.getView());
        assertEquals(1, frame.getSegmentsCount());
        assertEquals(100 | 50 << 7 | 0b111 << 14, frame.getVitals());
        assertTrue(frame.hasRoster() && frame.hasRound());
    }

    @Test
    void aFrameWithoutChangesIsOnlyAHeader() {
        next();
        ServerFrame frame = next();
        assertEquals(1, frame.getSinceAge());
        assertTrue(frame.getSerializedSize() <= 8, frame::toString);
    }

    @Test
    void theOwnHashIsNeverZeroAndAbsentWhileDead() {
        assertTrue((next().getOwnHash() & 1 << 16) != 0);
        ships.alive[0] = false;
        ships.respawnTick[0] = 100;
        ServerFrame frame = next();
        assertEquals(0, frame.getOwnHash());
        assertEquals(0, frame.getVitals() & 1 << 14, "sent as dead");
        assertNotEquals(0, frame.getVitals());
    }

    @Test
    void theViewStaysWhereTheShipDied() {
        next();
        int view = recipient.view();
        world.unseat(0);
        next();
        assertEquals(view, recipient.view());
    }

    @Test
    void aSpectatorSeesTheMiddle() {
        recipient.follow(Ships.NOBODY);
        ServerFrame frame = next();
        assertEquals(0, frame.getOwnHash());
        assertEquals(0, frame.getVitals());
        assertEquals(1, recipient.view() & 0x1FF, "800 u is in column 1");
    }

    @Test
    void theOwnStateIsSentOnceWithTheHighestCause() {
        next();
        recipient.correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
        recipient.disturb(Ships.IMPULSE);
        ServerFrame frame = next();
        assertEquals(CorrectionCause.CORRECTION_CAUSE_IMPULSE, frame.getOwn().getCause());
        assertEquals(ships.x[0], frame.getOwn().getX());
        assertFalse(next().hasOwn());
    }

    @Test
    void answersAreSentOnce() {
        recipient.pong(1L << 40);
        recipient.error(ErrorCode.ERROR_CODE_BAD_CHAT, "too long", 0);
        recipient.welcome(
                Welcome.newBuilder().setRoom("ABCD").build().toByteArray(),
                Welcome.newBuilder().setSeats(4).build().toByteArray());
        ServerFrame frame = next();
        assertEquals(1L << 40, frame.getPong().getSentUs());
        assertEquals("too long", frame.getError().getMessage());
        assertEquals("ABCD", frame.getWelcome().getRoom());
        frame = next();
        assertFalse(frame.hasPong() || frame.hasError() || frame.hasWelcome());
    }

    @Test
    void aPongOfZeroIsStillAPong() {
        recipient.pong(0);
        assertTrue(next().hasPong());
    }

    @Test
    void aClientThatWasSkippedTooLongGetsAFullFrame() {
        next();
        skip(64);
        assertEquals(64, next(false).getSinceAge());
        skip(65);
        ServerFrame frame = next(false);
        assertEquals(0, frame.getSinceAge());
        assertNotEquals(0, frame.getView(), "the view is sent again");
        assertNotEquals(0, frame.getVitals());
        assertTrue(frame.hasRound());
        assertFalse(frame.hasRoster(), "the roster outlives the gap");
    }

    @Test
    void aTickHasOneFrameForAClient() {
        next();
        assertThrows(AssertionError.class, () -> encoder.encode(recipient));
    }

    private ServerFrame next() {
        return next(true);
    }

    private void skip(int ticks) {
        for (int i = 0; i < ticks; i++) {
            step();
        }
    }

    private void step() {
        world.step(new int[4]);
        cells.observe();
        roster.observe(world);
        encoder.beginTick();
    }

    private ServerFrame next(boolean afterStep) {
        if (afterStep) {
            step();
        }
        int length = encoder.encode(recipient);
        try {
            return ServerFrame.parseFrom(ByteString.copyFrom(encoder.bytes(), 0, length));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
