package io.tickstorm.snapshot;

import com.google.protobuf.ByteString;

/** Reads segments as docs/PROTOCOL.md draws them: varints, and runs of bits with the lowest bit first. */
final class RecordReader {
    private final ByteString bytes;
    private int bit;

    RecordReader(ByteString bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return bit < bytes.size() * 8;
    }

    int position() {
        return bit / 8;
    }

    int varint() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = bits(8);
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    int bits(int width) {
        int value = 0;
        for (int i = 0; i < width; i++, bit++) {
            value |= (bytes.byteAt(bit >> 3) >> (bit & 7) & 1) << i;
        }
        return value;
    }
}
