package io.tickstorm.load.client;

import io.tickstorm.kit.SelectorLoop;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The parts that all connections of a load generator share. The generator's thread only.
 *
 * @param random source of keys and masks, which need not be secret here
 * @param scratch buffer for the bytes that are being read
 * @param outgoing buffer for the frame that is being sent
 */
record ConnectionContext(SelectorLoop loop, Random random, Figures figures, ByteBuffer scratch, ByteBuffer outgoing) {
    /** The longest message that a server may send. */
    static final int MESSAGE_MAX = 1 << 20;

    private static final int READ_BYTES = 64 * 1024;

    ConnectionContext(SelectorLoop loop, long seed, Figures figures) {
        this(
                loop,
                new Random(seed),
                figures,
                ByteBuffer.allocateDirect(MESSAGE_MAX + READ_BYTES),
                ByteBuffer.allocateDirect(2 * READ_BYTES));
    }
}
