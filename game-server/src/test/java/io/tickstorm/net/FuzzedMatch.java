package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.net.session.Session;
import io.tickstorm.proto.v1.ChatSend;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.room.MemoryOutbox;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import java.util.Arrays;
import java.util.List;

/**
 * A match without a clock in which a peer sends a fuzzer's bytes while another player plays. The peer has played before
 * and returns. A token in one of its Joins is replaced by the real one, so that resumes are fuzzed too.
 *
 * <pre>
 *   input := message*    message := length 8 | ClientFrame of that length
 * </pre>
 */
final class FuzzedMatch {
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final int MESSAGES_MAX = 16;

    private final ServerMetrics metrics = new ServerMetrics();
    private final RoomDirectory directory = new RoomDirectory(
            new RoomSettings(30, 3, 0, 5, 60_000, 10_000, 30_000, 30_000),
            1,
            metrics,
            List.of(new TickLoop("never started", 30, metrics, deadlineNs -> {})));
    private final Room room = directory.openLobby();
    private final ClientMessage scratch = new ClientMessage();
    private final MemoryOutbox good = new MemoryOutbox();
    private long nowNs;

    /** Checks that the other player misses no frame and that no server fault occurs. */
    void run(byte[] bytes) {
        Session ada = session(good);
        deliver(ada, join("Ada").build().toByteArray());
        tick();
        deliver(
                ada,
                ClientFrame.newBuilder()
                        .setChat(ChatSend.newBuilder().setText("hi"))
                        .build()
                        .toByteArray());
        directory.announce("hi");
        MemoryOutbox first = new MemoryOutbox();
        Session eve = session(first);
        deliver(eve, join("Eve").build().toByteArray());
        tick();
        Welcome welcome = first.frames.get(0).getWelcome();
        eve.disconnected();
        tick();
        fuzz(bytes, welcome);
        assertEquals(0, metrics.roomsFailed.getLongValue());
        assertEquals(0, metrics.playersFailed.getLongValue());
        assertNull(good.closed);
        assertEquals(room.tickNumber(), good.frames.size());
    }

    private void fuzz(byte[] bytes, Welcome welcome) {
        Session session = session(new MemoryOutbox());
        int at = 0;
        for (int i = 0; i < MESSAGES_MAX && at < bytes.length; i++) {
            int length = Math.min(bytes[at] & 0xFF, bytes.length - at - 1);
            byte[] message = Arrays.copyOfRange(bytes, at + 1, at + 1 + length);
            at += 1 + length;
            deliver(session, withRealToken(message, welcome));
            tick();
        }
        tick();
    }

    private static byte[] withRealToken(byte[] message, Welcome welcome) {
        try {
            ClientFrame frame = ClientFrame.parseFrom(message);
            if (!frame.hasJoin() || frame.getJoin().getResumeToken().isEmpty()) {
                return message;
            }
            ClientFrame.Builder real = frame.toBuilder();
            real.getJoinBuilder().setName("Eve").setResumeToken(welcome.getResumeToken());
            if (frame.getJoin().getEpoch() == 1) {
                real.getJoinBuilder().setEpoch(welcome.getEpoch());
            }
            return real.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            return message;
        }
    }

    private static ClientFrame.Builder join(String name) {
        return ClientFrame.newBuilder().setJoin(Join.newBuilder().setName(name));
    }

    private Session session(MemoryOutbox outbox) {
        return new Session(outbox, directory, metrics, TestServer.LIMITS, nowNs);
    }

    private void deliver(Session to, byte[] bytes) {
        to.receive(bytes, bytes.length, scratch, nowNs);
    }

    private void tick() {
        nowNs += TICK_NS;
        room.tick(nowNs, true);
    }
}
