package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.polling.PollingClient;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests a server that other clients fill, each within the limits of an address: players stay, and new players can join.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrowdIntegrationTest {
    private static final int PLACES = 16;
    private static final int CROWD = 60;
    private static final Defence FEW =
            Defence.STANDARD.with(new Defence.ConnectionLimits(PLACES, 100, 8, 100, 1_000, 32_768, 131_072, false));
    private static final NetSettings.Limits EIGHT =
            new NetSettings.Limits(8, 2048, 256, 512, 1, 5, 60_000, 500, 65_536);

    private final List<AutoCloseable> crowd = new ArrayList<>();

    @AfterEach
    void closeCrowd() throws Exception {
        for (AutoCloseable each : crowd) {
            each.close();
        }
    }

    @Test
    void idleConnectionsAreEvictedAndPlayersAreNot() {
        try (TestServer server = new TestServer(8, TestServer.LIMITS, FEW);
                TestClient socket = server.connect().join("Socket")) {
            PollingClient polling = joinByPolling(server, "Polling");
            for (int i = 0; i < CROWD; i++) {
                crowd(server).send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").read("ok\n");
                play(socket, polling);
            }
            assertNewcomersGetIn(server);
            assertStay(server, socket, polling);
            assertTrue(server.metrics.count("idle_pushed_out") >= CROWD - PLACES);
        }
    }

    @Test
    void unfinishedRequestsAreEvictedAndPlayersAreNot() {
        try (TestServer server = new TestServer(8, TestServer.LIMITS, FEW);
                TestClient socket = server.connect().join("Socket")) {
            PollingClient polling = joinByPolling(server, "Polling");
            for (int i = 0; i < CROWD; i++) {
                crowd(server).send("POST /poll HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx");
                play(socket, polling);
            }
            assertNewcomersGetIn(server);
            assertStay(server, socket, polling);
            assertTrue(server.metrics.count("request_pushed_out") > 0);
        }
    }

    @Test
    void halfHandshakesAreEvictedBeforeIdleConnections() {
        try (TestServer server = new TestServer(8, TestServer.LIMITS, FEW)) {
            RawHttp idle = crowd(server);
            idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").read("ok\n");
            for (int i = 0; i < CROWD; i++) {
                crowd(server).send("GET / HT");
            }
            assertNewcomersGetIn(server);
            assertTrue(server.metrics.count("handshake_pushed_out") > 0);
            assertEquals(0, server.metrics.count("idle_pushed_out"));
            idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").read("ok\n");
        }
    }

    @Test
    void onlyPollingSessionsThatHaveNotJoinedAreEvicted() {
        try (TestServer server = new TestServer(8, EIGHT)) {
            PollingClient polling = joinByPolling(server, "Polling");
            for (int i = 0; i < 50; i++) {
                assertEquals(
                        200,
                        PollingClient.post(server.server.port(), new byte[0]).statusCode());
            }
            try (TestClient socket = server.connect().join("Socket")) {
                assertTrue(socket.next().hasWelcome());
                assertTrue(server.metrics.count("polling_pushed_out") > 0);
                assertStay(server, socket, polling);
            }
            assertTrue(joinByPolling(server, "Another").next().getTick() > 0);
        }
    }

    @Test
    void webSocketsThatHaveNotJoinedAreEvictedAfterPollingSessions() {
        try (TestServer server = new TestServer(8, EIGHT)) {
            for (int i = 0; i < 7; i++) {
                crowd.add(server.connect());
            }
            assertEquals(
                    200, PollingClient.post(server.server.port(), new byte[0]).statusCode());
            try (TestClient ada = server.connect().join("Ada");
                    TestClient bob = server.connect().join("Bob")) {
                assertTrue(ada.next().hasWelcome());
                assertTrue(bob.next().hasWelcome());
            }
            assertEquals(1, server.metrics.count("polling_pushed_out"));
            assertEquals(1, server.metrics.count("socket_pushed_out"));
            try (TestClient oldest = (TestClient) crowd.remove(0)) {
                assertEquals(1008, oldest.closeCode());
            }
        }
    }

    @Test
    void playersAreNeverEvicted() {
        try (TestServer server = new TestServer(16, EIGHT)) {
            List<TestClient> players = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                TestClient player = server.connect().join("P" + i);
                crowd.add(player);
                players.add(player);
                assertTrue(player.next().hasWelcome());
            }
            int port = server.server.port();
            assertEquals(503, TestClient.status(port, TestClient.headers(port)));
            assertEquals(503, PollingClient.post(port, new byte[0]).statusCode());
            players.forEach(player -> assertTrue(player.next().getTick() > 0));
        }
    }

    @Test
    void theTimeToJoinShrinksWhileTheServerIsFull() {
        NetSettings.Limits patient = new NetSettings.Limits(8, 2048, 256, 512, 1, 5, 3_000, 500, 65_536);
        try (TestServer server = new TestServer(8, patient)) {
            for (int i = 0; i < 8; i++) {
                crowd.add(server.connect());
            }
            for (AutoCloseable client : crowd) {
                assertEquals(1008, ((TestClient) client).closeCode());
            }
            assertEquals(8, server.metrics.count("not_joined"));
        }
    }

    private RawHttp crowd(TestServer server) {
        RawHttp one = new RawHttp(server.server.port());
        crowd.add(one);
        return one;
    }

    private static PollingClient joinByPolling(TestServer server, String name) {
        PollingClient client = new PollingClient(server.server.port());
        client.send(ClientFrame.newBuilder().setJoin(Join.newBuilder().setName(name)));
        assertTrue(client.next().hasWelcome());
        return client;
    }

    private static void assertNewcomersGetIn(TestServer server) {
        try (TestClient newcomer = server.connect().join("New")) {
            assertTrue(newcomer.next().hasWelcome());
        }
        joinByPolling(server, "Newer");
    }

    private static void play(TestClient socket, PollingClient polling) {
        socket.acknowledge(socket.next().getTick());
        int tick = polling.next().getTick();
        assertTrue(tick > 0, "the polling player receives the end");
        polling.send(ClientFrame.newBuilder().setInputTick(tick));
    }

    private static void assertStay(TestServer server, TestClient socket, PollingClient polling) {
        int from = server.lobby.people();
        for (int i = 0; i < 30; i++) {
            play(socket, polling);
        }
        assertEquals(0, socket.code());
        assertTrue(server.lobby.people() >= Math.min(2, from));
    }
}
