package io.tickstorm.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of HTTP/1.1, as bare as the standard allows, one request at a time. It opens itself when a request
 * needs it. The client's thread only.
 */
final class HttpConnection implements Wire.Reader {
    /** Takes the body of an answer, which is empty if it had none. */
    interface Answer {
        void answer(ByteBuffer body) throws IOException;
    }

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final int ANSWER_BYTES_MAX = 1_024;
    private static final int STATUS_AT = 9;

    private final Wire wire;
    private final ByteBuffer in = ByteBuffer.allocate(ANSWER_BYTES_MAX);
    private @Nullable SocketChannel channel;
    private @Nullable Answer pending;

    HttpConnection(Wire wire) {
        this.wire = wire;
    }

    boolean isFree() {
        return pending == null;
    }

    void get(String path, Answer whenAnswered) throws IOException {
        request("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n", new byte[0], whenAnswered);
    }

    /** @param headers further ones, each with its line end */
    void post(String path, String headers, byte[] body, Answer whenAnswered) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n"
                + headers + "\r\n";
        request(head, body, whenAnswered);
    }

    private void request(String head, byte[] body, Answer whenAnswered) throws IOException {
        if (channel == null) {
            channel = wire.connect(this);
        }
        byte[] all = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, all, 0, head.length());
        System.arraycopy(body, 0, all, head.length(), body.length);
        pending = whenAnswered;
        wire.write(channel, all);
    }

    @Override
    public void read(SocketChannel from) throws IOException {
        boolean isOpen = wire.read(from, in);
        in.flip();
        takeAnswer();
        in.compact();
        if (!isOpen) {
            close();
        }
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private void takeAnswer() throws IOException {
        String text = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        int headEnd = text.indexOf("\r\n\r\n") + 4;
        if (headEnd < 4 || pending == null) {
            return;
        }
        if (text.charAt(STATUS_AT) != '2') {
            throw new IOException("the server answered " + text.substring(0, text.indexOf('\r')));
        }
        Matcher length = LENGTH.matcher(text.substring(0, headEnd));
        int bodyLength = length.find() ? Integer.parseInt(length.group(1)) : 0;
        if (text.length() < headEnd + bodyLength) {
            return;
        }
        Answer answered = pending;
        pending = null;
        ByteBuffer body = in.slice(in.position() + headEnd, bodyLength);
        in.position(in.position() + headEnd + bodyLength);
        answered.answer(body);
    }
}
