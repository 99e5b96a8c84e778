package io.tickstorm.exchange;

import io.tickstorm.kit.ClientFrames;
import io.tickstorm.kit.Handshake;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Performs the handshake once, then sends and receives messages independently. The loop's thread only. */
final class WebSocketPlayer extends ExchangePlayer implements CountedSocket.Reader {
    /** The header of a snapshot: a payload of 126 to 65,535 bytes has a length of two more bytes. */
    private static final int SNAPSHOT_HEADER_BYTES = 4;

    private static final int MASK = 0x5A3C_96E1;
    private final CountedSocket.Traffic traffic;
    private final Handshake handshake;
    private @Nullable CountedSocket socket;
    private boolean upgraded;

    WebSocketPlayer(CountedSocket.Traffic traffic, int number, ExchangeCounter counter) {
        super(number, counter);
        this.traffic = traffic;
        handshake = new Handshake("", new Random(number));
    }

    @Override
    void open() throws IOException {
        counter.roundTrips += 2;
        socket = new CountedSocket(traffic, this);
        socket.write(handshake.request(URI.create("ws://localhost/ws?" + number)));
    }

    @Override
    boolean canSend() {
        return upgraded;
    }

    @Override
    void sendNow(byte[] input) throws IOException {
        if (socket != null) {
            socket.write(ClientFrames.of(ClientFrames.BINARY, input, MASK));
        }
    }

    @Override
    public void received(ByteBuffer in) throws IOException {
        String head = upgraded ? null : Handshake.readHead(in);
        if (head != null) {
            handshake.check(head);
            upgraded = true;
            sendWaiting();
        }
        while (upgraded && in.remaining() >= SNAPSHOT_HEADER_BYTES + Payload.SNAPSHOT_BYTES) {
            ByteBuffer snapshot = in.slice(in.position() + SNAPSHOT_HEADER_BYTES, Payload.SNAPSHOT_BYTES);
            in.position(in.position() + SNAPSHOT_HEADER_BYTES + Payload.SNAPSHOT_BYTES);
            counter.snapshot(number, snapshot);
        }
    }

    @Override
    public void ended() throws IOException {
        throw new IOException("the server ended a WebSocket");
    }
}
