package io.tickstorm.load.attack;

import com.google.protobuf.ByteString;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.PollAnswer;
import io.tickstorm.proto.v1.PollRequest;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The binary protocol over {@code POST /poll}, one request at a time. One thread. */
final class PollingClient implements GameClient {
    /** The server holds a request for 20 s at most. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(25);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI poll;
    private final ByteString session;
    private final Deque<ByteString> received = new ArrayDeque<>();
    private int number;

    /** Opens a session. */
    PollingClient(URI webSocket) throws IOException {
        poll = URI.create("http://" + webSocket.getAuthority() + "/poll");
        session = post(PollRequest.getDefaultInstance()).getSession();
    }

    private PollAnswer post(PollRequest request) throws IOException {
        HttpRequest post = HttpRequest.newBuilder(poll)
                .timeout(ANSWER_MAX)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
                .build();
        try {
            HttpResponse<byte[]> response = HTTP.send(post, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("the server answered with status " + response.statusCode());
            }
            return PollAnswer.parseFrom(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void send(ClientFrame frame) throws IOException {
        exchange(next().addFrames(frame.toByteString()));
    }

    private PollRequest.Builder next() {
        PollRequest.Builder request =
                PollRequest.newBuilder().setSession(session).setReceived(number);
        return request.setNumber(++number);
    }

    private void exchange(PollRequest.Builder request) throws IOException {
        PollAnswer answer = post(request.build());
        received.addAll(answer.getFramesList());
        if (answer.getCloseCode() != 0 && received.isEmpty()) {
            throw new IOException("the server closed with " + answer.getCloseCode());
        }
    }

    @Override
    public Welcome receive() throws IOException {
        while (received.isEmpty()) {
            exchange(next());
        }
        return ServerFrame.parseFrom(received.remove()).getWelcome();
    }

    /** Stops polling, which ends the session. */
    @Override
    public void close() {}
}
