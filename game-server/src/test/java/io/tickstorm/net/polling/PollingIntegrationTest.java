package io.tickstorm.net.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.ChatSend;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.PollRequest;
import io.tickstorm.proto.v1.ServerFrame;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests long polling over real sockets, against the complete server. */
final class PollingIntegrationTest {
    private static final NetSettings.Limits TALKATIVE =
            new NetSettings.Limits(50, 2048, 100_000, 100_000, 100_000, 100_000, 10_000, 500, 65_536);
    private static final int MESSAGES = 10_000;
    /** The most lines sent but not yet received: the room stores 64 lines. */
    private static final int UNANSWERED_MAX = 48;

    @Test
    void aPollingClientJoinsAndGetsFrames() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            PollingClient client = join(new PollingClient(server.server.port()), "Ada");
            ServerFrame first = client.next();
            assertTrue(first.hasWelcome());
            assertEquals(1, server.server.connections());
            int tick = first.getTick();
            for (int i = 0; i < 30; i++) {
                ServerFrame frame = client.next();
                assertTrue(frame.getTick() > tick, "in order");
                assertEquals(tick, frame.getTick() - frame.getSinceAge(), "the frame before is the baseline");
                tick = frame.getTick();
                client.send(ClientFrame.newBuilder().setInputTick(tick));
            }
        }
    }

    @Test
    void neitherLosesNorRepeatsMessagesWhilePollsAndAnswersAreLost() {
        try (TestServer server = new TestServer(4, TALKATIVE, 120)) {
            PollingClient speaker = join(new PollingClient(server.server.port(), 0.15, 6), "Ada");
            speaker.next();
            CompletableFuture<List<String>> listener = CompletableFuture.supplyAsync(() -> listen(server));
            Await.until(2 + " people", () -> server.lobby.people() >= 2);
            List<String> echoes = new ArrayList<>();
            int sent = 0;
            while (echoes.size() < MESSAGES) {
                for (; sent < MESSAGES && sent - echoes.size() < UNANSWERED_MAX; sent++) {
                    speaker.send(ClientFrame.newBuilder()
                            .setChat(ChatSend.newBuilder().setText("line " + sent)));
                }
                ServerFrame frame = speaker.next();
                assertEquals(0, speaker.closeCode);
                frame.getChatList().stream().map(ChatLine::getText).forEach(echoes::add);
                speaker.send(ClientFrame.newBuilder().setInputTick(frame.getTick()));
            }
            List<String> lines =
                    IntStream.range(0, MESSAGES).mapToObj(i -> "line " + i).toList();
            assertEquals(lines, echoes, "down: each once, in order");
            assertEquals(lines, listener.join(), "up: each once, in order");
            int lost = speaker.lostRequests + speaker.lostAnswers + speaker.cutOff;
            assertTrue(lost > 500, "only " + lost + " lost");
            assertTrue(server.metrics.pollsRepeated.get() > 100, "answers were sent again");
            print(speaker, server);
        }
    }

    private static void print(PollingClient speaker, TestServer server) {
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.printf(
                    "%d up, %d down; %d requests, %d answers lost, %d cut off, %d repeated: 0 lost, 0 doubled%n",
                    MESSAGES, MESSAGES, speaker.lostRequests, speaker.lostAnswers, speaker.cutOff, (long)
                            server.metrics.pollsRepeated.get());
        }
    }

    /**
     * Awaits and returns {@link #MESSAGES} chat lines of the room, as received by a player on a WebSocket.
     */
    private static List<String> listen(TestServer server) {
        List<String> received = new ArrayList<>();
        try (TestClient client = server.connect().join("Bob")) {
            while (received.size() < MESSAGES) {
                ServerFrame frame = client.next();
                frame.getChatList().stream().map(ChatLine::getText).forEach(received::add);
                client.acknowledge(frame.getTick());
            }
        }
        return received;
    }

    @Test
    void aShipMovesToAWebSocketAndThePollsAreClosedWithAReason() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            PollingClient poller = join(new PollingClient(server.server.port()), "Ada");
            ServerFrame first = poller.next();
            TestClient over = server.connect()
                    .join(Join.newBuilder()
                            .setName("Ada")
                            .setResumeToken(first.getWelcome().getResumeToken())
                            .setEpoch(first.getWelcome().getEpoch())
                            .setResumeTick(first.getTick()));
            ServerFrame again = over.next();
            assertTrue(again.getWelcome().getResumed());
            assertEquals(first.getWelcome().getShip(), again.getWelcome().getShip());
            assertEquals(first.getTick(), again.getTick() - again.getSinceAge(), "continues from the frame held");
            ServerFrame last = poller.next();
            while (!last.hasError()) {
                last = poller.next();
            }
            assertEquals(ErrorCode.ERROR_CODE_SUPERSEDED, last.getError().getCode());
            assertEquals(1000, poller.closeCode);
        }
    }

    @Test
    void aSessionWithoutPollsIsALostConnection() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            PollingClient poller = join(new PollingClient(server.server.port()), "Ada");
            poller.next();
            Await.until("the end of the session", () -> server.server.connections() == 0);
            assertEquals(1, server.metrics.count("lost") + server.metrics.count("silent"));
            assertEquals(1, server.lobby.people(), "the seat is kept");
        }
    }

    @Test
    void aRefusalHasItsReasonAndCode() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            PollingClient client = join(new PollingClient(server.server.port()), "");
            assertEquals(ErrorCode.ERROR_CODE_BAD_NAME, client.next().getError().getCode());
            assertEquals(1008, client.closeCode);
            Await.until("the session to end", () -> server.server.connections() == 0);
        }
    }

    @Test
    void anInvalidPollIsRefusedWithASentence() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            int port = server.server.port();
            byte[] nothing = {};
            assertEquals(400, PollingClient.post(port, new byte[] {1, 2, 3}).statusCode());
            assertEquals(413, PollingClient.post(port, new byte[20_000]).statusCode());
            assertEquals(
                    403,
                    PollingClient.post(port, nothing, "Origin", "https://evil.example")
                            .statusCode());
            HttpResponse<byte[]> friend = PollingClient.post(port, nothing, "Origin", "https://friend.example");
            assertEquals(200, friend.statusCode());
            assertEquals(
                    "https://friend.example",
                    friend.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
            assertTrue(friend.headers().firstValue("Cache-Control").orElse("").contains("no-store"));
            assertTrue(friend.headers().firstValue("Content-Length").isPresent());
            PollRequest stranger = PollRequest.newBuilder()
                    .setSession(com.google.protobuf.ByteString.copyFrom(new byte[16]))
                    .setNumber(1)
                    .build();
            assertEquals(404, PollingClient.post(port, stranger.toByteArray()).statusCode());
        }
    }

    @Test
    void moreConcurrentRequestsThanAllowedEndTheSession() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            PollingClient client = new PollingClient(server.server.port());
            PollRequest ahead = PollRequest.newBuilder()
                    .setSession(client.session)
                    .setNumber(ExchangeWindow.SIZE + 1)
                    .build();
            assertEquals(
                    400,
                    PollingClient.post(server.server.port(), ahead.toByteArray())
                            .statusCode());
            Await.until("the end to be counted", () -> server.metrics.count("bad_poll") == 1);
        }
    }

    @Test
    void aShutdownIsReportedWithAHintToReconnect() {
        try (TestServer server = new TestServer(4, TestServer.LIMITS)) {
            PollingClient client = join(new PollingClient(server.server.port()), "Ada");
            client.next();
            server.shutDown();
            ServerFrame last = client.next();
            while (!last.hasError()) {
                last = client.next();
            }
            assertEquals(ErrorCode.ERROR_CODE_SHUTTING_DOWN, last.getError().getCode());
            assertTrue(last.getError().getRetryAfterMs() > 0);
            assertEquals(1012, client.closeCode);
        }
    }

    private static PollingClient join(PollingClient client, String name) {
        client.send(ClientFrame.newBuilder().setJoin(Join.newBuilder().setName(name)));
        return client;
    }
}
