package io.tickstorm.micro;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.Outbox;
import io.tickstorm.room.Player;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the whole frame latency, from the input bytes of every player to the frame bytes of every player, without
 * sockets. It decodes, queues, ticks, encodes segments and frames, and copies each frame to its connection's buffer.
 */
@State(Scope.Benchmark)
public class FrameLatencyBenchmark {
    private static final int TICK_RATE = ServerDefaults.TICK_RATE;
    private static final long TICK_NS = ServerDefaults.TICK_NS;
    private static final int WARM_TICKS = 300;
    private static final int HOUR_MS = 3_600_000;

    @Param({"10", "100", "1000", "10000"})
    public int players;

    private final ClientMessage message = new ClientMessage();
    private final byte[] input = new byte[32];
    private final MemoryOutbox outbox = new MemoryOutbox();
    private Player[] people = {};
    private Room[] rooms = {};
    private int tick;
    private int random = 1;

    /** Opens the rooms and warms them up. */
    @Setup
    public void setUp() {
        openRooms();
        for (int i = 0; i < WARM_TICKS; i++) {
            inputsToFrames();
        }
    }

    /** Opens rooms with a seat for each player. They are stepped one after the other, as by one loop. */
    private void openRooms() {
        int seats = players / Match.roomsOf(players);
        RoomSettings settings = new RoomSettings(TICK_RATE, seats, 0, 7, HOUR_MS, HOUR_MS, HOUR_MS, HOUR_MS);
        ServerMetrics metrics = new ServerMetrics();
        TickLoop neverStarted = new TickLoop("none", TICK_RATE, metrics, deadlineNs -> {});
        RoomDirectory directory = new RoomDirectory(settings, 1, metrics, List.of(neverStarted));
        rooms = new Room[Match.roomsOf(players)];
        for (int i = 0; i < rooms.length; i++) {
            rooms[i] = directory.openLobby();
        }
        people = new Player[players];
        for (int i = 0; i < players; i++) {
            join(directory, i, rooms[i % rooms.length]);
            if (i % 500 == 499) {
                tick(++tick * TICK_NS, false);
            }
        }
    }

    private void join(RoomDirectory directory, int number, Room room) {
        people[number] = new Player(outbox, false, 0);
        JoinRequest request = new JoinRequest("P" + number, room.code(), false, JoinRequest.Resume.NONE, false);
        CloseReason refusal = directory.join(request, people[number], entered -> {});
        if (refusal != null) {
            throw new IllegalStateException(refusal.sentence());
        }
    }

    private void tick(long nowNs, boolean send) {
        for (Room room : rooms) {
            room.tick(nowNs, send);
        }
    }

    /** Runs one tick. Its time is the latency that one core adds to the network between input and snapshot. */
    @Benchmark
    public int inputsToFrames() {
        tick++;
        long nowNs = tick * TICK_NS;
        for (int i = 0; i < people.length; i++) {
            receive(people[i], encodeInput(i), nowNs);
        }
        tick(nowNs, true);
        return outbox.bytes;
    }

    private void receive(Player player, int length, long nowNs) {
        try {
            message.decode(input, length);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
        player.recordReceipt(nowNs);
        player.inputs().offer(message.inputTick(), message.control(), tick - 1, 0, nowNs);
    }

    /** Encodes an input, which takes about 20 ns of the measurement. Ships wander, aim, and fire at times. */
    private int encodeInput(int i) {
        random = Fixed.nextRandom(random);
        int heading = (random >>> 24) + i * 97 + tick;
        int fire = (tick >> 4) + i & 1;
        int command = InputCommand.of(Fixed.cos(heading) >> 12, Fixed.sin(heading) >> 12, heading * 3, fire);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(input);
            out.writeUInt32(ClientFrame.INPUT_TICK_FIELD_NUMBER, tick);
            out.writeUInt32(ClientFrame.CONTROL_FIELD_NUMBER, command);
            out.writeUInt32(ClientFrame.ACKNOWLEDGED_AGE_FIELD_NUMBER, 1);
            return out.getTotalBytesWritten();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies frames as a connection does. */
    private static final class MemoryOutbox implements Outbox {
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        int bytes;

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public int offer(byte[] frame, int length) {
            buffer.clear().put(frame, 0, length);
            bytes += length;
            return length;
        }

        @Override
        public void close(CloseReason reason) {
            throw new IllegalStateException(reason.sentence());
        }
    }
}
