package io.tickstorm.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.net.RawHttp;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.Defence;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Leave;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the query of a room before the join: {@code GET /rooms/CODE?state}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoomQuestionIntegrationTest {
    private static final int SEATS = 4;
    /** A code that no room has, except with a probability below 1 in 50,000. */
    private static final String FREE_CODE = "ZZZZ";

    private static String ask(TestServer server, String code, String... headers) {
        return RawHttp.answer(server.server.port(), "GET /rooms/" + code + "?state HTTP/1.1", headers);
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
    }

    private static TestServer server() {
        return new TestServer(SEATS, TestServer.LIMITS);
    }

    @Test
    void anOpenRoomReportsOnlyItsOccupancy() {
        try (TestServer server = server();
                TestClient ada = server.connect().join("Ada")) {
            String code = ada.next().getWelcome().getRoom();
            String answer = ask(server, code);
            assertEquals(200, RawHttp.status(answer));
            assertEquals("{\"room\":\"" + code + "\",\"state\":\"open\",\"people\":1,\"seats\":4}", body(answer));
            assertTrue(answer.contains("application/json"), answer);
            assertTrue(answer.contains("no-store"), answer);
            assertEquals(body(answer), body(ask(server, code.toLowerCase(Locale.ROOT))));
        }
    }

    @Test
    void aFullRoomIsNotJoinable() {
        List<TestClient> clients = new ArrayList<>();
        try (TestServer server = server()) {
            String code = "";
            for (int i = 0; i < SEATS; i++) {
                clients.add(server.connect().join("Pilot " + i));
                code = clients.get(i).next().getWelcome().getRoom();
            }
            String answer = ask(server, code);
            assertEquals(200, RawHttp.status(answer));
            assertEquals("{\"room\":\"" + code + "\",\"state\":\"full\",\"people\":4,\"seats\":4}", body(answer));
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void anEndedRoomIsUnknownLikeOneThatNeverExisted() {
        try (TestServer server = server()) {
            assertEquals(200, RawHttp.status(ask(server, FREE_CODE)));
            assertEquals("{\"room\":\"ZZZZ\",\"state\":\"none\"}", body(ask(server, FREE_CODE)));
            String code;
            try (TestClient ada =
                    server.connect().join(Join.newBuilder().setName("Ada").setCreateRoom(true))) {
                code = ada.next().getWelcome().getRoom();
                assertTrue(body(ask(server, code)).contains("open"));
                ada.send(ClientFrame.newBuilder().setLeave(Leave.getDefaultInstance()));
                assertEquals(1000, ada.closeCode());
            }
            Await.until("the end of the room", () -> body(ask(server, code)).contains("none"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "BCD",
                "BCDFG",
                "B-DF",
                "BC%20D",
                "BC/D",
                "BCDF/",
                "%00%00%00%00",
                "%C3%84CDF",
                "BCD%EF%BC%A6",
                "..%2f..",
                "BCDF%0d%0aX",
                "%f0%9f%98%80%f0%9f%98%80%f0%9f%98%80%f0%9f%98%80"
            })
    void anythingButACodeIsABadRequest(String code) {
        try (TestServer server = server()) {
            assertEquals(400, RawHttp.status(ask(server, code)), code);
        }
    }

    @Test
    void anImpossibleCodeIsDistinguishedFromARoomThatCanBeOpened() {
        try (TestServer server = server()) {
            assertEquals("{\"room\":\"ABCD\",\"state\":\"impossible\"}", body(ask(server, "ABCD")));
            assertEquals("{\"room\":\"12CD\",\"state\":\"impossible\"}", body(ask(server, "12cd")));
        }
    }

    @Test
    void headHasNoBodyAndOtherMethodsAreRefused() {
        try (TestServer server = server()) {
            int port = server.server.port();
            String head = RawHttp.answer(port, "HEAD /rooms/" + server.lobby.code() + " HTTP/1.1");
            assertEquals(200, RawHttp.status(head));
            assertEquals("", body(head));
            String post = RawHttp.answer(port, "POST /rooms/" + FREE_CODE + " HTTP/1.1", "Content-Length: 0");
            assertEquals(405, RawHttp.status(post));
            assertTrue(post.contains("Allow: GET, HEAD"), post);
        }
    }

    @Test
    void pagesOfOtherOriginsMayNotQuery() {
        try (TestServer server = server()) {
            String code = server.lobby.code();
            assertEquals(403, RawHttp.status(ask(server, code, "Origin: https://stranger.example")));
            String listed = ask(server, code, "Origin: https://friend.example");
            assertEquals(200, RawHttp.status(listed));
            assertTrue(listed.contains("Access-Control-Allow-Origin: https://friend.example"), listed);
            assertFalse(ask(server, code).contains("Access-Control"));
        }
    }

    @Test
    void anAddressMayQueryAtTheRateOfJoins() {
        Defence five = Defence.STANDARD.with(new Defence.ConnectionLimits(4_096, 100, 8, 1, 5, 32_768, 131_072, true));
        try (TestServer server = new TestServer(SEATS, TestServer.LIMITS, five)) {
            int refused = 0;
            for (int i = 0; i < 50; i++) {
                refused += RawHttp.status(ask(server, FREE_CODE)) == 429 ? 1 : 0;
            }
            assertTrue(refused > 0, "fifty queries at once are too many");
            assertEquals(refused, server.metrics.count("room_questions"));
            try (TestClient ada = server.connect().join("Ada")) {
                assertTrue(ada.next().hasWelcome(), "a query does not count as a join");
            }
        }
    }

    @Test
    void aDrainingServerReportsNoRoom() {
        try (TestServer server = server()) {
            server.server.drain();
            assertEquals(503, RawHttp.status(ask(server, server.lobby.code())));
        }
    }

    @Test
    void anEndedRoomIsOpenedAgainUnderItsCode() {
        try (TestServer server = server();
                TestClient ada = server.connect().join(opening(FREE_CODE));
                TestClient bob = server.connect().join(opening("zzzz"))) {
            assertEquals(FREE_CODE, ada.next().getWelcome().getRoom());
            assertEquals(FREE_CODE, bob.next().getWelcome().getRoom());
            assertEquals(2, server.directory.rooms().size());
        }
    }

    @Test
    void aChosenCodeMustBeValid() {
        try (TestServer server = server();
                TestClient ada = server.connect().join(opening("RUDE"))) {
            assertEquals(1008, ada.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_UNKNOWN_ROOM, ada.error);
        }
    }

    private static Join.Builder opening(String code) {
        return Join.newBuilder().setName("Ada").setRoom(code).setCreateRoom(true);
    }
}
