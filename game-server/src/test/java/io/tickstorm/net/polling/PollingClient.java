package io.tickstorm.net.polling;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.net.Poster;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.PollAnswer;
import io.tickstorm.proto.v1.PollRequest;
import io.tickstorm.proto.v1.ServerFrame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A polling client as in docs/PROTOCOL.md, over a network that can lose polls and answers. One thread; answers received
 * by the poster's threads wait in a queue.
 */
public final class PollingClient {
    /** Limit of a wait; a longer one is a hang. */
    public static final Duration HANG = Duration.ofSeconds(30);

    private static final int UNDER_WAY_MAX = 4;
    private static final int UNDER_WAY_MIN = 3;
    private static final int FRAMES_MAX = 8;
    private static final int CONFLICT = 409;

    private final Poster poster;
    private final Queue<ByteString> toSend = new ArrayDeque<>();
    private final SortedMap<Integer, PollRequest> underWay = new TreeMap<>();
    private final SortedMap<Integer, PollAnswer> early = new TreeMap<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Queue<ServerFrame> frames = new ArrayDeque<>();
    private final Random chance;
    private final double lossShare;
    private int number;
    private int received;

    ByteString session;
    int closeCode;
    int lostRequests;
    int lostAnswers;
    int cutOff;

    /** An answer, or the failure of a request. */
    private record Event(int number, int status, ByteString body) {}

    public PollingClient(int port) {
        this(port, 0, 1);
    }

    /** @param lossShare of the requests, of the answers, and of the connections while a request is held */
    PollingClient(int port, double lossShare, long seed) {
        poster = new Poster(port, "/poll");
        this.lossShare = lossShare;
        chance = new Random(seed);
        session = parse(ByteString.copyFrom(post(port, new byte[0]).body())).getSession();
    }

    /** Posts these bytes unchanged. */
    public static HttpResponse<byte[]> post(int port, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/poll"))
                .timeout(HANG)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .join();
    }

    public void send(ClientFrame.Builder frame) {
        toSend.add(frame.build().toByteString());
    }

    /** Returns the next frame; an empty one once the session is closed. */
    public ServerFrame next() {
        while (frames.isEmpty() && closeCode == 0) {
            step();
        }
        ServerFrame frame = frames.poll();
        return frame == null ? ServerFrame.getDefaultInstance() : frame;
    }

    /** Sends all frames that may be sent, and receives the next one. */
    void step() {
        boolean hasRoom = hasRoom();
        while (hasRoom && (!toSend.isEmpty() || underWay.size() < UNDER_WAY_MIN)) {
            PollRequest.Builder next =
                    PollRequest.newBuilder().setSession(session).setNumber(++number);
            while (!toSend.isEmpty() && next.getFramesCount() < FRAMES_MAX) {
                next.addFrames(toSend.remove());
            }
            PollRequest request = next.build();
            underWay.put(number, request);
            post(request);
            hasRoom = hasRoom();
        }
        try {
            Event event = events.poll(HANG.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new AssertionError("no answer in " + HANG + " to any of " + underWay.keySet());
            }
            take(event);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean hasRoom() {
        return underWay.size() < UNDER_WAY_MAX && number - received < ExchangeWindow.SIZE;
    }

    private void post(PollRequest request) {
        if (chance.nextDouble() < lossShare) {
            lostRequests++;
            events.add(new Event(request.getNumber(), 0, ByteString.EMPTY));
            return;
        }
        byte[] body = request.toBuilder().setReceived(received).build().toByteArray();
        boolean isCutOff = chance.nextDouble() < lossShare;
        boolean isAnswerLost = !isCutOff && chance.nextDouble() < lossShare;
        lostAnswers += isAnswerLost ? 1 : 0;
        Runnable cut = poster.post(body, (status, got) -> {
            boolean isLost = status == 0 || isAnswerLost;
            events.add(new Event(
                    request.getNumber(), isLost ? 0 : status, isLost ? ByteString.EMPTY : ByteString.copyFrom(got)));
        });
        if (isCutOff) {
            cutOff++;
            // The request may be in transit or held, or its answer may be in transit.
            CompletableFuture.delayedExecutor(chance.nextInt(20), TimeUnit.MILLISECONDS)
                    .execute(cut);
        }
    }

    private void take(Event event) {
        PollRequest request = java.util.Objects.requireNonNull(underWay.get(event.number()));
        if (event.status() == 0 || event.status() == CONFLICT) {
            // An aborted copy can overtake the next one, and occupy its place.
            post(request);
            return;
        }
        if (event.status() != 200) {
            throw new AssertionError(event.status() + ": " + event.body().toStringUtf8());
        }
        underWay.remove(event.number());
        early.put(event.number(), parse(event.body()));
        for (PollAnswer next = early.remove(received + 1); next != null; next = early.remove(received + 1)) {
            received++;
            for (ByteString frame : next.getFramesList()) {
                frames.add(frame(frame));
            }
            closeCode = next.getCloseCode();
        }
    }

    private static PollAnswer parse(ByteString body) {
        try {
            return PollAnswer.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerFrame frame(ByteString bytes) {
        try {
            return ServerFrame.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
