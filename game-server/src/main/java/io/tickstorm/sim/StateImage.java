package io.tickstorm.sim;

import java.util.Arrays;

/**
 * The state of a match as a sequence of words. The same calls write and read it, so that both directions cannot differ.
 * A method receives the current value and returns the value to use: the same one while writing, the stored one while
 * reading. Grows as needed and is reusable. One thread at a time.
 *
 * <pre>
 *   word    32 bits
 *   tick    a word; shifted while reading, unless it is 0 or less (none yet) or NEVER
 *   flags   32 to a word, the first in bit 0
 *   text    its length in chars, then a word for each
 *   bytes   their number, then four to a word, the first in bits 0-7
 * </pre>
 */
public final class StateImage {
    /** A tick that is never shifted. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** The latest tick an image may be restored with: 9 hours before the last tick at the highest tick rate. */
    public static final int TICK_MAX = Integer.MAX_VALUE - (1 << 22);

    private int[] words = new int[1 << 10];
    private int length;
    private int at;
    private boolean reading;
    private int tickShift;

    /** Clears the image and starts writing. */
    public void startWriting() {
        reading = false;
        length = 0;
    }

    /**
     * Starts reading from the beginning.
     *
     * @param shift added to every tick, so that a match continues at a later tick
     */
    public void startReading(int shift) {
        reading = true;
        at = 0;
        tickShift = shift;
    }

    /** Copies the words of another image and prepares for reading. */
    public void set(int[] from, int count) {
        words = Arrays.copyOf(from, count);
        length = count;
    }

    /** Returns true while reading, false while writing. */
    public boolean isReading() {
        return reading;
    }

    /** Returns the number of words written. */
    public int length() {
        return length;
    }

    /** Returns the array whose first {@link #length()} words are the content; growing replaces it. */
    public int[] words() {
        return words;
    }

    /** Returns true if all words have been read. */
    public boolean isAtEnd() {
        return at == length;
    }

    /** Writes or reads a word. */
    public int word(int value) {
        if (reading) {
            return words[next(1)];
        }
        int end = more(1);
        words[end] = value;
        return value;
    }

    /** Writes or reads a flag, which occupies a whole word. */
    public boolean flag(boolean value) {
        return word(value ? 1 : 0) != 0;
    }

    /** Writes or reads a tick, which is shifted while reading. */
    public int tick(int value) {
        return reading ? shifted(word(0)) : word(value);
    }

    /**
     * Writes or reads the number of elements that follow.
     *
     * @throws IllegalStateException while reading, if it is not in 0 to {@code max}
     */
    public int count(int value, int max) {
        int count = word(value);
        if (count < 0 || count > max) {
            throw new IllegalStateException(count + " is not in 0 to " + max);
        }
        return count;
    }

    /** Writes or reads the first {@code count} elements of a column. */
    public void words(int[] column, int count) {
        if (reading) {
            System.arraycopy(words, next(count), column, 0, count);
        } else {
            int end = more(count);
            System.arraycopy(column, 0, words, end, count);
        }
    }

    /** Writes or reads the first {@code count} ticks of a column. */
    public void ticks(int[] column, int count) {
        words(column, count);
        for (int i = 0; reading && i < count; i++) {
            column[i] = shifted(column[i]);
        }
    }

    /** Writes or reads the first {@code count} flags of a column. */
    public void flags(boolean[] column, int count) {
        for (int from = 0; from < count; from += Integer.SIZE) {
            int bits = word(reading ? 0 : packed(column, from, count));
            for (int i = from; reading && i < Math.min(count, from + Integer.SIZE); i++) {
                column[i] = (bits >>> i & 1) != 0;
            }
        }
    }

    /**
     * Writes or reads a text.
     *
     * @throws IllegalStateException while reading, if it is longer than {@code charsMax}
     */
    public String text(String value, int charsMax) {
        int chars = count(value.length(), charsMax);
        if (!reading) {
            for (int i = 0; i < chars; i++) {
                word(value.charAt(i));
            }
            return value;
        }
        char[] letters = new char[chars];
        for (int i = 0; i < chars; i++) {
            letters[i] = (char) word(0);
        }
        return new String(letters);
    }

    /**
     * Writes or reads bytes.
     *
     * @throws IllegalStateException while reading, if there are more than {@code max}
     */
    public byte[] bytes(byte[] value, int max) {
        int count = count(value.length, max);
        byte[] bytes = reading ? new byte[count] : value;
        for (int from = 0; from < count; from += Integer.BYTES) {
            int packed = 0;
            for (int i = from; i < Math.min(count, from + Integer.BYTES); i++) {
                packed |= (bytes[i] & 0xFF) << ((i - from) * Byte.SIZE);
            }
            packed = word(packed);
            for (int i = from; reading && i < Math.min(count, from + Integer.BYTES); i++) {
                bytes[i] = (byte) (packed >>> ((i - from) * Byte.SIZE));
            }
        }
        return bytes;
    }

    private static int packed(boolean[] column, int from, int count) {
        int bits = 0;
        for (int i = from; i < Math.min(count, from + Integer.SIZE); i++) {
            bits |= column[i] ? 1 << i : 0;
        }
        return bits;
    }

    private int shifted(int tick) {
        if (tick <= 0 || tick == NEVER) {
            return tick;
        }
        if (tick > TICK_MAX - tickShift) {
            throw new IllegalStateException("its ticks are too close to the last possible tick");
        }
        return tick + tickShift;
    }

    private int next(int count) {
        if (count > length - at) {
            throw new IllegalStateException("the image is truncated");
        }
        at += count;
        return at - count;
    }

    /** Reserves more words and returns the index of the first; {@link #words} may be replaced. */
    private int more(int count) {
        if (count > words.length - length) {
            words = Arrays.copyOf(words, Math.max(2 * words.length, length + count));
        }
        length += count;
        return length - count;
    }
}
