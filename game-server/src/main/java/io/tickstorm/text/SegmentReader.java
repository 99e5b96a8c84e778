package io.tickstorm.text;

import com.google.protobuf.ByteString;

/** Reads segments in the layout of docs/PROTOCOL.md: varints, and bit fields with the lowest bit first. One thread. */
final class SegmentReader {
    private final ByteString bytes;
    private int bit;

    SegmentReader(ByteString bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return bit < bytes.size() * Byte.SIZE;
    }

    int varint() {
        int low = bits(8);
        return low < 0x80 ? low : (low & 0x7F) | varint() << 7;
    }

    int bits(int width) {
        int value = 0;
        for (int i = 0; i < width; i++, bit++) {
            value |= (bytes.byteAt(bit / Byte.SIZE) >> bit % Byte.SIZE & 1) << i;
        }
        return value;
    }

    /** Returns the next bits as a signed number. */
    int signedBits(int width) {
        int unused = Integer.SIZE - width;
        return bits(width) << unused >> unused;
    }
}
