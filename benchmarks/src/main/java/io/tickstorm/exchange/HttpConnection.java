package io.tickstorm.exchange;

import io.tickstorm.kit.Handshake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection of HTTP/1.1 with the fewest headers that the standard allows, for one request at a time. A
 * request opens it if it is closed. The loop's thread only.
 */
final class HttpConnection implements CountedSocket.Reader, AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final int STATUS_AT = 9;
    private final CountedSocket.Traffic traffic;
    private @Nullable CountedSocket socket;
    private @Nullable String head;
    private @Nullable Answer pending;

    /** The handler of a response's body, which may be empty. */
    interface Answer {
        void answer(ByteBuffer body) throws IOException;
    }

    HttpConnection(CountedSocket.Traffic traffic) {
        this.traffic = traffic;
    }

    /** Returns true if no request is waiting for its response. */
    boolean isFree() {
        return pending == null;
    }

    void get(String path, Answer whenAnswered) throws IOException {
        request("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n", new byte[0], whenAnswered);
    }

    /** @param headers further headers, each with its line end */
    void post(String path, String headers, byte[] body, Answer whenAnswered) throws IOException {
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n"
                + headers + "\r\n";
        request(request, body, whenAnswered);
    }

    private void request(String text, byte[] body, Answer whenAnswered) throws IOException {
        CountedSocket to = socket == null ? new CountedSocket(traffic, this) : socket;
        socket = to;
        pending = whenAnswered;
        ByteBuffer all = ByteBuffer.allocate(text.length() + body.length);
        to.write(all.put(text.getBytes(StandardCharsets.US_ASCII)).put(body).array());
    }

    @Override
    public void received(ByteBuffer in) throws IOException {
        head = head == null ? Handshake.readHead(in) : head;
        if (head == null || pending == null) {
            return;
        }
        if (head.charAt(STATUS_AT) != '2') {
            throw new IOException("the server answered " + head.substring(0, head.indexOf('\r')));
        }
        Matcher length = LENGTH.matcher(head);
        int bodyLength = length.find() ? Integer.parseInt(length.group(1)) : 0;
        if (in.remaining() >= bodyLength) {
            Answer answered = pending;
            pending = null;
            head = null;
            ByteBuffer body = in.slice(in.position(), bodyLength);
            in.position(in.position() + bodyLength);
            answered.answer(body);
        }
    }

    @Override
    public void ended() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
