package io.tickstorm.floor;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.tickstorm.kit.Handshake;
import io.tickstorm.kit.NewestInput;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.ClientFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A socket of the floor. It answers the handshake and the Join, and reads only the tick of each input. On {@code GET
 * /metrics} it answers with the tick times, in the format of the server's own page. The loop's thread only.
 */
final class FloorConnection {
    private static final Pattern KEY = Pattern.compile("(?im)^sec-websocket-key: *(\\S+) *$");
    private static final String REFUSAL = "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n";

    private static final String METRICS = "GET /metrics";
    private static final PrometheusTextFormatWriter WRITER =
            PrometheusTextFormatWriter.builder().build();

    private static final int INPUT_TICK_TAG = ClientFrame.INPUT_TICK_FIELD_NUMBER << 3;
    /** The header of a short frame, with its mask. */
    private static final int HEADER_BYTES = 6;

    private static final int MASK_AT = 2;
    private static final int LENGTH7_MAX = 125;

    private final SocketChannel channel;
    private final ServerMetrics metrics;
    private final StringBuilder request = new StringBuilder();
    private final NewestInput newest = new NewestInput();
    private boolean upgraded;
    private boolean playing;

    FloorConnection(SocketChannel channel, ServerMetrics metrics) {
        this.channel = channel;
        this.metrics = metrics;
    }

    /** Handles bytes that were read. Returns whether they are the Join, which the Welcome answers. */
    boolean received(ByteBuffer bytes) throws IOException {
        if (!upgraded) {
            request.append(StandardCharsets.ISO_8859_1.decode(bytes));
            if (request.indexOf("\r\n\r\n") >= 0) {
                answer();
            }
            return false;
        }
        boolean isJoin = !playing;
        playing = true;
        return isJoin;
    }

    boolean isPlaying() {
        return playing;
    }

    /** Returns the newest input of the player. */
    NewestInput newest() {
        return newest;
    }

    /**
     * Records the inputs in bytes that were read. Throws an exception if they end within a frame: this does not happen
     * to clients whose inputs the loop reads in time.
     *
     * @param earlyNs time to the deadline of the next tick
     */
    void readInputs(ByteBuffer bytes, int nextTick, long earlyNs) throws IOException {
        while (bytes.hasRemaining()) {
            int at = bytes.position();
            int length = bytes.remaining() < HEADER_BYTES ? LENGTH7_MAX + 1 : bytes.get(at + 1) & 127;
            if (length > LENGTH7_MAX || bytes.remaining() < HEADER_BYTES + length) {
                throw new IOException("a client sent a frame that the floor does not read");
            }
            if (length > 1 && unmasked(bytes, at, 0) == INPUT_TICK_TAG) {
                newest.received(varint(bytes, at, length), nextTick, earlyNs);
            }
            bytes.position(at + HEADER_BYTES + length);
        }
    }

    /** Returns the varint after the first byte of a masked payload. */
    private static int varint(ByteBuffer frame, int at, int length) {
        int value = 0;
        for (int i = 1; i < length; i++) {
            int next = unmasked(frame, at, i);
            value |= (next & 127) << (7 * (i - 1));
            if (next >= 0) {
                break;
            }
        }
        return value;
    }

    private static byte unmasked(ByteBuffer frame, int at, int index) {
        return (byte) (frame.get(at + HEADER_BYTES + index) ^ frame.get(at + MASK_AT + (index & 3)));
    }

    /** Writes a frame. Returns false if the kernel did not accept all of it: the reader is too slow. */
    boolean write(ByteBuffer frame) throws IOException {
        channel.write(frame);
        return !frame.hasRemaining();
    }

    private void answer() throws IOException {
        if (request.indexOf(METRICS) == 0) {
            writeTimes();
        } else {
            upgrade();
        }
    }

    private void writeTimes() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        WRITER.write(text, metrics.registry().scrape(name -> name.startsWith("tickstorm_tick_")));
        String head = "HTTP/1.1 200 OK\r\nContent-Type: " + WRITER.getContentType() + "\r\nContent-Length: "
                + text.size() + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        channel.write(ByteBuffer.wrap(text.toByteArray()));
        request.setLength(0);
    }

    private void upgrade() throws IOException {
        Matcher key = KEY.matcher(request);
        if (!key.find()) {
            channel.write(ByteBuffer.wrap(REFUSAL.getBytes(StandardCharsets.US_ASCII)));
            request.setLength(0);
            return;
        }
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Protocol: tickstorm.v1\r\nSec-WebSocket-Accept: " + Handshake.accept(key.group(1))
                + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        upgraded = true;
    }
}
