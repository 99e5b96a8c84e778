package io.tickstorm.load.attack;

import com.google.protobuf.ByteString;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.PollAnswer;
import io.tickstorm.proto.v1.PollRequest;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The binary protocol over {@code POST /poll}, one request at a time over one connection. One thread. */
final class PollingClient implements RawClient {
    /** The server holds a request for 20 s at most. */
    private static final int READ_MS = 25_000;

    private static final int BODY_MAX = 1 << 20;
    private static final int HEAD_MAX = 16 * 1024;

    private final Target target;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final ByteString session;
    private final Deque<ByteString> heard = new ArrayDeque<>();
    private int number;

    /** Opens a session. */
    PollingClient(Target target) throws IOException {
        this.target = target;
        socket = target.open(READ_MS);
        try {
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            session = post(PollRequest.getDefaultInstance()).getSession();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The whole text of a request. */
    static byte[] request(Target target, byte[] body) {
        byte[] head = ("POST /poll HTTP/1.1\r\nHost: " + target.url().getAuthority() + "\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private PollAnswer post(PollRequest request) throws IOException {
        out.write(request(target, request.toByteArray()));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            if (head.length() > HEAD_MAX) {
                throw new IOException("the server's answer has no end");
            }
            head.append((char) in.readUnsignedByte());
        }
        String status = head.substring(0, head.indexOf("\r\n"));
        int length = head.toString()
                .lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
        if (!status.startsWith("HTTP/1.1 200 ") || length > BODY_MAX) {
            throw new IOException("the server answered '" + status + "'");
        }
        return PollAnswer.parseFrom(in.readNBytes(length));
    }

    @Override
    public void send(ClientFrame frame) throws IOException {
        take(post(next().addFrames(frame.toByteString()).build()));
    }

    private PollRequest.Builder next() {
        PollRequest.Builder request =
                PollRequest.newBuilder().setSession(session).setReceived(number);
        return request.setNumber(++number);
    }

    private void take(PollAnswer answer) throws IOException {
        heard.addAll(answer.getFramesList());
        if (answer.getCloseCode() != 0 && heard.isEmpty()) {
            throw new IOException("the server closed with " + answer.getCloseCode());
        }
    }

    @Override
    public Welcome hear() throws IOException {
        while (heard.isEmpty()) {
            take(post(next().build()));
        }
        return ServerFrame.parseFrom(heard.remove()).getWelcome();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
