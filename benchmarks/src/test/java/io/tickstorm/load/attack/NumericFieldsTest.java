package io.tickstorm.load.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumericFieldsTest {
    @Test
    void everyNumberOfEveryClientMessageIsFound() {
        List<String> paths =
                NumericFields.all().stream().map(NumericFields.Path::toString).toList();
        assertTrue(paths.containsAll(List.of(
                "input_tick",
                "control",
                "acknowledged_age",
                "view_age_16ths",
                "request",
                "input.aim",
                "ping.sent_us",
                "subscribe.topics",
                "join.resume_tick",
                "join.roster_version",
                "join.chat_sequence",
                "join.announcement_sequence",
                "join.epoch")));
    }

    @Test
    void aNumberIsSetInItsFieldAndTheOthersStay() {
        NumericFields.Path path = NumericFields.all().stream()
                .filter(found -> found.toString().equals("join.chat_sequence"))
                .findFirst()
                .orElseThrow();
        ClientFrame frame = ClientFrame.newBuilder()
                .setJoin(Join.newBuilder().setName("Ada"))
                .build();
        Join join = path.with(frame, 0xFFFFFFFFL).getJoin();
        assertEquals("Ada", join.getName());
        assertEquals(-1, join.getChatSequence());
    }
}
