package io.tickstorm.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.tickstorm.proto.v1.ChatSend;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Input;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.StandingsRequest;
import io.tickstorm.proto.v1.Subscribe;
import io.tickstorm.proto.v1.Topic;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClientTextTest {
    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        "{\"input\": {\"moveX\": 0.5, \"moveY\": -1, \"aim\": 90, \"fire\": true}}",
                        ClientFrame.newBuilder()
                                .setInput(Input.newBuilder()
                                        .setMoveX(0.5)
                                        .setMoveY(-1)
                                        .setAim(90)
                                        .setFire(true))),
                Arguments.of(
                        "{\"input\": {\"move_x\": 1}}",
                        ClientFrame.newBuilder().setInput(Input.newBuilder().setMoveX(1))),
                Arguments.of(
                        "{\"inputTick\": 7, \"control\": 2176, \"acknowledgedAge\": 2}",
                        ClientFrame.newBuilder()
                                .setInputTick(7)
                                .setControl(0x880)
                                .setAcknowledgedAge(2)),
                Arguments.of(
                        "{\"chat\": {\"text\": \"h\\u00e9\"}, \"request\": 3}",
                        ClientFrame.newBuilder()
                                .setChat(ChatSend.newBuilder().setText("h\u00e9"))
                                .setRequest(3)),
                Arguments.of(
                        "{\"subscribe\": {\"topics\": [\"TOPIC_CHAT\", 2]}}",
                        ClientFrame.newBuilder()
                                .setSubscribe(Subscribe.newBuilder()
                                        .addTopics(Topic.TOPIC_CHAT)
                                        .addTopics(Topic.TOPIC_KILLS))),
                Arguments.of(
                        "{\"standingsRequest\": {\"firstPlace\": 21}}",
                        ClientFrame.newBuilder()
                                .setStandingsRequest(
                                        StandingsRequest.newBuilder().setFirstPlace(21))),
                Arguments.of("{}", ClientFrame.newBuilder()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void readsAClientFrame(String text, ClientFrame.Builder wanted) throws UnreadableException {
        assertEquals(wanted.build(), ClientText.parse(text));
    }

    @Test
    void aJoinRestsAndResumesWithTheTokenWithoutAFrame() throws UnreadableException {
        ClientFrame read =
                ClientText.parse("{\"join\": {\"name\": \"Ada\", \"resumeToken\": \"AAECAw==\", \"epoch\": 5,"
                        + " \"resumeTick\": 9, \"rosterVersion\": 8, \"chatSequence\": 7}}");
        Join wanted = Join.newBuilder()
                .setName("Ada")
                .setResumeToken(ByteString.copyFrom(new byte[] {0, 1, 2, 3}))
                .setEpoch(5)
                .setChatSequence(7)
                .build();
        assertEquals(wanted, read.getJoin());
        assertTrue(read.hasInput());
        assertEquals(Input.getDefaultInstance(), read.getInput());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{;not JSON at line 1 column 2",
                "``;not JSON at line 1 column 1",
                "{\"join\": };not JSON at line 1 column 10",
                "{'join': {}};not JSON at line 1 column 3",
                "{join: {}};not JSON at line 1 column 3",
                "{} {};not JSON at line 1 column 5",
                "[];not a ClientFrame: Expect message object but got: []",
                "5;not a ClientFrame: Expect message object but got: 5",
                "{\"inputs\": 5};not a ClientFrame: Cannot find field: inputs in message ClientFrame",
                "{\"input\": {\"speed\": 5}};not a ClientFrame: Cannot find field: speed in message Input",
                "{\"input\": {\"fire\": \"yes\"}};not a ClientFrame: Invalid bool value: \"yes\"",
                "{\"inputTick\": -5};not a ClientFrame: Out of range uint32 value: -5",
            })
    void reportsTheFault(String text, String why) {
        UnreadableException e = assertThrows(UnreadableException.class, () -> ClientText.parse(text));
        assertEquals(why, e.sentence());
    }

    @Test
    void everyFaultFitsIntoAClose() {
        String text = "{\"\u00e4" + "x".repeat(500) + "\": 1}";
        UnreadableException e = assertThrows(UnreadableException.class, () -> ClientText.parse(text));
        assertTrue(e.sentence().length() <= 120, e.sentence());
        assertTrue(e.sentence().chars().allMatch(c -> c >= ' ' && c <= '~'), e.sentence());
    }

    @Test
    void deepNestingIsRefused() {
        assertThrows(UnreadableException.class, () -> ClientText.parse("[".repeat(2_000)));
        assertThrows(UnreadableException.class, () -> ClientText.parse("{\"join\":".repeat(250)));
    }
}
