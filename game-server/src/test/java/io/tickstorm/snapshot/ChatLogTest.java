package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.Ships;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChatLogTest {
    private final ChatLog chat = new ChatLog();

    @Test
    void aLineNamesItsSender() {
        chat.add(0, "Ada", "hello");
        chat.add(Ships.NOBODY, "", "welcome");
        assertEquals(
                List.of(
                        ChatLine.newBuilder()
                                .setSequence(1)
                                .setFrom(1)
                                .setName("Ada")
                                .setText("hello")
                                .build(),
                        ChatLine.newBuilder().setSequence(2).setText("welcome").build()),
                after(0));
    }

    @Test
    void aClientReceivesTheMissingRecords() {
        speak(5);
        assertEquals(List.of(4, 5), sequences(3));
        assertEquals(List.of(), sequences(5));
    }

    @Test
    void theNewestSixtyFourLinesAreKept() {
        speak(100);
        List<Integer> kept = sequences(0);
        assertEquals(64, kept.size());
        assertEquals(37, kept.get(0));
        assertEquals(100, kept.get(63));
        assertEquals(64, sequences(30).size());
    }

    @Test
    void aLineOfAnotherRoomCountsAsNone() {
        speak(3);
        assertEquals(List.of(1, 2, 3), sequences(50));
    }

    private void speak(int lines) {
        for (int i = 0; i < lines; i++) {
            chat.add(1, "Ada", "line " + i);
        }
    }

    private List<Integer> sequences(int held) {
        return after(held).stream().map(ChatLine::getSequence).toList();
    }

    private List<ChatLine> after(int held) {
        WireBuffer out = new WireBuffer(64);
        chat.write(out, held);
        try {
            return ServerFrame.parseFrom(ByteString.copyFrom(out.bytes(), 0, out.length()))
                    .getChatList();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
