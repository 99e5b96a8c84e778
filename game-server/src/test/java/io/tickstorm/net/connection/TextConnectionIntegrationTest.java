package io.tickstorm.net.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.proto.v1.ChatSend;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Input;
import io.tickstorm.proto.v1.ServerFrame;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the text subprotocol over real sockets. */
class TextConnectionIntegrationTest {
    private static final int TICKS_PER_FRAME = 6;
    private static final int AT_REST = 0x880;

    /** The most frames until an event must have been reported; more count as a hang. */
    private static final int FRAMES_MAX = 100;

    private final TestServer server = new TestServer(4, TestServer.LIMITS);

    @AfterEach
    void stop() {
        server.close();
    }

    private TextClient connect() {
        return TextClient.open(server.server.port());
    }

    @Test
    void joinsFliesAndSeesTheShipsInSight() {
        try (TextClient client = connect().join("Ada")) {
            JsonObject first = client.frame();
            JsonObject welcome = first.getAsJsonObject("welcome");
            JsonObject before = TextClient.ship(first, "Ada");
            assertEquals(welcome.get("ship"), before.get("id"));
            assertEquals(welcome.get("ship"), first.getAsJsonObject("you").get("ship"));
            assertEquals(100, first.getAsJsonObject("you").get("health").getAsInt());
            client.send("{\"input\": {\"moveX\": 1, \"aim\": 90}}");
            JsonObject flying = before;
            for (int i = 0; i < 20; i++) {
                flying = TextClient.ship(client.frame(), "Ada");
            }
            assertNotEquals(before.get("x"), flying.get("x"));
            assertEquals(90, flying.get("aim").getAsDouble());
            assertTrue(flying.get("thrusting").getAsBoolean(), "one input is enough, the ship keeps flying");
        }
    }

    @Test
    void getsTenFramesASecondWithoutCostToOthers() {
        try (TestClient other = server.connect().join("Bob");
                TextClient client = connect().join("Ada")) {
            int held = other.next().getTick();
            client.send("{\"input\": {\"fire\": true}}");
            int first = client.frame().get("tick").getAsInt();
            int before = first;
            for (int i = 0; i < 20; i++) {
                int tick = client.frame().get("tick").getAsInt();
                assertTrue(tick - before >= TICKS_PER_FRAME / 2, "never in a burst");
                before = tick;
            }
            assertTrue(before - first >= 19 * TICKS_PER_FRAME, "ten a second at most");
            while (held < before) {
                ServerFrame frame = other.next();
                assertEquals(held, frame.getTick() - frame.getSinceAge(), "the other one has every frame");
                held = frame.getTick();
            }
            assertTrue(
                    server.metrics.framesSkippedUnsent.getLongValue() < 20,
                    "its own rate does not count as skipped frames");
        }
    }

    @Test
    void playersOfBothKindsMeetInOneRoom() {
        try (TestClient bob = server.connect().join("Bob");
                TextClient ada = connect().join("Ada")) {
            bob.next();
            ada.frame();
            ada.send("{\"chat\": {\"text\": \"h\u00e9llo\"}, \"request\": 9}");
            JsonObject answered = ada.frameWith("acknowledgements");
            assertEquals("[{\"request\":9}]", answered.get("acknowledgements").toString());
            ServerFrame received = bob.next();
            while (received.getChatCount() == 0) {
                received = bob.next();
            }
            assertEquals("h\u00e9llo", received.getChat(0).getText());
            bob.send(ClientFrame.newBuilder().setChat(ChatSend.newBuilder().setText("\u4f60\u597d <b>")));
            JsonObject line = lineOf(ada, "Bob");
            assertEquals("\u4f60\u597d <b>", line.get("text").getAsString());
        }
    }

    private static JsonObject lineOf(TextClient client, String name) {
        while (true) {
            JsonObject line =
                    client.frameWith("chat").getAsJsonArray("chat").get(0).getAsJsonObject();
            if (line.get("name").getAsString().equals(name)) {
                return line;
            }
        }
    }

    @Test
    void inputsWithATickWorkToo() {
        try (TextClient client = connect().join("Ada")) {
            int tick = client.frame().get("tick").getAsInt();
            JsonObject frame = client.frame();
            for (int i = 0; i < FRAMES_MAX && !frame.has("inputMargin"); i++) {
                tick = frame.get("tick").getAsInt();
                client.send("{\"inputTick\": " + (tick + 30) + ", \"control\": " + (AT_REST | 7 << 4) + "}");
                frame = client.frame();
            }
            assertTrue(frame.get("inputMargin").getAsInt() > 0, "it was early enough");
        }
    }

    @Test
    void heldControlsWorkInBinaryToo() {
        try (TestClient bob = server.connect().join("Bob")) {
            bob.next();
            bob.send(ClientFrame.newBuilder().setInput(Input.newBuilder().setMoveY(1)));
            assertTrue(flies(bob), "nobody flies");
            bob.send(ClientFrame.newBuilder().setInput(Input.newBuilder().setMoveY(-1.5)));
            assertEquals(1008, bob.closeCode());
        }
    }

    /** Returns true once the own state differs from that of the previous frame. */
    private static boolean flies(TestClient client) {
        int before = client.next().getOwnHash() & 0xFFFF;
        boolean flies = false;
        for (int i = 0; i < FRAMES_MAX && !flies; i++) {
            int hash = client.next().getOwnHash() & 0xFFFF;
            flies = hash != before;
            before = hash;
        }
        return flies;
    }

    @Test
    void resumesWithTheTokenOfItsWelcome() {
        JsonObject first;
        try (TextClient client = connect().join("Ada")) {
            first = client.frame().getAsJsonObject("welcome");
            client.frame();
        }
        try (TextClient again = connect()) {
            again.send("{\"join\": {\"name\": \"Ada\", \"epoch\": " + first.get("epoch") + ", \"resumeToken\": "
                    + first.get("resumeToken") + "}}");
            JsonObject frame = again.frame();
            JsonObject welcome = frame.getAsJsonObject("welcome");
            assertTrue(welcome.get("resumed").getAsBoolean());
            assertEquals(first.get("ship"), welcome.get("ship"));
            assertEquals(first.get("ship"), TextClient.ship(frame, "Ada").get("id"), "the whole picture, with names");
        }
    }

    @Test
    void aLeaveIsAnsweredWith1000() {
        try (TextClient client = connect().join("Ada")) {
            client.frame();
            client.send("{\"leave\": {}}");
            assertEquals(1000, closeCode(client));
        }
    }

    @Test
    void aShutdownIsReportedInText() {
        try (TextClient client = connect().join("Ada")) {
            client.frame();
            server.shutDown();
            JsonObject error = client.frameWith("error").getAsJsonObject("error");
            assertEquals("ERROR_CODE_SHUTTING_DOWN", error.get("code").getAsString());
            assertTrue(error.get("retryAfterMs").getAsInt() > 0);
            assertEquals(1012, closeCode(client));
        }
    }

    static Stream<Arguments> misdeeds() {
        return Stream.concat(brokenText(), brokenRules());
    }

    private static Stream<Arguments> brokenText() {
        return Stream.of(
                bad(
                        "a binary message",
                        0x82,
                        "{}",
                        1003,
                        "BINARY_FRAME",
                        "tickstorm.v1.json accepts text messages only"),
                bad("no UTF-8", 0x81, "\u00c3(", 1007, "TEXT_FRAME", "a text frame is not UTF-8"),
                bad("no JSON", 0x81, "{\"chat\"", 1007, "MALFORMED_FRAME", "not JSON at line 1 column 8"),
                bad(
                        "a typo",
                        0x81,
                        "{\"input\": {\"mvoeX\": 1}}",
                        1007,
                        "MALFORMED_FRAME",
                        "not a ClientFrame: Cannot find field: mvoeX in message Input"));
    }

    private static Stream<Arguments> brokenRules() {
        String range = "an input is outside the documented ranges";
        return Stream.of(
                bad(
                        "a second Join",
                        0x81,
                        "{\"join\": {\"name\": \"Eve\"}}",
                        1008,
                        "ALREADY_JOINED",
                        "a connection joins once"),
                bad("too much thrust", 0x81, "{\"input\": {\"moveX\": 1.01}}", 1008, "INPUT_OUT_OF_RANGE", range),
                bad("no number", 0x81, "{\"input\": {\"moveY\": \"NaN\"}}", 1008, "INPUT_OUT_OF_RANGE", range),
                bad("no angle", 0x81, "{\"input\": {\"aim\": \"Infinity\"}}", 1008, "INPUT_OUT_OF_RANGE", range),
                bad("a long one", 0x81, " ".repeat(2_049), 1009, "FRAME_TOO_BIG", "a message exceeds the size limit"));
    }

    private static Arguments bad(String what, int opcode, String payload, int code, String error, String sentence) {
        return Arguments.of(what, opcode, payload, code, "ERROR_CODE_" + error, sentence);
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("misdeeds")
    void badInputGetsANamedReason(String what, int opcode, String payload, int code, String error, String sentence) {
        try (TextClient client = connect().join("Eve")) {
            client.frame();
            boolean isUtf8 = !what.equals("no UTF-8");
            client.socket.frame(
                    opcode,
                    isUtf8 ? payload.getBytes(UTF_8) : payload.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            JsonObject sent = client.frameWith("error").getAsJsonObject("error");
            assertEquals(error, sent.get("code").getAsString(), what);
            assertEquals(sentence, sent.get("message").getAsString());
            assertEquals(code, closeCode(client));
            assertEquals(sentence, client.socket.closeReason);
            assertTrue(client.socket.endsAfterClose());
        }
    }

    @Test
    void aFloodIsClosed() {
        try (TextClient client = connect().join("Eve")) {
            for (int i = 0; i < 1_000; i++) {
                client.send("{}");
            }
            JsonObject sent = client.frameWith("error").getAsJsonObject("error");
            assertEquals("ERROR_CODE_FLOOD", sent.get("code").getAsString());
            assertEquals(1008, closeCode(client));
        }
    }

    @Test
    void aTextBeforeTheJoinIsRefusedAndSoIsABadName() {
        try (TextClient hasty = connect().send("{\"input\": {}}");
                TextClient nobody = connect().join("")) {
            assertEquals(1008, closeCode(hasty));
            assertEquals("the first message must be a Join within the time limit", hasty.socket.closeReason);
            assertEquals(1008, closeCode(nobody));
            assertEquals("a name has 1 to 16 visible characters", nobody.socket.closeReason);
        }
    }

    private static int closeCode(TextClient client) {
        JsonObject frame = client.next();
        while (frame != null) {
            frame = client.next();
        }
        return client.socket.code();
    }

    @Test
    void everyFrameIsOneJsonObjectAndNothingElse() {
        try (TextClient client = connect().join("Ada")) {
            for (int i = 0; i < 5; i++) {
                String text = new String(client.socket.nextMessage(), UTF_8);
                assertTrue(JsonParser.parseString(text).isJsonObject());
                assertFalse(text.contains("\n"), text);
            }
        }
    }
}
