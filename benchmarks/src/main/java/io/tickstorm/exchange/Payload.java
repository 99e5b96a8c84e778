package io.tickstorm.exchange;

import io.tickstorm.kit.ServerDefaults;
import java.nio.ByteBuffer;

/**
 * Messages of the game's sizes, without the game. Any thread.
 *
 * <pre>
 *   input     11 B    sequence 4 | 0 7
 *   snapshot 165 B    tick 4 | newest input included 4 | 0 157
 * </pre>
 */
final class Payload {
    static final int INPUT_BYTES = 11;
    static final int SNAPSHOT_BYTES = 165;
    static final int TICK_RATE = ServerDefaults.TICK_RATE;
    static final long TICK_NS = ServerDefaults.TICK_NS;
    /** Number of seats. The players of a run use each of them once. */
    static final int SEATS = 4_096;

    private Payload() {}

    static byte[] input(int sequence) {
        return ByteBuffer.allocate(INPUT_BYTES).putInt(sequence).array();
    }

    static int sequence(byte[] input) {
        return ByteBuffer.wrap(input).getInt();
    }

    static ByteBuffer snapshot(int tick, int included) {
        return ByteBuffer.allocate(SNAPSHOT_BYTES).putInt(tick).putInt(included).position(0);
    }

    static int tick(ByteBuffer snapshot) {
        return snapshot.getInt(snapshot.position());
    }

    static int included(ByteBuffer snapshot) {
        return snapshot.getInt(snapshot.position() + 4);
    }
}
