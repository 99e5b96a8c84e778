package io.tickstorm.net.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Ping;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClientMessageTest {
    private final ClientMessage message = new ClientMessage();

    @Test
    void readsAnInputInPlaceLikeTheGeneratedClass() throws InvalidProtocolBufferException {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            ClientFrame frame = ClientFrame.newBuilder()
                    .setInputTick(random.nextInt() >>> random.nextInt(32))
                    .setControl(random.nextInt() >>> random.nextInt(32))
                    .setAcknowledgedAge(random.nextInt(100))
                    .setViewAge16Ths(random.nextInt(3) == 0 ? random.nextInt(1000) : 0)
                    .build();
            decode(frame.toByteArray());
            assertEquals(frame.getInputTick(), message.inputTick());
            assertEquals(frame.getControl(), message.control());
            assertEquals(frame.getAcknowledgedAge(), message.acknowledgedAge());
            assertEquals(frame.getViewAge16Ths(), message.viewAge16ths());
            assertNull(message.frame(), "no object for an input");
        }
    }

    @Test
    void returnsTheWholeFrameIfItHasOtherFields() throws InvalidProtocolBufferException {
        decode(ClientFrame.newBuilder()
                .setInputTick(9)
                .setPing(Ping.newBuilder().setSentUs(5))
                .build()
                .toByteArray());
        assertEquals(9, message.inputTick());
        assertNotNull(message.frame());
    }

    @Test
    void agreesWithTheGeneratedClassOnMalformedMessages() {
        Random random = new Random(4);
        for (int i = 0; i < 50_000; i++) {
            byte[] noise = new byte[random.nextInt(12)];
            random.nextBytes(noise);
            if (noise.length > 0 && random.nextBoolean()) {
                noise[0] = (byte) (8 * (1 + random.nextInt(4)));
            }
            try {
                ClientFrame frame = ClientFrame.parseFrom(noise);
                decode(noise);
                assertEquals(frame.getInputTick(), message.inputTick());
                assertEquals(frame.getControl(), message.control());
            } catch (InvalidProtocolBufferException e) {
                assertThrows(InvalidProtocolBufferException.class, () -> decode(noise));
            }
        }
    }

    private void decode(byte[] bytes) throws InvalidProtocolBufferException {
        message.decode(Arrays.copyOf(bytes, bytes.length + 8), bytes.length);
    }
}
