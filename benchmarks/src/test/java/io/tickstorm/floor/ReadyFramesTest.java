package io.tickstorm.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.kit.FirstFrame;
import io.tickstorm.kit.NewestInput;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.proto.v1.ServerFrame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyFramesTest {
    private final ReadyFrames frames = new ReadyFrames();

    @ParameterizedTest
    @ValueSource(ints = {FrameSizes.MIN, 16, 125, 126, 135, 136, 137, 300, FrameSizes.MAX})
    void aFrameHasItsSizeAndTickAndIsValidProtobuf(int size) throws InvalidProtocolBufferException {
        for (int tick = ReadyFrames.FIRST_TICK; tick < 2_000_000; tick += 12_345) {
            NewestInput input = new NewestInput();
            input.received(tick - 3, tick - 2, -ServerDefaults.TICK_NS);
            byte[] payload = payload(frames.frame(size, tick, input));
            assertEquals(size, payload.length);
            ServerFrame read = ServerFrame.parseFrom(payload);
            assertEquals(tick, read.getTick());
            assertEquals(3, NewestInput.ageOf(read.getOwnHash()));
            assertEquals(-32, read.getInputMargin());
            ServerFrame rest = read.toBuilder()
                    .clearTick()
                    .clearOwnHash()
                    .clearInputMargin()
                    .build();
            assertEquals(rest.getUnknownFields().getSerializedSize(), rest.getSerializedSize());
        }
    }

    @Test
    void theFirstFrameIsAValidWelcome() throws InvalidProtocolBufferException {
        ServerFrame first = ServerFrame.parseFrom(payload(ReadyFrames.binary(FirstFrame.of("FLOOR", 0, 1, 20_000))));
        assertEquals(20_000, first.getTick());
        assertTrue(first.hasWelcome());
        assertEquals(30, first.getWelcome().getTickRate());
    }

    private static byte[] payload(ByteBuffer frame) {
        int length7 = frame.get(1);
        byte[] payload = new byte[length7 == 126 ? frame.getShort(2) & 0xFFFF : length7];
        frame.position(length7 == 126 ? 4 : 2);
        assertEquals(payload.length, frame.remaining());
        frame.get(payload);
        return payload;
    }
}
