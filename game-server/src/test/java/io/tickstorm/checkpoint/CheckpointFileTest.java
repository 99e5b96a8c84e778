package io.tickstorm.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.StateImage;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
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
    void readsTheWrittenImage() throws RefusedException {
        StateImage image = decode(file, TERMS, TAKEN_MS + 5_000).image();
        image.startReading(0);
        for (int i = 0; i < 300; i++) {
            assertEquals(i * i, image.word(0));
        }
        assertTrue(image.isAtEnd());
    }

    @Test
    void refusesAFileCutAnywhere() {
        for (int length = 0; length < file.length; length++) {
            byte[] damaged = Arrays.copyOf(file, length);
            assertThrows(RefusedException.class, () -> decode(damaged, TERMS, TAKEN_MS));
        }
    }

    @Test
    void refusesAFileWithAnyFlippedBit() {
        for (int bit = 0; bit < file.length * Byte.SIZE; bit++) {
            byte[] damaged = file.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThrows(RefusedException.class, () -> decode(damaged, TERMS, TAKEN_MS));
        }
    }

    @Test
    void refusesAnotherFormatByItsNumber() {
        byte[] newer = file.clone();
        newer[7] = 5;
        assertRefused("its format is 5, and this server reads 4", newer, TERMS, TAKEN_MS);
    }

    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of("--tick-rate 30, and this server has 60", new Terms(60, 16, 16, 1, 99)),
                Arguments.of("--seats 16, and this server has 8", new Terms(30, 8, 16, 1, 99)),
                Arguments.of("--arena-seats 16, and this server has 4", new Terms(30, 16, 4, 1, 99)),
                Arguments.of("--seed 1, and this server has 2", new Terms(30, 16, 16, 2, 99)),
                Arguments.of("different rules", new Terms(30, 16, 16, 1, 98)));
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

    @Test
    void readsNoMoreThanTheHeaderAnnounces() {
        CountingChannel endless = new CountingChannel(file);
        assertThrows(RefusedException.class, () -> CheckpointFile.read(endless));
        assertEquals(file.length + 1, endless.given, "one byte more shows that the file is longer");
    }

    @Test
    void readsOnlyTheHeaderOfAFileThatIsNotACheckpoint() {
        CountingChannel zeros = new CountingChannel(new byte[0]);
        assertThrows(RefusedException.class, () -> CheckpointFile.read(zeros));
        assertTrue(zeros.given < 100, zeros.given + " bytes");
    }

    @Test
    void refusesALengthNoRoomHas() {
        for (int words : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, CheckpointFile.BYTES_MAX / 4}) {
            byte[] huge = file.clone();
            ByteBuffer.wrap(huge).putInt(52, words);
            CountingChannel endless = new CountingChannel(huge);
            assertThrows(RefusedException.class, () -> CheckpointFile.read(endless));
            assertTrue(endless.given < 100, endless.given + " bytes");
        }
    }

    static Stream<Arguments> clocks() {
        return Stream.of(
                Arguments.of("nothing was set", 5_000, 1, 5_000, 5_000),
                Arguments.of("set back by 4 s", 1_000, 1, 5_000, 5_000),
                Arguments.of("set back by more than that", -60_000, 1, 5_000, 5_000),
                Arguments.of("set back by a day", -86_400_000, 1, 5_000, 5_000),
                Arguments.of("set forward", 90_000, 1, 5_000, 90_000),
                Arguments.of("another boot", 5_000, 2, 7, 5_000),
                Arguments.of("another boot, set back", -5_000, 2, 7, AGE_MS_MAX),
                Arguments.of("another system", -5_000, 0, 5_000, AGE_MS_MAX));
    }

    /** Checks the upper bound of the room's further run time under changes of the clock. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("clocks")
    void boundsTheFurtherRunTimeOfTheRoom(String what, long wallMs, long boot, long monotonicMs, long ranMs)
            throws RefusedException {
        byte[] taken = encode(new Moment(TAKEN_MS, 1, 1_000_000_000));
        Moment now = new Moment(TAKEN_MS + wallMs, boot, 1_000_000_000 + monotonicMs * 1_000_000);
        assertEquals(
                ranMs,
                CheckpointFile.decode(ByteBuffer.wrap(taken), TERMS, now, AGE_MS_MAX)
                        .ranMsMax());
    }

    @Test
    void theMonotonicClockRefusesAnOldOneThoughTheWallClockWasSetBack() {
        byte[] taken = encode(new Moment(TAKEN_MS, 1, 0));
        Moment now = new Moment(TAKEN_MS + 1_000, 1, (AGE_MS_MAX + 1_000) * 1_000_000);
        assertThrows(
                RefusedException.class, () -> CheckpointFile.decode(ByteBuffer.wrap(taken), TERMS, now, AGE_MS_MAX));
    }

    /** A file that never ends: some bytes, then zeros. */
    private static final class CountingChannel implements ReadableByteChannel {
        private final byte[] start;
        int given;

        CountingChannel(byte[] start) {
            this.start = start;
        }

        @Override
        public int read(ByteBuffer to) {
            int before = given;
            for (int i = 0; i < 7 && to.hasRemaining(); i++) {
                to.put(given < start.length ? start[given] : 0);
                given++;
            }
            return given - before;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private static void assertRefused(String saying, byte[] file, Terms here, long nowMs) {
        RefusedException refused = assertThrows(RefusedException.class, () -> decode(file, here, nowMs));
        assertTrue(String.valueOf(refused.getMessage()).contains(saying), refused.getMessage());
    }

    private static Checkpoint decode(byte[] file, Terms here, long nowMs) throws RefusedException {
        return CheckpointFile.decode(ByteBuffer.wrap(file), here, new Moment(nowMs, 0, 0), AGE_MS_MAX);
    }

    private static byte[] encode() {
        return encode(new Moment(TAKEN_MS, 0, 0));
    }

    private static byte[] encode(Moment taken) {
        StateImage image = new StateImage();
        image.startWriting();
        for (int i = 0; i < 300; i++) {
            image.word(i * i);
        }
        ByteBuffer file = CheckpointFile.encode(TERMS, taken, image, ByteBuffer.allocate(8));
        byte[] bytes = new byte[file.remaining()];
        file.get(bytes);
        return bytes;
    }
}
