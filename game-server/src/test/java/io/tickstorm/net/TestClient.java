package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.ServerFrame;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A WebSocket client that may misbehave: it sends exactly the bytes of a test. One thread. */
public final class TestClient implements AutoCloseable {
    /** Limit of a wait; a longer one is a hang. */
    private static final int HANG_MS = 30_000;

    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int RECEIVE_BYTES = 64 * 1024;

    private final Socket socket;
    private final DataInputStream in;
    private final Random mask = new Random(1);
    /** The newest error that the server reported. */
    public ErrorCode error = ErrorCode.ERROR_CODE_UNSPECIFIED;

    public String closeReason = "";
    public boolean answersPings = true;

    private TestClient(int port) throws IOException {
        this(port, RECEIVE_BYTES);
    }

    private TestClient(int port, int receiveBytes) throws IOException {
        this(plain(port, receiveBytes));
    }

    private TestClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(HANG_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    private static Socket plain(int port, int receiveBytes) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBytes);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Opens a client under TLS, after its handshake. */
    public static TestClient open(int port, SSLContext tls, int receiveBytes) {
        return open(port, tls, receiveBytes, headers(port));
    }

    public static TestClient open(int port, SSLContext tls, int receiveBytes, Map<String, String> headers) {
        try {
            SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain(port, receiveBytes), "localhost", port, true);
            socket.startHandshake();
            TestClient client = new TestClient(socket);
            assertEquals(101, client.handshake(headers));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestClient open(int port) {
        return open(port, RECEIVE_BYTES);
    }

    /** Opens a client whose kernel buffers little more than this while it does not read. */
    public static TestClient open(int port, int receiveBytes) {
        return open(port, receiveBytes, headers(port));
    }

    public static TestClient open(int port, int receiveBytes, Map<String, String> headers) {
        try {
            TestClient client = new TestClient(port, receiveBytes);
            assertEquals(101, client.handshake(headers));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a client with these headers. */
    public static TestClient open(int port, Map<String, String> headers) {
        return open(port, RECEIVE_BYTES, headers);
    }

    /** Requests an upgrade with these headers and returns the status. */
    public static int status(int port, Map<String, String> headers) {
        try (TestClient client = new TestClient(port)) {
            return client.handshake(headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the headers of a valid handshake, for tests to change. */
    public static Map<String, String> headers(int port) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + port);
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "keep-alive, Upgrade");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        headers.put("Sec-WebSocket-Protocol", "tickstorm.v1");
        return headers;
    }

    /** Requests an upgrade with these headers and returns the status and its sentence. */
    public static String refusal(int port, Map<String, String> headers) {
        try (TestClient client = new TestClient(port)) {
            int status = client.handshake(headers);
            return status + " " + client.readTo("\n").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int handshake(Map<String, String> headers) throws IOException {
        StringBuilder request = new StringBuilder("GET /ws HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        String response = readTo("\r\n\r\n");
        int status = Integer.parseInt(response.substring(9, 12));
        if (status == 101) {
            // The key of the example in RFC 6455, section 1.3.
            assertEquals(true, response.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), response);
            assertEquals(true, response.contains("tickstorm.v1"), response);
        }
        return status;
    }

    private String readTo(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            read.append((char) in.readUnsignedByte());
        }
        return read.toString();
    }

    public TestClient join(String name) {
        return join(Join.newBuilder().setName(name));
    }

    public TestClient join(Join.Builder join) {
        send(ClientFrame.newBuilder().setJoin(join));
        return this;
    }

    public void input(int tick, int control, int acknowledgedAge) {
        send(ClientFrame.newBuilder().setInputTick(tick).setControl(control).setAcknowledgedAge(acknowledgedAge));
    }

    /** Acknowledges the frame of a tick, even if it was not received. */
    public void acknowledge(int tick) {
        send(ClientFrame.newBuilder().setInputTick(tick));
    }

    public void send(ClientFrame.Builder frame) {
        frame(0x82, frame.build().toByteArray());
    }

    /** Sends a masked frame with this first byte. */
    public void frame(int firstByte, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) firstByte);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) 0xFE).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xFF).putLong(payload.length);
        }
        byte[] key = new byte[4];
        mask.nextBytes(key);
        frame.put(key);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ key[i % 4]));
        }
        raw(Arrays.copyOf(frame.array(), frame.position()));
    }

    public void raw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The server has closed already: the test reads why.
        }
    }

    /** Returns the next message; an empty frame once the connection is closed. */
    public ServerFrame next() {
        byte[] message = nextMessage();
        try {
            ServerFrame frame = ServerFrame.parseFrom(message);
            if (frame.hasError()) {
                error = frame.getError().getCode();
            }
            return frame;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads until the server closes, and returns its close code. */
    public int closeCode() {
        while (code == 0) {
            next();
        }
        return code;
    }

    /** Returns true if the TCP stream ends after a Close. */
    public boolean endsAfterClose() {
        closeCode();
        frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private int code;

    /** Returns the code of the server's Close; 0 while it is open. */
    public int code() {
        return code;
    }

    /** Payload of the newest pong. */
    public byte[] pong = {};

    private void answer(byte[] ping) {
        if (answersPings) {
            frame(0x80 | 10, ping);
        }
    }

    /** Returns the bytes of the next message; empty once the connection is closed. */
    public byte[] nextMessage() {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 15;
                int length = in.readUnsignedByte();
                byte[] payload = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
                if (opcode == CLOSE) {
                    code = payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
                    closeReason = new String(
                            payload,
                            Math.min(2, payload.length),
                            Math.max(0, payload.length - 2),
                            StandardCharsets.UTF_8);
                    return new byte[0];
                }
                if (opcode == 10) {
                    pong = payload;
                } else if (opcode == PING) {
                    answer(payload);
                } else {
                    return payload;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the connection without a Close. */
    @Override
    public void close() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
