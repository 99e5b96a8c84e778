package io.tickstorm.snapshot;

/**
 * Writes bit fields, lowest bit of the first byte first. A record has a whole number of bytes, so no bits are pending
 * between two records. Tick thread only.
 */
final class BitWriter {
    private final WireBuffer out;
    private long pending;
    private int count;

    BitWriter(WireBuffer out) {
        this.out = out;
    }

    /** Appends the low {@code width} bits; width is at most 32. */
    BitWriter put(int value, int width) {
        pending |= (value & (1L << width) - 1) << count;
        count += width;
        while (count >= 8) {
            out.put((int) pending);
            pending >>>= 8;
            count -= 8;
        }
        return this;
    }

    void endRecord() {
        assert count == 0 : count + " bits of the record do not fill a byte";
    }
}
