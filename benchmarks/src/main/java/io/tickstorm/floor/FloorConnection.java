package io.tickstorm.floor;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.tickstorm.kit.Handshake;
import io.tickstorm.metrics.ServerMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A socket of the floor. It answers the handshake and the Join, and ignores later bytes. On {@code GET /metrics} it
 * answers with the tick times, in the format of the server's own page. The loop's thread only.
 */
final class FloorConnection {
    private static final Pattern KEY = Pattern.compile("(?im)^sec-websocket-key: *(\\S+) *$");
    private static final String REFUSAL = "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n";

    private static final String METRICS = "GET /metrics";
    private static final PrometheusTextFormatWriter WRITER =
            PrometheusTextFormatWriter.builder().build();

    private final SocketChannel channel;
    private final ServerMetrics metrics;
    private final StringBuilder request = new StringBuilder();
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
