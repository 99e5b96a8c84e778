package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.net.session.Session;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.OwnState;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.room.MemoryOutbox;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import io.tickstorm.sim.InputCommand;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stops and continues the process, under the test's own clock. The players' clocks continue meanwhile: their inputs
 * arrive together, for ticks far ahead, or their connections are lost and they reconnect.
 */
class ServerStallScenarioTest {
    private static final int LEAD_TICKS = 3;

    private final ServerMetrics metrics = new ServerMetrics();
    private final ClientMessage scratch = new ClientMessage();
    private long nowNs;

    static Stream<Arguments> stalls() {
        return Stream.of(1_500, 3_500, 8_000, 20_000)
                .flatMap(ms -> Stream.of(10, 30, 60, 128)
                        .flatMap(rate -> Stream.of(true, false).map(kept -> Arguments.of(ms, rate, kept))));
    }

    @ParameterizedTest(name = "{0} ms at {1} Hz, connection kept: {2}")
    @MethodSource("stalls")
    void allPlayersContinueAfterAStall(int stallMs, int tickRate, boolean isKept) {
        RoomDirectory directory = new RoomDirectory(
                new RoomSettings(tickRate, 4, 0, 5, 60_000, 10_000, 30_000, 30_000),
                1,
                metrics,
                List.of(new TickLoop("never started", tickRate, metrics, deadlineNs -> {})));
        Room room = directory.openLobby();
        MemoryOutbox outbox = new MemoryOutbox();
        Session session = session(directory, outbox);
        deliver(session, ClientFrame.newBuilder().setJoin(Join.newBuilder().setName("Ada")));
        play(room, session, outbox, tickRate, tickRate);
        Welcome welcome = outbox.frames.get(0).getWelcome();
        int frames = outbox.frames.size();
        long stallNs = stallMs * 1_000_000L;
        int clock = room.tickNumber() + LEAD_TICKS;
        nowNs += stallNs;
        if (isKept) {
            session.creditStall(stallNs);
        } else {
            session.disconnected();
            outbox = new MemoryOutbox();
            session = session(directory, outbox);
            deliver(
                    session,
                    ClientFrame.newBuilder()
                            .setJoin(Join.newBuilder()
                                    .setName("Ada")
                                    .setResumeToken(welcome.getResumeToken())
                                    .setEpoch(welcome.getEpoch())));
            frames = 0;
        }
        for (int late = stallMs * tickRate / 1_000, i = 0; isKept && i < late; i++) {
            deliver(session, input(++clock, LEAD_TICKS + i));
        }
        room.resumeAfterStall(nowNs);
        play(room, session, outbox, tickRate, 2 * tickRate);
        assertNull(outbox.closed);
        assertEquals(2 * tickRate, outbox.frames.size() - frames, 1, "a frame each tick");
        OwnState own = newestOwnState(session, room, outbox, tickRate);
        assertNotEquals(0, own.getVelocityX(), "and inputs are applied");
    }

    private OwnState newestOwnState(Session session, Room room, MemoryOutbox outbox, int tickRate) {
        deliver(
                session,
                ClientFrame.newBuilder().setStateRequest(io.tickstorm.proto.v1.StateRequest.getDefaultInstance()));
        play(room, session, outbox, tickRate, 2);
        return outbox.frames.stream()
                .filter(ServerFrame::hasOwn)
                .reduce((one, other) -> other)
                .orElseThrow()
                .getOwn();
    }

    /** The client answers each frame with an input for a tick a little ahead of it. */
    private void play(Room room, Session session, MemoryOutbox outbox, int tickRate, int ticks) {
        for (int i = 0; i < ticks; i++) {
            nowNs += 1_000_000_000L / tickRate;
            if (!outbox.frames.isEmpty()) {
                deliver(session, input(outbox.last().getTick() + LEAD_TICKS, LEAD_TICKS));
            }
            room.tick(nowNs, true);
        }
    }

    private static ClientFrame.Builder input(int tick, int age) {
        return ClientFrame.newBuilder()
                .setInputTick(tick)
                .setControl(InputCommand.of(tick / 20 % 2 == 0 ? 7 : 6, 3, 0, 0))
                .setAcknowledgedAge(age);
    }

    private Session session(RoomDirectory directory, MemoryOutbox outbox) {
        return new Session(outbox, directory, metrics, TestServer.LIMITS, nowNs);
    }

    private void deliver(Session to, ClientFrame.Builder frame) {
        byte[] bytes = frame.build().toByteArray();
        to.receive(bytes, bytes.length, scratch, nowNs);
    }
}
