package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WireBufferTest {
    private final WireBuffer out = new WireBuffer(1);

    @ParameterizedTest
    @ValueSource(ints = {1, -1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void fieldsAreAsProtobufWritesThem(int value) throws IOException {
        out.field(3, value);
        out.signedField(4, value);
        out.longField(5, (long) value << 20 | 1);
        out.field(20, true);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        CodedOutputStream stock = CodedOutputStream.newInstance(expected);
        stock.writeUInt32(3, value);
        stock.writeSInt32(4, value);
        stock.writeUInt64(5, (long) value << 20 | 1);
        stock.writeBool(20, true);
        stock.flush();
        assertArrayEquals(expected.toByteArray(), written());
    }

    @Test
    void aZeroIsNotWritten() {
        out.field(1, 0);
        out.signedField(2, 0);
        out.longField(3, 0);
        out.field(4, false);
        assertEquals(0, out.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 100_000})
    void aMessageOfAnyLengthIsFramed(int size) throws IOException {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 7);
        out.field(1, 1);
        int start = out.startMessage(6);
        out.put(content, 0, size);
        out.endMessage(start);
        out.field(7, 1);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        CodedOutputStream stock = CodedOutputStream.newInstance(expected);
        stock.writeUInt32(1, 1);
        stock.writeByteArray(6, content);
        stock.writeUInt32(7, 1);
        stock.flush();
        assertArrayEquals(expected.toByteArray(), written());
    }

    private byte[] written() {
        return Arrays.copyOf(out.bytes(), out.length());
    }
}
