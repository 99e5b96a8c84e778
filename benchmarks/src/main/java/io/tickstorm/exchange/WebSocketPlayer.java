package io.tickstorm.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One handshake, then messages both ways, neither waiting for the other. The client's thread only. */
final class WebSocketPlayer implements Exchanger, Wire.Reader {
    private static final int READ_BYTES = 4_096;
    private static final int HEADER_BYTES = 6;
    /** A length of 126 to 65,535 bytes takes two more. */
    private static final int SNAPSHOT_HEADER_BYTES = 4;

    private static final int MASK = 0x5A3C_96E1;

    private final Wire wire;
    private final int number;
    private final Tally tally;
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private final Queue<Integer> unsent = new ArrayDeque<>();
    private @Nullable SocketChannel channel;
    private boolean upgraded;

    WebSocketPlayer(Wire wire, int number, Tally tally) {
        this.wire = wire;
        this.number = number;
        this.tally = tally;
    }

    @Override
    public void open() throws IOException {
        channel = wire.connect(this);
        String request = "GET /ws?" + number + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        tally.roundTrips += 2;
        wire.write(channel, request.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void send(int sequence) throws IOException {
        unsent.add(sequence);
        while (upgraded && channel != null && !unsent.isEmpty()) {
            wire.write(channel, frame(Payload.input(unsent.remove())));
        }
    }

    @Override
    public void read(SocketChannel from) throws IOException {
        if (!wire.read(from, in)) {
            throw new IOException("the server ended a WebSocket");
        }
        in.flip();
        if (!upgraded) {
            readResponse();
        }
        while (upgraded && in.remaining() >= SNAPSHOT_HEADER_BYTES + Payload.SNAPSHOT_BYTES) {
            ByteBuffer snapshot = in.slice(in.position() + SNAPSHOT_HEADER_BYTES, Payload.SNAPSHOT_BYTES);
            in.position(in.position() + SNAPSHOT_HEADER_BYTES + Payload.SNAPSHOT_BYTES);
            tally.snapshot(number, snapshot);
        }
        in.compact();
    }

    private void readResponse() throws IOException {
        String text = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        int end = text.indexOf("\r\n\r\n");
        if (end >= 0 && !text.startsWith("HTTP/1.1 101")) {
            throw new IOException("the server answered " + text.substring(0, text.indexOf('\r')));
        }
        upgraded = end >= 0;
        in.position(in.position() + (upgraded ? end + 4 : 0));
    }

    private static byte[] frame(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        frame.put((byte) 0x82).put((byte) (0x80 | payload.length)).putInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK >>> 24 - 8 * (i & 3)));
        }
        return frame.array();
    }
}
