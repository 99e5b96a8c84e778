package io.tickstorm.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.StateImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointFileTest {
    private static final Terms TERMS = new Terms(30, 16, 16, 1, 99);
    private static final long TAKEN_MS = 1_700_000_000_000L;
    private static final long AGE_MS_MAX = 600_000;

    private final byte[] file = encode();

    @Test
    void givesBackWhatWasWritten() throws RefusedException {
        StateImage image = decode(file, TERMS, TAKEN_MS + 5_000);
        image.startReading(0);
        for (int i = 0; i < 300; i++) {
            assertEquals(i * i, image.word(0));
        }
        assertTrue(image.isAtEnd());
    }

    @Test
    void refusesAFileCutAnywhere() {
        for (int length = 0; length < file.length; length++) {
            byte[] torn = Arrays.copyOf(file, length);
            assertThrows(RefusedException.class, () -> decode(torn, TERMS, TAKEN_MS));
        }
    }

    @Test
    void refusesAFileWithAnyBitTurned() {
        for (int bit = 0; bit < file.length * Byte.SIZE; bit++) {
            byte[] torn = file.clone();
            torn[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThrows(RefusedException.class, () -> decode(torn, TERMS, TAKEN_MS));
        }
    }

    @Test
    void refusesAnotherFormatByItsNumber() {
        byte[] newer = file.clone();
        newer[7] = 2;
        assertRefused("its format is 2, and this server reads 1", newer, TERMS, TAKEN_MS);
    }

    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of("--tick-rate 30, and here it is 60", new Terms(60, 16, 16, 1, 99)),
                Arguments.of("--seats 16, and here it is 8", new Terms(30, 8, 16, 1, 99)),
                Arguments.of("--arena-seats 16, and here it is 4", new Terms(30, 16, 4, 1, 99)),
                Arguments.of("--seed 1, and here it is 2", new Terms(30, 16, 16, 2, 99)),
                Arguments.of("other rules", new Terms(30, 16, 16, 1, 98)));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void refusesTheRoomOfAnotherServer(String saying, Terms here) {
        assertRefused(saying, file, here, TAKEN_MS);
    }

    @Test
    void refusesAnOldOneAndOneFromAClockFarAhead() throws RefusedException {
        decode(file, TERMS, TAKEN_MS + AGE_MS_MAX);
        decode(file, TERMS, TAKEN_MS - AGE_MS_MAX);
        assertRefused("it is 601 s old, and --checkpoint-age-s is 600", file, TERMS, TAKEN_MS + 601_000);
        assertRefused("it is 601 s ahead of the clock", file, TERMS, TAKEN_MS - 601_000);
    }

    private static void assertRefused(String saying, byte[] file, Terms here, long nowMs) {
        RefusedException refused = assertThrows(RefusedException.class, () -> decode(file, here, nowMs));
        assertTrue(String.valueOf(refused.getMessage()).contains(saying), refused.getMessage());
    }

    private static StateImage decode(byte[] file, Terms here, long nowMs) throws RefusedException {
        return CheckpointFile.decode(ByteBuffer.wrap(file), here, nowMs, AGE_MS_MAX);
    }

    private static byte[] encode() {
        StateImage image = new StateImage();
        image.startWriting();
        for (int i = 0; i < 300; i++) {
            image.word(i * i);
        }
        ByteBuffer file = CheckpointFile.encode(TERMS, TAKEN_MS, image, ByteBuffer.allocate(8));
        byte[] bytes = new byte[file.remaining()];
        file.get(bytes);
        return bytes;
    }
}
