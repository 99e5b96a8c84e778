package io.tickstorm.net;

import com.google.protobuf.CodedOutputStream;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.net.session.Session;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.room.CloseReason;
import io.tickstorm.room.HitProbe;
import io.tickstorm.room.Outbox;
import io.tickstorm.room.Room;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomSettings;
import io.tickstorm.room.TickLoop;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The server without sockets and without a clock: a process that simulates a tick for each request on its standard
 * input. The web client's figures are measured against it, in one virtual time. From a whole message on, the code is
 * that of the server: {@link Session}, room, frames. One thread. Arguments: tick rate, seats, bots, seed, and the bytes
 * that frames are padded to.
 *
 * <pre>
 *   request   deadline ns 64 | count 32 | count * ( player 32 | arrival ns 64 | length 32 | ClientFrame )
 *                            | count 32 | count * ( player 32 )
 *   reply     the counters so far, 64 each | count 32 | count * ( player 32 | length 32 | ServerFrame )
 *                            | count 32 | count * ( 1 for a hit, 0 for a beam 32 | shooter 32 | victim 32 | weapon 32
 *                            | tick of the shot 32
 *                            | victim's place to its place in the picture, in 1/8 u 32 | 1 if behind cover 32 )
 * </pre>
 *
 * A player number joins with its first message. A length of -1 instead of a frame: the server closed that connection,
 * or it was lost. The driver simulates the link: the second list of a request has the players whose last frame
 * has not left the process yet.
 */
public final class LockstepServer {
    private static final NetSettings.Limits LIMITS =
            new NetSettings.Limits(1024, 2048, 120, 512, 1, 5, 10_000, 500, 65_536);
    private static final int CLOSED = -1;
    private static final int NEVER_MS = Integer.MAX_VALUE;
    private static final int SILENCE_MS = 10_000;
    /** An unknown field, which all readers skip. */
    private static final int PADDING_FIELD = 15_000;

    private final ServerMetrics metrics = new ServerMetrics();
    private final List<CounterDataPoint> counters = List.of(
            metrics.inputsMissed,
            metrics.viewClaims,
            metrics.viewClaimsClamped[0],
            metrics.viewClaimsClamped[1],
            metrics.viewClaimsClamped[2],
            metrics.viewClaimsClamped[3],
            metrics.framesSent,
            metrics.framesSkippedWindow,
            metrics.framesSkippedProbe,
            metrics.framesSkippedUnsent);
    private final ClientMessage decoded = new ClientMessage();
    private final Map<Integer, Session> sessions = new HashMap<>();
    private final Set<Integer> unsent = new HashSet<>();
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    private final DataOutputStream replies = new DataOutputStream(frames);
    private final RoomDirectory directory;
    private final Room room;
    private final int paddedBytes;
    private int replyCount;

    private LockstepServer(int tickRate, int seats, int bots, int seed, int paddedBytes) {
        this.paddedBytes = paddedBytes;
        RoomSettings settings =
                new RoomSettings(tickRate, seats, bots, seed, NEVER_MS, SILENCE_MS, NEVER_MS, SILENCE_MS);
        TickLoop neverStarted = new TickLoop("lockstep", tickRate, metrics, deadlineNs -> {});
        directory = new RoomDirectory(settings, 1, metrics, List.of(neverStarted));
        room = directory.openLobby();
    }

    public static void main(String[] arguments) throws IOException {
        int[] numbers = List.of(arguments).stream().mapToInt(Integer::parseInt).toArray();
        LockstepServer server = new LockstepServer(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
        for (int first = in.read(); first >= 0; first = in.read()) {
            server.tick(first, in);
            server.reply(out);
        }
    }

    /** @param first byte of the request, already read to detect a request */
    private void tick(int first, DataInputStream in) throws IOException {
        long deadlineNs = (long) first << 56;
        for (int shift = 48; shift >= 0; shift -= 8) {
            deadlineNs |= (long) in.readUnsignedByte() << shift;
        }
        for (int left = in.readInt(); left > 0; left--) {
            int player = in.readInt();
            long arrivalNs = in.readLong();
            int length = in.readInt();
            if (length == CLOSED) {
                Objects.requireNonNull(sessions.remove(player)).disconnected();
                continue;
            }
            byte[] message = in.readNBytes(length);
            sessions.computeIfAbsent(player, p -> new Session(new Wire(p), directory, metrics, LIMITS, arrivalNs))
                    .receive(message, message.length, decoded, arrivalNs);
        }
        unsent.clear();
        for (int left = in.readInt(); left > 0; left--) {
            unsent.add(in.readInt());
        }
        room.tick(deadlineNs, true);
    }

    private void reply(DataOutputStream out) throws IOException {
        for (CounterDataPoint counter : counters) {
            out.writeLong((long) counter.get());
        }
        out.writeInt(replyCount);
        frames.writeTo(out);
        HitProbe.write(room, out);
        out.flush();
        frames.reset();
        replyCount = 0;
    }

    private void write(int player, byte[] frame, int length) {
        try {
            replyCount++;
            replies.writeInt(player);
            replies.writeInt(length);
            replies.write(frame, 0, Math.max(0, length));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private byte[] padded(byte[] frame, int length) {
        byte[] padding = new byte[Math.max(0, paddedBytes - length)];
        byte[] longer = Arrays.copyOf(frame, length + CodedOutputStream.computeByteArraySize(PADDING_FIELD, padding));
        try {
            CodedOutputStream.newInstance(longer, length, longer.length - length)
                    .writeByteArray(PADDING_FIELD, padding);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return longer;
    }

    private final class Wire implements Outbox {
        private final int player;

        private Wire(int player) {
            this.player = player;
        }

        @Override
        public boolean isIdle() {
            return !unsent.contains(player);
        }

        @Override
        public int offer(byte[] frame, int length) {
            byte[] sent = paddedBytes > 0 ? padded(frame, length) : frame;
            int wireBytes = paddedBytes > 0 ? sent.length : length;
            write(player, sent, wireBytes);
            return wireBytes;
        }

        @Override
        public void close(CloseReason reason) {
            write(player, new byte[0], CLOSED);
        }
    }
}
