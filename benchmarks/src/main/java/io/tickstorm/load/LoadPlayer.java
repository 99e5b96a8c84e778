package io.tickstorm.load;

import com.google.protobuf.CodedOutputStream;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One simulated player: upgrades, joins, sends an input whenever the swarm says so, and times the frames it gets. The
 * swarm's thread only.
 */
final class LoadPlayer {
    private static final int SENT_INPUTS = 128;
    private static final int READ_BYTES = 1 << 12;
    private static final int WRITE_BYTES = 512;
    private static final int INPUT_BYTES_MAX = 32;
    /** Ticks an input is stamped ahead of the estimated present: what loopback needs, and a little. */
    private static final double LEAD_TICKS = 1.2;

    private enum State {
        UPGRADING,
        PLAYING,
        CLOSED
    }

    private final SocketChannel channel;
    private final LoadPlan plan;
    private final LoadReport report;
    private ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(WRITE_BYTES);
    private final byte[] input = new byte[INPUT_BYTES_MAX];
    private final int[] sentTick = new int[SENT_INPUTS];
    private final long[] sentPlannedNs = new long[SENT_INPUTS];
    private int sent;
    private int acknowledged;
    private State state = State.UPGRADING;
    private int newestTick;
    private long newestTickNs;
    private int random;
    private int command = InputCommand.of(0, 0, 0, 0);

    LoadPlayer(SocketChannel channel, LoadPlan plan, LoadReport report, int number) {
        this.channel = channel;
        this.plan = plan;
        this.report = report;
        random = Fixed.hash(plan.seed(), number) | 1;
    }

    void upgrade() throws IOException {
        URI url = plan.url();
        String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: tickstorm.v1\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Reads what is there; false once the connection is over. */
    boolean read(long nowNs) {
        try {
            if (channel.read(in) < 0) {
                return end();
            }
            in.flip();
            if (state == State.UPGRADING) {
                readResponse();
            }
            while (state == State.PLAYING && readFrame(nowNs)) {}
            in.compact();
            if (!in.hasRemaining()) {
                in = ByteBuffer.allocateDirect(2 * in.capacity()).put(in.flip());
            }
            return state != State.CLOSED || end();
        } catch (IOException e) {
            return end();
        }
    }

    /** Sends the input of this moment; its latency counts from when it was planned. */
    void sendInput(long plannedNs, long nowNs) throws IOException {
        if (state != State.PLAYING || newestTick == 0) {
            return;
        }
        double present = newestTick + (double) (nowNs - newestTickNs) / plan.tickIntervalNs();
        int last = sent == 0 ? 0 : sentTick[(sent - 1) % SENT_INPUTS];
        int tick = Math.max(last + 1, (int) (present + LEAD_TICKS));
        sentTick[sent % SENT_INPUTS] = tick;
        sentPlannedNs[sent % SENT_INPUTS] = plannedNs;
        sent++;
        acknowledged = Math.max(acknowledged, sent - SENT_INPUTS);
        fly();
        CodedOutputStream message = CodedOutputStream.newInstance(input);
        message.writeUInt32(ClientFrame.INPUT_TICK_FIELD_NUMBER, tick);
        message.writeUInt32(ClientFrame.CONTROL_FIELD_NUMBER, command);
        message.writeUInt32(ClientFrame.ACKNOWLEDGED_AGE_FIELD_NUMBER, tick - newestTick);
        send(input, message.getTotalBytesWritten());
        report.input(nowNs - plannedNs);
    }

    /** A new course about once a second, an aim that turns, shots half of the time. */
    private void fly() {
        random = Fixed.nextRandom(random);
        int moveX = InputCommand.moveX(command);
        int moveY = InputCommand.moveY(command);
        if (random >>> 27 == 0) {
            moveX = (random >>> 8 & 15) % 15 - 7;
            moveY = (random >>> 12 & 15) % 15 - 7;
        }
        int fire = random >>> 24 < 128 ? InputCommand.FIRE : 0;
        int turn = (random >>> 16 & 63) - 31;
        command = InputCommand.of(moveX, moveY, InputCommand.aim(command) + turn, fire);
    }

    private void readResponse() throws IOException {
        String text = StandardCharsets.US_ASCII.decode(in.duplicate()).toString();
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        if (!text.startsWith("HTTP/1.1 101")) {
            throw new IOException("the server refused: " + text.substring(0, text.indexOf('\r')));
        }
        in.position(in.position() + end + 4);
        state = State.PLAYING;
        byte[] join = ClientFrame.newBuilder()
                .setJoin(Join.newBuilder().setName("Load"))
                .build()
                .toByteArray();
        send(join, join.length);
    }

    /** One server frame: unmasked, unfragmented. False if it is not complete yet. */
    private boolean readFrame(long nowNs) {
        if (in.remaining() < 2) {
            return false;
        }
        int start = in.position();
        int length7 = in.get(start + 1) & 127;
        int header = length7 == 126 ? 4 : length7 == 127 ? 10 : 2;
        if (in.remaining() < header) {
            return false;
        }
        int length = length7 == 126
                ? in.getShort(start + 2) & 0xFFFF
                : length7 == 127 ? (int) in.getLong(start + 2) : length7;
        if (in.remaining() < header + length) {
            return false;
        }
        int opcode = in.get(start) & 15;
        if (opcode == 2) {
            snapshot(start + header, length, nowNs);
        } else if (opcode == 8) {
            state = State.CLOSED;
        }
        in.position(start + header + length);
        return true;
    }

    /** The tick is the first field of a snapshot: tag 8, then a varint. */
    private void snapshot(int at, int length, long nowNs) {
        if (length < 2 || in.get(at) != 8) {
            return;
        }
        int tick = 0;
        for (int i = at + 1, shift = 0; i < at + length; i++, shift += 7) {
            tick |= (in.get(i) & 127) << shift;
            if (in.get(i) >= 0) {
                break;
            }
        }
        if (newestTick == 0) {
            report.joined();
        } else {
            report.frame(length, tick - newestTick, nowNs - newestTickNs);
        }
        newestTick = tick;
        newestTickNs = nowNs;
        while (acknowledged < sent && sentTick[acknowledged % SENT_INPUTS] <= tick) {
            report.acknowledged(nowNs - sentPlannedNs[acknowledged++ % SENT_INPUTS]);
        }
    }

    /** Masked with a key of this player's dice; a frame here is shorter than 126 bytes. */
    private void send(byte[] payload, int length) throws IOException {
        random = Fixed.nextRandom(random);
        out.clear().put((byte) 0x82).put((byte) (0x80 | length)).putInt(random);
        for (int i = 0; i < length; i++) {
            out.put((byte) (payload[i] ^ random >>> 24 - 8 * (i & 3)));
        }
        channel.write(out.flip());
    }

    private boolean end() {
        state = State.CLOSED;
        report.lost();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        return false;
    }
}
