package io.tickstorm.load.attack;

import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.Leave;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** The binary protocol over a WebSocket, plain or under TLS. One thread. */
class BlockingWebSocket implements RawClient {
    static final int BINARY = 0x82;
    static final int TEXT = 0x81;

    private static final int READ_MS = 5_000;
    private static final int MESSAGE_MAX = 1 << 20;
    private static final int HEAD_MAX = 16 * 1024;
    private static final int KEY_BYTES = 16;
    private static final int CLOSE = 8;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Random random;
    private String reason = "";

    /** Connects and upgrades. */
    BlockingWebSocket(Target target, String subprotocol, Random random) throws IOException {
        this.random = random;
        socket = target.open(READ_MS);
        try {
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            String head = "GET /ws HTTP/1.1\r\nHost: " + target.url().getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                    + "\r\nSec-WebSocket-Key: "
                    + Base64.getEncoder().encodeToString(key) + "\r\nSec-WebSocket-Protocol: " + subprotocol
                    + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = readHead();
            if (!answer.startsWith("HTTP/1.1 101 ")) {
                throw new IOException(
                        "the server answered '" + answer.lines().findFirst().orElse("") + "'");
            }
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static BlockingWebSocket binary(Target target, Random random) throws IOException {
        return new BlockingWebSocket(target, "tickstorm.v1", random);
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            if (head.length() > HEAD_MAX) {
                throw new IOException("the server's answer has no end");
            }
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    @Override
    public void send(ClientFrame frame) throws IOException {
        send(BINARY, frame.toByteArray());
    }

    /** Sends a whole message as one frame. */
    final void send(int firstByte, byte[] payload) throws IOException {
        send(FuzzedFrames.frame(firstByte, payload, payload.length, random));
    }

    /** Sends bytes as they are. */
    final void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    @Override
    public Welcome hear() throws IOException {
        ServerFrame frame = ServerFrame.parseFrom(next(BINARY));
        if (frame.hasError()) {
            noteReason(frame.getError());
        }
        return frame.getWelcome();
    }

    final void noteReason(Error error) {
        reason = error.getCode() + ": " + error.getMessage();
    }

    /** The payload of the next frame that begins like this; throws once a Close comes or the stream ends. */
    final byte[] next(int firstByte) throws IOException {
        while (true) {
            int head = in.readUnsignedByte();
            int length7 = in.readUnsignedByte();
            long length = length7 == 126 ? in.readUnsignedShort() : length7 == 127 ? in.readLong() : length7;
            if (length < 0 || length > MESSAGE_MAX) {
                throw new IOException("the server sent a frame of " + length + " bytes");
            }
            byte[] payload = in.readNBytes((int) length);
            if ((head & 15) == CLOSE) {
                throw new IOException(reason.isEmpty() ? "the server closed" : reason);
            }
            if (head == 0x89) {
                send(0x8A, payload);
            } else if (head == firstByte) {
                return payload;
            }
        }
    }

    /** Leaves for good, and waits for the server to close. */
    final void leave() {
        try {
            send(ClientFrame.newBuilder().setLeave(Leave.getDefaultInstance()).build());
            while (true) {
                hear();
            }
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public final void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
