package io.tickstorm.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes in protobuf's wire format, in a reused array that grows as needed. Fields follow proto3: a value of 0 is not
 * written. Tick thread only.
 */
final class WireBuffer {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int length;

    WireBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Removes the bytes from {@code position} on. */
    void truncate(int position) {
        length = position;
    }

    void put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** Appends the low {@code count} bytes of a value, lowest first; at most 8. */
    void littleEndian(long value, int count) {
        reserve(8);
        LONGS.set(bytes, length, value);
        length += count;
    }

    void set(int position, int value) {
        bytes[position] = (byte) value;
    }

    void put(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void varint(int value) {
        reserve(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Writes a {@code uint32} or enum field. */
    void field(int number, int value) {
        if (value != 0) {
            varint(number << 3 | VARINT);
            varint(value);
        }
    }

    /** Writes a {@code sint32} field. */
    void signedField(int number, int value) {
        field(number, value << 1 ^ value >> 31);
    }

    void field(int number, boolean value) {
        field(number, value ? 1 : 0);
    }

    /** Writes a {@code uint64} field. */
    void longField(int number, long value) {
        if (value == 0) {
            return;
        }
        varint(number << 3 | VARINT);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            put((int) rest | 0x80);
            rest >>>= 7;
        }
        put((int) rest);
    }

    /** Writes a {@code bytes} field, a {@code string} in UTF-8 or an encoded message. */
    void field(int number, byte[] value) {
        startBytes(number, value.length);
        put(value, 0, value.length);
    }

    /** Writes the key and the length of a length-delimited field, which {@code count} bytes follow. */
    void startBytes(int number, int count) {
        varint(number << 3 | LENGTH_DELIMITED);
        varint(count);
    }

    /** Starts a message of unknown length; returns the argument for {@link #endMessage}. */
    int startMessage(int number) {
        varint(number << 3 | LENGTH_DELIMITED);
        put(0);
        return length;
    }

    /** Writes the length; one byte was reserved, a longer length moves the message. */
    void endMessage(int start) {
        int size = length - start;
        int extra = (31 - Integer.numberOfLeadingZeros(size | 1)) / 7;
        reserve(extra);
        System.arraycopy(bytes, start, bytes, start + extra, size);
        length = start - 1;
        varint(size);
        length += size;
    }

    /** Starts a list of unknown length; returns the argument for {@link #endList}. */
    int startList() {
        put(0);
        return length;
    }

    /** Writes the number of elements; one byte was reserved, a longer number moves the list. */
    void endList(int start, int count) {
        if (count < 0x80) {
            bytes[start - 1] = (byte) count;
            return;
        }
        int size = length - start;
        int extra = (31 - Integer.numberOfLeadingZeros(count)) / 7;
        reserve(extra);
        System.arraycopy(bytes, start, bytes, start + extra, size);
        length = start - 1;
        varint(count);
        length += size;
    }

    private void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
