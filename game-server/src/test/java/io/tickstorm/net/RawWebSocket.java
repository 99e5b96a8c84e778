package io.tickstorm.net;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A WebSocket of bytes: sends any frames, and reports each received frame and the end of the stream. One thread. */
public final class RawWebSocket implements AutoCloseable {
    public static final String END = "end of stream";

    /** Limit of a wait; a longer one is a hang. */
    private static final int HANG_MS = 30_000;

    private static final int SHOWN_BYTES_MAX = 64;

    private final Socket socket;
    private final DataInputStream in;

    public RawWebSocket(int port, @Nullable SSLContext tls) {
        try {
            socket = tls == null
                    ? new Socket(InetAddress.getLoopbackAddress(), port)
                    : tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(HANG_MS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            handshake(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handshake(int port) throws IOException {
        StringBuilder request = new StringBuilder("GET /ws HTTP/1.1\r\n");
        TestClient.headers(port)
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        StringBuilder response = new StringBuilder();
        while (response.indexOf("\r\n\r\n") < 0) {
            response.append((char) in.readUnsignedByte());
        }
        if (!response.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(response.toString());
        }
    }

    /** Returns a masked frame with this first byte. */
    public static byte[] frame(int firstByte, byte[] payload) {
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
        new Random(payload.length).nextBytes(key);
        frame.put(key);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ key[i % 4]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** Sends the bytes in writes of {@code writeBytes}; once the server has closed, the rest is not sent. */
    public void send(byte[] bytes, int writeBytes) {
        try {
            for (int at = 0; at < bytes.length; at += writeBytes) {
                socket.getOutputStream().write(bytes, at, Math.min(writeBytes, bytes.length - at));
            }
        } catch (IOException e) {
            // The server has ended the stream already: the test reads how.
        }
    }

    /**
     * Returns the next frame as text, such as {@code text hello}, {@code pong 00ff} or {@code close 1002}; or {@link
     * #END}.
     */
    public String next() {
        try {
            int first = in.readUnsignedByte();
            int length7 = in.readUnsignedByte();
            long length = length7 == 126 ? in.readUnsignedShort() : length7 == 127 ? in.readLong() : length7;
            return shown(first, in.readNBytes((int) length));
        } catch (EOFException e) {
            return END;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String shown(int firstByte, byte[] payload) {
        return switch (firstByte) {
            case 0x81 -> "text " + shortened(new String(payload, StandardCharsets.UTF_8), payload);
            case 0x82 -> "binary " + shortened(HexFormat.of().formatHex(payload), payload);
            case 0x8A -> "pong " + HexFormat.of().formatHex(payload);
            case 0x88 -> "close " + (payload.length < 2 ? "" : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF));
            default -> "first byte " + Integer.toHexString(firstByte);
        };
    }

    private static String shortened(String text, byte[] payload) {
        return payload.length <= SHOWN_BYTES_MAX ? text : payload.length + " bytes, hash " + Arrays.hashCode(payload);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
