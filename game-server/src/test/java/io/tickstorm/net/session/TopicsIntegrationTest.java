package io.tickstorm.net.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.polling.PollingClient;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.proto.v1.Acknowledgement;
import io.tickstorm.proto.v1.Announcement;
import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.ChatSend;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.StandingsRequest;
import io.tickstorm.proto.v1.Subscribe;
import io.tickstorm.proto.v1.Topic;
import io.tickstorm.proto.v1.Unsubscribe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests publishing and acknowledgement over real sockets. */
final class TopicsIntegrationTest {
    private final TestServer server =
            new TestServer(4, TestServer.LIMITS, Defence.STANDARD.with(new Defence.Admin(0, null)));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRequestIsAcknowledgedOnceItIsCarriedOut() {
        TestClient ada = server.connect().join("Ada");
        ada.send(ClientFrame.newBuilder()
                .setRequest(7)
                .setChat(ChatSend.newBuilder().setText("hello")));
        ServerFrame frame = frameWith(ada, 7);
        assertEquals(
                ErrorCode.ERROR_CODE_UNSPECIFIED, frame.getAcknowledgements(0).getError());
        assertEquals("hello", frame.getChat(0).getText(), "published, and then acknowledged");
    }

    @Test
    void aRefusalNamesTheRequestAndItsReason() {
        TestClient ada = server.connect().join("Ada");
        ada.send(chat("\u202e").setRequest(8));
        ServerFrame refused = frameWith(ada, 8);
        assertEquals(
                ErrorCode.ERROR_CODE_BAD_CHAT, refused.getAcknowledgements(0).getError());
        assertTrue(!refused.hasError(), "sent once");
        for (int i = 0; i < 6; i++) {
            ada.send(chat("line").setRequest(10 + i));
        }
        Acknowledgement flood = frameWith(ada, 15).getAcknowledgementsList().stream()
                .filter(each -> each.getRequest() == 15)
                .findFirst()
                .orElseThrow();
        assertEquals(ErrorCode.ERROR_CODE_FLOOD, flood.getError());
    }

    @Test
    void aPageOfTheStandingsComesWithItsAcknowledgementAndAtALimitedRate() {
        TestClient ada = server.connect().join("Ada");
        for (int request = 1; request <= 6; request++) {
            ada.send(ClientFrame.newBuilder()
                    .setRequest(request)
                    .setStandingsRequest(StandingsRequest.newBuilder().setFirstPlace(1)));
        }
        ServerFrame frame = frameWith(ada, 1);
        assertEquals("Ada", frame.getStandings().getEntries(0).getName());
        assertEquals(1, frame.getStandings().getPlayers());
        ServerFrame last = frame.getAcknowledgementsList().stream().anyMatch(each -> each.getRequest() == 6)
                ? frame
                : frameWith(ada, 6);
        Acknowledgement flood = last.getAcknowledgementsList().stream()
                .filter(each -> each.getRequest() == 6)
                .findFirst()
                .orElseThrow();
        assertEquals(ErrorCode.ERROR_CODE_FLOOD, flood.getError());
    }

    @Test
    void onlySubscribersOfATopicReceiveIt() {
        TestClient ada = server.connect().join("Ada");
        TestClient bob = server.connect().join("Bob");
        bob.next();
        ada.send(ClientFrame.newBuilder()
                .setRequest(1)
                .setUnsubscribe(Unsubscribe.newBuilder().addTopics(Topic.TOPIC_CHAT)));
        frameWith(ada, 1);
        bob.send(chat("missed").setRequest(1));
        frameWith(bob, 1);
        ada.send(ClientFrame.newBuilder()
                .setRequest(2)
                .setSubscribe(Subscribe.newBuilder().addTopics(Topic.TOPIC_CHAT)));
        List<String> received = new ArrayList<>(receivedUntil(ada, 2));
        bob.send(chat("received").setRequest(2));
        frameWith(bob, 2);
        ada.send(ClientFrame.newBuilder().setRequest(3).setPing(io.tickstorm.proto.v1.Ping.newBuilder()));
        received.addAll(receivedUntil(ada, 3));
        assertEquals(List.of("received"), received);
    }

    @Test
    void anAnnouncementReachesEveryRoomOverEitherTransport() {
        TestClient ada = server.connect().join("Ada");
        TestClient other =
                server.connect().join(Join.newBuilder().setName("Bob").setCreateRoom(true));
        PollingClient poller = new PollingClient(server.server.port());
        poller.send(ClientFrame.newBuilder().setJoin(Join.newBuilder().setName("Cleo")));
        poller.next();
        ada.next();
        other.next();
        assertEquals(400, announce("two\nlines", ""));
        assertEquals(204, announce("noon", ""));
        List<Supplier<ServerFrame>> clients = List.of(ada::next, other::next, poller::next);
        for (Supplier<ServerFrame> client : clients) {
            Announcement sent = announcement(client);
            assertEquals("noon", sent.getText());
            assertEquals(1, sent.getSequence());
        }
    }

    @Test
    void aPageCannotAnnounce() {
        assertEquals(403, announce("noon", "http://127.0.0.1"));
    }

    @Test
    void aResumeReceivesNoAnnouncementTwice() {
        TestClient ada = server.connect().join("Ada");
        com.google.protobuf.ByteString token = ada.next().getWelcome().getResumeToken();
        announce("one", "");
        announcement(ada::next);
        announce("two", "");
        int sequence = announcement(ada::next).getSequence();
        announce("three", "");
        announcement(ada::next);
        TestClient other = server.connect().join("Bob");
        int epoch = other.next().getWelcome().getEpoch();
        TestClient again = server.connect()
                .join(Join.newBuilder()
                        .setName("Ada")
                        .setResumeToken(token)
                        .setEpoch(epoch)
                        .setAnnouncementSequence(sequence));
        assertEquals("three", announcement(again::next).getText());
    }

    private int announce(String text, String origin) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.server.adminPort() + "/announce"))
                .timeout(PollingClient.HANG)
                .POST(HttpRequest.BodyPublishers.ofString(text));
        if (!origin.isEmpty()) {
            request.header("Origin", origin);
        }
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    private static ClientFrame.Builder chat(String text) {
        return ClientFrame.newBuilder().setChat(ChatSend.newBuilder().setText(text));
    }

    private static ServerFrame frameWith(TestClient client, int request) {
        ServerFrame frame = client.next();
        while (!acknowledges(frame, request)) {
            frame = client.next();
        }
        return frame;
    }

    private static List<String> receivedUntil(TestClient client, int request) {
        List<String> received = new ArrayList<>();
        ServerFrame frame;
        do {
            frame = client.next();
            frame.getChatList().stream().map(ChatLine::getText).forEach(received::add);
        } while (!acknowledges(frame, request));
        return received;
    }

    private static boolean acknowledges(ServerFrame frame, int request) {
        return frame.getAcknowledgementsList().stream().anyMatch(each -> each.getRequest() == request);
    }

    private static Announcement announcement(Supplier<ServerFrame> client) {
        ServerFrame frame = client.get();
        while (frame.getAnnouncementsCount() == 0) {
            frame = client.get();
        }
        return frame.getAnnouncements(0);
    }
}
