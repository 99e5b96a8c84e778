package io.tickstorm.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateImageTest {
    private final StateImage image = new StateImage();

    @Test
    void readsTheWrittenImage() {
        image.startWriting();
        image.word(-5);
        image.flag(true);
        image.text("Zoë 🚀", 16);
        image.startReading(0);
        assertEquals(-5, image.word(0));
        assertTrue(image.flag(false));
        assertEquals("Zoë 🚀", image.text("", 16));
        assertTrue(image.isAtEnd());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 31, 32, 33, 5_000})
    void restoresColumnsOfEveryLength(int length) {
        Random random = new Random(length);
        int[] words = random.ints(length).toArray();
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        boolean[] flags = new boolean[length];
        for (int i = 0; i < length; i++) {
            flags[i] = random.nextBoolean();
        }
        image.startWriting();
        image.words(words, length);
        image.bytes(bytes, length);
        image.flags(flags, length);
        image.startReading(0);
        int[] wordsRead = new int[length];
        boolean[] flagsRead = new boolean[length];
        image.words(wordsRead, length);
        assertArrayEquals(words, wordsRead);
        assertArrayEquals(bytes, image.bytes(new byte[0], length));
        image.flags(flagsRead, length);
        assertArrayEquals(flags, flagsRead);
        assertTrue(image.isAtEnd());
    }

    @Test
    void shiftsTicksButNotAbsentOnes() {
        int[] ticks = {100, 0, -1, StateImage.NEVER};
        image.startWriting();
        image.tick(7);
        image.ticks(ticks, 4);
        image.startReading(1_000);
        assertEquals(1_007, image.tick(0));
        image.ticks(ticks, 4);
        assertArrayEquals(new int[] {1_100, 0, -1, StateImage.NEVER}, ticks);
    }

    @Test
    void refusesAnImageThatIsTooLongOrTooShort() {
        image.startWriting();
        image.text("seventeen letters", 17);
        image.startReading(0);
        assertThrows(IllegalStateException.class, () -> image.text("", 16));
        image.startReading(0);
        image.text("", 17);
        assertThrows(IllegalStateException.class, () -> image.word(0));
    }
}
