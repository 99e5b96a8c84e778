package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.net.session.Session;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.proto.v1.ChatSend;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.room.MemoryOutbox;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import io.tickstorm.text.ClientText;
import io.tickstorm.text.UnreadableException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests each numeric field of each client message, with a valid token, in a room with another player. */
class ClientNumbersTest {
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final RoomSettings SETTINGS = new RoomSettings(30, 4, 2, 5, 60_000, 10_000, 30_000, 30_000);
    private static final NetSettings.Limits LIMITS = TestServer.LIMITS;

    private final ServerMetrics metrics = new ServerMetrics();
    private final RoomDirectory directory = new RoomDirectory(
            SETTINGS, 1, metrics, List.of(new TickLoop("never started", 30, metrics, deadlineNs -> {})));
    private final Room room = directory.openLobby();
    private final ClientMessage scratch = new ClientMessage();
    private final MemoryOutbox bystanderOutbox = new MemoryOutbox();
    private final Session bystander = session(bystanderOutbox);
    private long nowNs;

    static Stream<String> fields() {
        return ClientNumbers.all().stream().map(ClientNumbers.Case::field).distinct();
    }

    @Test
    void theSchemaHasTheTestedFields() {
        assertTrue(fields().toList()
                .containsAll(List.of("input_tick", "join.chat_sequence", "join.epoch", "ping.sent_us", "input.aim")));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aNumberOfOneClientDoesNotAffectOthers(String field)
            throws InvalidProtocolBufferException, UnreadableException {
        deliver(bystander, ClientFrame.newBuilder().setJoin(Join.newBuilder().setName("Ada")));
        tick(2);
        deliver(
                bystander,
                ClientFrame.newBuilder().setChat(ChatSend.newBuilder().setText("hello")));
        directory.announce("welcome");
        tick(2);
        for (ClientNumbers.Case attack : ClientNumbers.all()) {
            if (attack.field().equals(field)) {
                attack(attack, false);
                attack(attack, true);
            }
        }
        tick(70);
        assertEquals(0, metrics.roomsFailed.getLongValue());
        assertEquals(0, metrics.playersFailed.getLongValue());
        assertNull(bystanderOutbox.closed);
        for (int i = 1; i < bystanderOutbox.frames.size(); i++) {
            int held = bystanderOutbox.frames.get(i - 1).getTick();
            assertEquals(held + 1, bystanderOutbox.frames.get(i).getTick(), "the others miss no snapshot");
        }
    }

    private void attack(ClientNumbers.Case attack, boolean asText)
            throws InvalidProtocolBufferException, UnreadableException {
        MemoryOutbox outbox = new MemoryOutbox();
        Session first = session(outbox);
        deliver(first, ClientFrame.newBuilder().setJoin(Join.newBuilder().setName("Eve")));
        tick(2);
        Welcome welcome = outbox.frames.get(0).getWelcome();
        first.disconnected();
        tick(1);
        Session second = session(new MemoryOutbox());
        ClientFrame.Builder join = ClientFrame.newBuilder()
                .setJoin(Join.newBuilder()
                        .setName("Eve")
                        .setResumeToken(welcome.getResumeToken())
                        .setEpoch(welcome.getEpoch()));
        deliver(second, attack.isOfJoin() ? attack.in(join) : join, asText && attack.isOfJoin());
        tick(2);
        if (!attack.isOfJoin()) {
            int next = room.tickNumber() + 1;
            ClientFrame.Builder frame = ClientFrame.newBuilder()
                    .setInputTick(next)
                    .setControl(InputCommand.of(0, 0, 0, Weapon.BLASTER.button))
                    .setAcknowledgedAge(1)
                    .setViewAge16Ths(40)
                    .setRequest(1);
            deliver(second, attack.in(frame), asText);
        }
        tick(5);
        deliver(second, ClientFrame.newBuilder().setLeave(io.tickstorm.proto.v1.Leave.getDefaultInstance()));
        second.disconnected();
        tick(3);
        assertTrue(room.people() <= 2, "a player who left or was closed does not keep a seat forever");
    }

    private void deliver(Session to, ClientFrame.Builder frame, boolean asText)
            throws InvalidProtocolBufferException, UnreadableException {
        if (asText) {
            to.receive(ClientText.parse(JsonFormat.printer().print(frame)), scratch, nowNs);
        } else {
            deliver(to, frame);
        }
    }

    private void deliver(Session to, ClientFrame.Builder frame) {
        byte[] bytes = frame.build().toByteArray();
        to.receive(bytes, bytes.length, scratch, nowNs);
    }

    private void tick(int count) {
        for (int i = 0; i < count; i++) {
            nowNs += TICK_NS;
            if (bystander.isJoined()) {
                int next = room.tickNumber() + 1;
                deliver(
                        bystander,
                        ClientFrame.newBuilder()
                                .setInputTick(next)
                                .setControl(InputCommand.of(i % 5, 0, i, 0))
                                .setAcknowledgedAge(1));
            }
            room.tick(nowNs, true);
        }
    }

    private Session session(MemoryOutbox outbox) {
        return new Session(outbox, directory, metrics, LIMITS, nowNs);
    }
}
