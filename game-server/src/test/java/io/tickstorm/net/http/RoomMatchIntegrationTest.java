package io.tickstorm.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.proto.v1.Join;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the requests with which a program learns where to connect: {@code GET /rooms/CODE}, {@code POST /rooms/quick}
 * and {@code POST /rooms}.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoomMatchIntegrationTest {
    private static final int SEATS = 4;

    private static TestServer server() {
        return new TestServer(SEATS, TestServer.LIMITS);
    }

    private static String post(TestServer server, String path, String body) {
        try (RawHttp http = new RawHttp(server.server.port())) {
            http.send("POST " + path + " HTTP/1.1\r\nHost: play.example:1234\r\nConnection: close\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            return http.readToEnd();
        }
    }

    private static JsonObject json(String answer) {
        return JsonParser.parseString(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                .getAsJsonObject();
    }

    @Test
    void theAnswerNamesTheRoomTheAddressAndTheEpoch() {
        try (TestServer server = server()) {
            JsonObject room = json(post(server, "/rooms/quick", ""));
            assertEquals(server.lobby.code(), room.get("room").getAsString());
            assertEquals("ws://play.example:1234/ws", room.get("url").getAsString());
            assertTrue(room.get("epoch").getAsInt() > 0);
        }
    }

    @Test
    void aRoomThatDoesNotExistIs404AndAFullOneIs409() {
        try (TestServer server = server()) {
            int port = server.server.port();
            assertEquals(404, RawHttp.status(RawHttp.answer(port, "GET /rooms/ZZZZ HTTP/1.1")));
            String code =
                    json(post(server, "/rooms", "{\"seats\":2}")).get("room").getAsString();
            assertEquals(200, RawHttp.status(RawHttp.answer(port, "GET /rooms/" + code + " HTTP/1.1")));
            try (TestClient ada = server.connect()
                            .join(Join.newBuilder().setName("Ada").setRoom(code));
                    TestClient bob = server.connect()
                            .join(Join.newBuilder().setName("Bob").setRoom(code))) {
                assertEquals(2, ada.next().getWelcome().getSeats());
                assertEquals(code, bob.next().getWelcome().getRoom());
                assertEquals(409, RawHttp.status(RawHttp.answer(port, "GET /rooms/" + code + " HTTP/1.1")));
            }
        }
    }

    @Test
    void playersOfTheSamePartyGetTheSameRoom() {
        try (TestServer server = server()) {
            String first = json(post(server, "/rooms/quick", "{\"party\":\"friends-1\"}"))
                    .get("room")
                    .getAsString();
            String second = json(post(server, "/rooms/quick", "{\"party\":\"friends-1\"}"))
                    .get("room")
                    .getAsString();
            assertEquals(first, second);
            try (TestClient ada =
                    server.connect().join(Join.newBuilder().setName("Ada").setParty("friends-1"))) {
                assertEquals(first, ada.next().getWelcome().getRoom());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "7",
                "{\"seats\":1}",
                "{\"seats\":5}",
                "{\"seats\":-2147483648}",
                "{\"seats\":1e99}",
                "{\"bots\":5}",
                "{\"bots\":-2}",
                "{\"roundS\":59}",
                "{\"roundS\":2147483647}",
                "{\"party\":\"a b\"}",
                "{\"party\":{}}"
            })
    void aRequestThatNoRoomCanSatisfyIsABadRequest(String body) {
        try (TestServer server = server()) {
            assertEquals(400, RawHttp.status(post(server, "/rooms", body)), body);
        }
    }

    @Test
    void aLongBodyIsRefused() {
        try (TestServer server = server()) {
            assertEquals(413, RawHttp.status(post(server, "/rooms", " ".repeat(300))));
        }
    }
}
