package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.checkpoint.RefusedException;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tests a match at the end of its tick numbers, with players and bots. */
class RoomRenewalScenarioTest {
    private static final int RATE = 128;
    private static final long TICK_NS = 1_000_000_000L / RATE;

    private final ServerMetrics metrics = new ServerMetrics();
    private final TickLoop loop = new TickLoop("never started", RATE, metrics, deadlineNs -> {});
    private final RoomDirectory directory = new RoomDirectory(
            new RoomSettings(RATE, 8, 6, 5, 3_600_000, 10_000, 30_000, 30_000), 3, metrics, List.of(loop));
    private final MemoryOutbox outbox = new MemoryOutbox();
    private long nowNs;

    @Test
    void aMatchPlaysToItsLastTickAndItsPlayersContinueInANewOne() throws RefusedException {
        Room late = roomAt(World.TICK_MAX - 400);
        Player ada = new Player(outbox, false, nowNs);
        assertNull(directory.join(request(JoinRequest.Resume.NONE), ada, entered -> {}));
        while (!late.isOutOfTicks()) {
            if (!outbox.frames.isEmpty()) {
                int next = late.tickNumber() + 1;
                ada.inputs().offer(next, InputCommand.of(7, 0, next * 9, next & 3), next - 1, 40, nowNs);
            }
            ada.recordReceipt(nowNs);
            nowNs += TICK_NS;
            late.tick(nowNs, true);
        }
        assertEquals(World.TICK_MAX, outbox.last().getTick());
        assertEquals(0, metrics.playersFailed.getLongValue());
        late.closeConnections(CloseReason.MATCH_RENEWED);
        directory.failed(late);
        assertEquals(CloseReason.MATCH_RENEWED, outbox.closed);
        Room next = Objects.requireNonNull(directory.lobby());
        assertEquals(late.code(), next.code());
        assertFalse(next.isOutOfTicks());
        assertEquals(1, next.people());
        assertResumes(next, outbox.frames.get(0).getWelcome());
    }

    private void assertResumes(Room next, Welcome before) {
        MemoryOutbox again = new MemoryOutbox();
        JoinRequest.Resume resume =
                new JoinRequest.Resume(before.getResumeToken(), outbox.last().getTick(), 9, 9, 9, before.getEpoch());
        assertNull(directory.join(request(resume), new Player(again, false, nowNs), entered -> {}));
        nowNs += TICK_NS;
        next.tick(nowNs, true);
        Welcome welcome = again.last().getWelcome();
        assertTrue(welcome.getResumed());
        assertNotEquals(before.getEpoch(), welcome.getEpoch());
        assertEquals(1, again.last().getTick());
    }

    /** Returns the lobby of another directory, restored at a far later tick. */
    private Room roomAt(int tick) throws RefusedException {
        Room young = new RoomDirectory(
                        new RoomSettings(RATE, 8, 6, 5, 3_600_000, 10_000, 30_000, 30_000),
                        1,
                        metrics,
                        List.of(new TickLoop("never started", RATE, metrics, deadlineNs -> {})))
                .openLobby();
        for (int i = 0; i < 600; i++) {
            nowNs += TICK_NS;
            young.tick(nowNs, true);
        }
        StateImage image = new StateImage();
        image.startWriting();
        young.environment()
                .identity()
                .write(image, young.environment().settings().seed());
        young.transfer(image);
        return directory.restore(image, tick - 600);
    }

    private static JoinRequest request(JoinRequest.Resume resume) {
        return new JoinRequest("Ada", "", false, resume, false);
    }
}
