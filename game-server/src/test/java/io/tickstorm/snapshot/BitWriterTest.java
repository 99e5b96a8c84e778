package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BitWriterTest {
    private final WireBuffer out = new WireBuffer(4);
    private final BitWriter bits = new BitWriter(out);

    /** Checks the example bytes of docs/PROTOCOL.md. */
    @Test
    void aShipRecordIsAsThePageShowsIt() {
        bits.put(5, 12).put(0x123, 12).put(0xABC, 12).put(64, 8).put(0b1001, 4).endRecord();
        assertEquals("053012bc0a94", hex());
    }

    @Test
    void aBoltRecordIsAsThePageShowsIt() {
        bits.put(300, 14)
                .put(1, 12)
                .put(4095, 12)
                .put(1024, 12)
                .put(5, 12)
                .put(27, 8)
                .put(0, 2)
                .endRecord();
        assertEquals("2c4100fc3f0015c006", hex());
    }

    @Test
    void theLowestBitOfTheFirstByteComesFirst() {
        bits.put(1, 1).put(0, 2).put(0b11, 2).put(0, 3).endRecord();
        assertEquals("19", hex());
    }

    @Test
    void bitsAboveTheWidthAreCutOff() {
        bits.put(-1, 4).put(0, 4).endRecord();
        assertEquals("0f", hex());
    }

    @Test
    void aRecordFillsWholeBytes() {
        bits.put(1, 7);
        assertThrows(AssertionError.class, bits::endRecord);
    }

    @Test
    void writtenBitsAreReadBack() {
        SplittableRandom random = new SplittableRandom(1);
        int[] widths = random.ints(800, 1, 33).toArray();
        int[] values = Arrays.stream(widths)
                .map(width -> random.nextInt() & (int) ((1L << width) - 1))
                .toArray();
        for (int i = 0; i < widths.length; i++) {
            bits.put(values[i], widths[i]);
        }
        bits.put(0, 8 - Arrays.stream(widths).sum() % 8);
        RecordReader in = new RecordReader(ByteString.copyFrom(out.bytes(), 0, out.length()));
        for (int i = 0; i < widths.length; i++) {
            assertEquals(values[i], in.bits(widths[i]), "value " + i);
        }
    }

    private String hex() {
        return HexFormat.of().formatHex(out.bytes(), 0, out.length());
    }
}
