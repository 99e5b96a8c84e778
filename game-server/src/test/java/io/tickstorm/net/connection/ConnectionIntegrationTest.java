package io.tickstorm.net.connection;

import static io.tickstorm.room.CloseReason.ALREADY_JOINED;
import static io.tickstorm.room.CloseReason.FLOOD;
import static io.tickstorm.room.CloseReason.FRAME_TOO_BIG;
import static io.tickstorm.room.CloseReason.INPUT_OUT_OF_RANGE;
import static io.tickstorm.room.CloseReason.INVALID_UTF8;
import static io.tickstorm.room.CloseReason.MALFORMED_FRAME;
import static io.tickstorm.room.CloseReason.PROTOCOL_VIOLATION;
import static io.tickstorm.room.CloseReason.TEXT_FRAME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.TestClient;
import io.tickstorm.net.TestServer;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.proto.v1.ChatSend;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Leave;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.room.CloseReason;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the answer to each invalid input, over real sockets, and that another player of the room loses no snapshot.
 */
class ConnectionIntegrationTest {
    private static final int AT_REST = 0x880;

    /** The codes that the protocol promises, independent of the enum's own numbers. */
    private static final Map<CloseReason, Integer> CLOSE_CODES = Map.of(
            TEXT_FRAME, 1003,
            INVALID_UTF8, 1007,
            MALFORMED_FRAME, 1007,
            FRAME_TOO_BIG, 1009,
            PROTOCOL_VIOLATION, 1002,
            ALREADY_JOINED, 1008,
            INPUT_OUT_OF_RANGE, 1008,
            FLOOD, 1008);

    private final TestServer server = new TestServer(4, TestServer.LIMITS);

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> misdeeds() {
        return Stream.concat(
                brokenFrames(),
                Stream.of(
                        bad("malformed protobuf", MALFORMED_FRAME, c -> c.frame(0x82, new byte[] {0x08, (byte) 0x80})),
                        bad("a second Join", ALREADY_JOINED, c -> c.join("Eve")),
                        bad("an aim out of range", INPUT_OUT_OF_RANGE, c -> c.input(10, AT_REST | 1 << 24, 1)),
                        bad("a frame before the first", INPUT_OUT_OF_RANGE, c -> c.input(10, AT_REST, 11)),
                        bad("a flood", FLOOD, ConnectionIntegrationTest::flood)));
    }

    private static Stream<Arguments> brokenFrames() {
        return Stream.of(
                bad("a text frame", TEXT_FRAME, c -> c.frame(0x81, "hi".getBytes(UTF_8))),
                bad("bad UTF-8", INVALID_UTF8, c -> c.frame(0x81, new byte[] {(byte) 0xC3, 0x28})),
                bad("an oversized frame", FRAME_TOO_BIG, c -> c.frame(0x82, new byte[3000])),
                bad("a huge length", FRAME_TOO_BIG, c -> c.raw(hugeLength())),
                bad("an unmasked frame", PROTOCOL_VIOLATION, c -> c.raw(new byte[] {(byte) 0x82, 0})),
                bad("a reserved bit", PROTOCOL_VIOLATION, c -> c.frame(0xC2, new byte[0])),
                bad("a bad close code", PROTOCOL_VIOLATION, c -> c.frame(0x88, new byte[] {3, (byte) 0xED})));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("misdeeds")
    void closesOnlyTheOffenderWithANamedReason(String what, CloseReason reason, Consumer<TestClient> misdeed) {
        try (TestClient good = server.connect().join("Good");
                TestClient culprit = server.connect().join("Eve")) {
            int held = good.next().getTick();
            culprit.next();
            misdeed.accept(culprit);
            assertEquals(CLOSE_CODES.get(reason), culprit.closeCode(), what);
            assertEquals(reason.errorCode(), culprit.error, what);
            assertEquals(reason.sentence(), culprit.closeReason);
            assertEquals(1, server.metrics.count(reason.label()));
            assertTrue(culprit.endsAfterClose());
            for (int i = 0; i < 20; i++) {
                ServerFrame frame = good.next();
                assertEquals(held, frame.getTick() - frame.getSinceAge(), "the others lose no snapshot");
                held = frame.getTick();
            }
        }
    }

    static Stream<Arguments> refusedJoins() {
        return Stream.of(
                join("no name", 1008, ErrorCode.ERROR_CODE_BAD_NAME, Join.newBuilder()),
                join(
                        "a long name",
                        1008,
                        ErrorCode.ERROR_CODE_BAD_NAME,
                        Join.newBuilder().setName("x".repeat(17))),
                join(
                        "a control character",
                        1008,
                        ErrorCode.ERROR_CODE_BAD_NAME,
                        Join.newBuilder().setName("a\u0007b")),
                join(
                        "an unknown room",
                        1008,
                        ErrorCode.ERROR_CODE_UNKNOWN_ROOM,
                        Join.newBuilder().setName("Eve").setRoom("AAAA")),
                join(
                        "a stranger's token",
                        1008,
                        ErrorCode.ERROR_CODE_RESUME_REFUSED,
                        Join.newBuilder()
                                .setName("Eve")
                                .setResumeToken(com.google.protobuf.ByteString.copyFrom(new byte[16]))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedJoins")
    void refusesAJoinWithItsReason(String what, int code, ErrorCode error, Join.Builder join) {
        try (TestClient client = server.connect().join(join)) {
            assertEquals(code, client.closeCode(), what);
            assertEquals(error, client.error, what);
        }
    }

    @Test
    void anythingBeforeTheJoinIsRefused() {
        try (TestClient client = server.connect()) {
            client.input(5, AT_REST, 1);
            assertEquals(1008, client.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_NOT_JOINED, client.error);
        }
    }

    @Test
    void aClientThatNeverJoinsIsClosed() {
        NetSettings.Limits hasty = new NetSettings.Limits(50, 2048, 256, 512, 1, 5, 100, 500, 65_536);
        try (TestServer other = new TestServer(4, hasty);
                TestClient client = other.connect()) {
            assertEquals(1008, client.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_NOT_JOINED, client.error);
        }
    }

    @Test
    void aFullRoomAndAFullServerRefuseWithAReason() {
        try (TestServer small = new TestServer(1, TestServer.LIMITS);
                TestClient one = small.connect().join("One");
                TestClient two =
                        small.connect().join(Join.newBuilder().setName("Two").setRoom(small.lobby.code()));
                TestClient three = small.connect().join("Three");
                TestClient four =
                        small.connect().join(Join.newBuilder().setName("Four").setCreateRoom(true));
                TestClient five = small.connect().join("Five")) {
            assertTrue(one.next().hasWelcome());
            assertEquals(1008, two.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_ROOM_FULL, two.error);
            assertNotEquals(small.lobby.code(), three.next().getWelcome().getRoom(), "quick play opens another room");
            assertTrue(four.next().hasWelcome());
            assertEquals(1008, five.closeCode(), "three rooms are the limit of this server");
            assertEquals(ErrorCode.ERROR_CODE_SERVER_FULL, five.error);
        }
    }

    @Test
    void aBadLineIsDroppedAndTheConnectionStays() {
        try (TestClient client = server.connect().join("Ada")) {
            client.next();
            for (String line : new String[] {"", "x".repeat(141), "a\u202eb"}) {
                client.error = ErrorCode.ERROR_CODE_UNSPECIFIED;
                client.send(
                        ClientFrame.newBuilder().setChat(ChatSend.newBuilder().setText(line)));
                awaitError(client, ErrorCode.ERROR_CODE_BAD_CHAT);
            }
            assertEquals(3, server.metrics.count("bad_chat"));
        }
    }

    @Test
    void chatBeyondItsRateIsDropped() {
        try (TestClient client = server.connect().join("Ada")) {
            client.next();
            for (int i = 0; i < 8; i++) {
                client.send(
                        ClientFrame.newBuilder().setChat(ChatSend.newBuilder().setText("line " + i)));
            }
            awaitError(client, ErrorCode.ERROR_CODE_FLOOD);
        }
    }

    @Test
    void answersAPingWithItsPayload() {
        try (TestClient client = server.connect().join("Ada")) {
            client.frame(0x89, "are you there".getBytes(UTF_8));
            for (int i = 0; i < 60 && client.pong.length == 0; i++) {
                client.next();
            }
            assertArrayEquals("are you there".getBytes(UTF_8), client.pong);
        }
    }

    @Test
    void pingsBetweenFramesDoNotAffectThem() {
        try (TestClient client = server.connect().join("Ada")) {
            int held = client.next().getTick();
            for (int i = 0; i < 60; i++) {
                client.frame(0x89, new byte[] {(byte) i});
                client.frame(0x89, new byte[0]);
                ServerFrame frame = client.next();
                assertEquals(held, frame.getTick() - frame.getSinceAge(), "no frame is lost or damaged");
                held = frame.getTick();
            }
        }
    }

    @Test
    void echoesACloseAndEndsTheStream() {
        try (TestClient client = server.connect().join("Ada")) {
            client.next();
            client.frame(0x88, new byte[] {0x03, (byte) 0xE8});
            assertEquals(1000, client.closeCode());
            assertTrue(client.endsAfterClose());
        }
    }

    @Test
    void aLeaveIsAnsweredWith1000() {
        try (TestClient client = server.connect().join("Ada")) {
            client.next();
            client.send(ClientFrame.newBuilder().setLeave(Leave.getDefaultInstance()));
            assertEquals(1000, client.closeCode());
        }
    }

    @Test
    void aLostConnectionResumesWithTheSameShip() {
        Welcome first;
        int held;
        try (TestClient client = server.connect().join("Ada")) {
            first = client.next().getWelcome();
            held = client.next().getTick();
        }
        Join.Builder resume = Join.newBuilder()
                .setName("Ada")
                .setResumeToken(first.getResumeToken())
                .setEpoch(first.getEpoch())
                .setResumeTick(held);
        try (TestClient again = server.connect().join(resume)) {
            ServerFrame frame = again.next();
            assertTrue(frame.getWelcome().getResumed());
            assertEquals(first.getShip(), frame.getWelcome().getShip());
            assertEquals(held, frame.getTick() - frame.getSinceAge(), "continues from the frame it holds");
        }
    }

    @Test
    void aShutdownClosesAllWith1012() {
        try (TestClient ada = server.connect().join("Ada");
                TestClient bob = server.connect().join("Bob")) {
            ada.next();
            bob.next();
            server.shutDown();
            assertEquals(1012, ada.closeCode());
            assertEquals(1012, bob.closeCode());
            assertEquals(ErrorCode.ERROR_CODE_SHUTTING_DOWN, bob.error);
        }
    }

    private static void awaitError(TestClient client, ErrorCode error) {
        for (int i = 0; i < 120 && client.error != error; i++) {
            client.next();
        }
        assertEquals(error, client.error);
    }

    private static void flood(TestClient client) {
        byte[] empty = {};
        for (int i = 0; i < 1_000; i++) {
            client.frame(0x82, empty);
        }
    }

    private static byte[] hugeLength() {
        byte[] header = new byte[14];
        header[0] = (byte) 0x82;
        header[1] = (byte) 0xFF;
        Arrays.fill(header, 2, 10, (byte) 0x7F);
        return header;
    }

    private static Arguments bad(String what, CloseReason reason, Consumer<TestClient> misdeed) {
        return Arguments.of(what, reason, misdeed);
    }

    private static Arguments join(String what, int code, ErrorCode error, Join.Builder join) {
        return Arguments.of(what, code, error, join);
    }
}
