package io.tickstorm.floor;

import com.google.protobuf.CodedOutputStream;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One player of a crowd: joins by quick play, sends an input when told to, counts the frames it gets. It judges nothing
 * else, so that it costs the same whoever is at the other end. The crowd's thread only.
 */
final class CrowdPlayer {
    private static final int READ_BYTES = 1 << 12;
    private static final int WRITE_BYTES = 256;
    private static final int INPUT_BYTES_MAX = 32;
    /** Ticks an input is stamped ahead of the estimated present: what loopback needs, and a little. */
    private static final double LEAD_TICKS = 1.2;

    private static final int BINARY = 2;
    private static final int CLOSE = 8;

    private final SocketChannel channel;
    private final Crowd crowd;
    private final ByteBuffer out = ByteBuffer.allocateDirect(WRITE_BYTES);
    private final byte[] input = new byte[INPUT_BYTES_MAX];
    private ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
    private boolean upgraded;
    private int newestTick;
    private long newestTickNs;
    private int sentTick;
    private int random;
    private int command = InputCommand.of(0, 0, 0, 0);

    CrowdPlayer(SocketChannel channel, Crowd crowd, int number) {
        this.channel = channel;
        this.crowd = crowd;
        random = Fixed.hash(1, number) | 1;
    }

    void upgrade(URI url) throws IOException {
        String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: tickstorm.v1\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Reads what is there; an exception ends the player. */
    void read(long nowNs) throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("the server ended the connection");
        }
        in.flip();
        if (!upgraded) {
            readResponse();
        }
        while (upgraded && readFrame(nowNs)) {}
        in.compact();
        if (!in.hasRemaining()) {
            in = ByteBuffer.allocateDirect(2 * in.capacity()).put(in.flip());
        }
    }

    /** True if an input was sent. */
    boolean sendInput(long nowNs) throws IOException {
        if (newestTick == 0) {
            return false;
        }
        double present = newestTick + (double) (nowNs - newestTickNs) / CrowdPlan.TICK_NS;
        sentTick = Math.max(sentTick + 1, (int) (present + LEAD_TICKS));
        fly();
        CodedOutputStream message = CodedOutputStream.newInstance(input);
        message.writeUInt32(ClientFrame.INPUT_TICK_FIELD_NUMBER, sentTick);
        message.writeUInt32(ClientFrame.CONTROL_FIELD_NUMBER, command);
        message.writeUInt32(ClientFrame.ACKNOWLEDGED_AGE_FIELD_NUMBER, sentTick - newestTick);
        send(input, message.getTotalBytesWritten());
        return true;
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
        int fire = random >>> 24 < 128 ? Weapon.BLASTER.button : 0;
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
        upgraded = true;
        byte[] join = ClientFrame.newBuilder()
                .setJoin(Join.newBuilder().setName("Crowd").setInputsOnChange(crowd.tellsOnChange()))
                .build()
                .toByteArray();
        send(join, join.length);
    }

    /** One server frame: unmasked, unfragmented. False if it is not complete yet. */
    private boolean readFrame(long nowNs) throws IOException {
        if (in.remaining() < 4) {
            return false;
        }
        int start = in.position();
        int length7 = in.get(start + 1) & 127;
        int header = length7 == 126 ? 4 : 2;
        int length = length7 == 126 ? in.getShort(start + 2) & 0xFFFF : length7;
        if (length7 == 127) {
            throw new IOException("a frame over 64 KB, which no scenario here has");
        }
        if (in.remaining() < header + length) {
            return false;
        }
        int opcode = in.get(start) & 15;
        if (opcode == CLOSE) {
            throw new IOException("the server closed");
        }
        if (opcode == BINARY && in.get(start + header) == ServerFrame.TICK_FIELD_NUMBER << 3) {
            snapshot(start + header + 1, length, nowNs);
        }
        in.position(start + header + length);
        return true;
    }

    /** The tick is the first field of a snapshot. */
    private void snapshot(int at, int length, long nowNs) {
        int tick = 0;
        for (int i = at, shift = 0; i < at + length; i++, shift += 7) {
            tick |= (in.get(i) & 127) << shift;
            if (in.get(i) >= 0) {
                break;
            }
        }
        if (newestTick == 0) {
            crowd.joined();
        } else {
            crowd.frame(length);
        }
        newestTick = tick;
        newestTickNs = nowNs;
    }

    /** Masked with a key of this player's dice; a message here is shorter than 126 bytes. */
    private void send(byte[] payload, int length) throws IOException {
        random = Fixed.nextRandom(random);
        out.clear().put((byte) 0x82).put((byte) (0x80 | length)).putInt(random);
        for (int i = 0; i < length; i++) {
            out.put((byte) (payload[i] ^ random >>> 24 - 8 * (i & 3)));
        }
        channel.write(out.flip());
    }
}
