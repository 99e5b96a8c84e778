package io.tickstorm.load.attack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.tickstorm.kit.ClientFrames;
import io.tickstorm.kit.Handshake;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Leave;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A client of the binary protocol, or of the text protocol in JSON, over a WebSocket, with or without TLS. It binds a
 * source address and sends invalid frames, which {@code java.net.http.WebSocket} of JDK 17 cannot. One thread.
 */
final class BlockingWebSocket implements GameClient {
    private static final int READ_MS = 5_000;
    private static final int MESSAGE_MAX = 1 << 20;
    private static final int CLOSE_OPCODE = ClientFrames.CLOSE & 15;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Random random;
    private final boolean isText;
    private String reason = "";

    private BlockingWebSocket(Target target, boolean isText, Random random) throws IOException {
        this.random = random;
        this.isText = isText;
        socket = target.open(READ_MS);
        try {
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
            Handshake handshake = new Handshake(Handshake.SUBPROTOCOL + (isText ? ".json" : ""), random);
            out.write(handshake.request(target.url()));
            handshake.check(readHead());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects and upgrades to the binary protocol. */
    static BlockingWebSocket binary(Target target, Random random) throws IOException {
        return new BlockingWebSocket(target, false, random);
    }

    /** Connects and upgrades to the text protocol. */
    static BlockingWebSocket text(Target target, Random random) throws IOException {
        return new BlockingWebSocket(target, true, random);
    }

    private String readHead() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 15);
        String head = null;
        while (head == null) {
            bytes.put(in.readByte());
            head = Handshake.readHead(bytes.duplicate().flip());
        }
        return head;
    }

    @Override
    public void send(ClientFrame frame) throws IOException {
        byte[] payload =
                isText ? JsonFormat.printer().print(frame).getBytes(StandardCharsets.UTF_8) : frame.toByteArray();
        send(ClientFrames.of(isText ? ClientFrames.TEXT : ClientFrames.BINARY, payload, random.nextInt()));
    }

    /** Sends bytes as they are. */
    void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    @Override
    public Welcome receive() throws IOException {
        ServerFrame frame = isText ? textFrame() : ServerFrame.parseFrom(nextMessage());
        if (frame.hasError()) {
            reason = frame.getError().getCode() + ": " + frame.getError().getMessage();
        }
        return frame.getWelcome();
    }

    private ServerFrame textFrame() throws IOException {
        JsonObject json = JsonParser.parseString(new String(nextMessage(), StandardCharsets.UTF_8))
                .getAsJsonObject();
        ServerFrame.Builder frame = ServerFrame.newBuilder();
        if (json.has("error")) {
            merge(json, "error", frame.getErrorBuilder());
        }
        if (json.has("welcome")) {
            merge(json, "welcome", frame.getWelcomeBuilder());
        }
        return frame.build();
    }

    private static void merge(JsonObject json, String field, Message.Builder into) throws IOException {
        JsonFormat.parser().ignoringUnknownFields().merge(json.get(field).toString(), into);
    }

    /** Returns the payload of the next message. Throws an exception at a Close or the end of the stream. */
    private byte[] nextMessage() throws IOException {
        while (true) {
            int firstByte = in.readUnsignedByte();
            int length7 = in.readUnsignedByte();
            long length = length7 == 126 ? in.readUnsignedShort() : length7 == 127 ? in.readLong() : length7;
            if (length < 0 || length > MESSAGE_MAX) {
                throw new IOException("the server sent a frame of " + length + " bytes");
            }
            byte[] payload = in.readNBytes((int) length);
            if ((firstByte & 15) == CLOSE_OPCODE) {
                throw new IOException(reason.isEmpty() ? "the server closed" : reason);
            }
            if (firstByte == ClientFrames.PING) {
                send(ClientFrames.of(ClientFrames.PONG, payload, random.nextInt()));
            } else if (firstByte == (isText ? ClientFrames.TEXT : ClientFrames.BINARY)) {
                return payload;
            }
        }
    }

    /** Leaves for good, and waits until the server closes. */
    void leave() {
        try {
            send(ClientFrame.newBuilder().setLeave(Leave.getDefaultInstance()).build());
            while (true) {
                receive();
            }
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The connection has ended already.
        }
    }
}
