package io.tickstorm.load.client;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.Random;

/** What the connections of a swarm share: where they go, the selector, and buffers. The swarm's thread. */
final class Wires {
    /** The longest message a server may send. */
    static final int MESSAGE_MAX = 1 << 20;

    /** SO_RCVBUF behind a simulated link: the queue is to be the link's, not the kernel's. */
    static final int LINKED_RECEIVE_BYTES = 8 * 1024;

    private static final int READ_BYTES = 64 * 1024;

    private final URI url;
    private final Selector selector;
    private final Random random;
    private final Figures figures;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(MESSAGE_MAX + READ_BYTES);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(2 * READ_BYTES);

    Wires(URI url, Selector selector, long seed, Figures figures) {
        this.url = url;
        this.selector = selector;
        this.figures = figures;
        random = new Random(seed);
    }

    URI url() {
        return url;
    }

    Selector selector() {
        return selector;
    }

    /** Of keys and masks, which need not be secret from anybody here. */
    Random random() {
        return random;
    }

    ByteBuffer scratch() {
        return scratch;
    }

    ByteBuffer outgoing() {
        return outgoing;
    }

    /** Bytes that were due then leave a simulated link now. */
    void linkLate(long dueNs, long nowNs) {
        figures.toolLate(dueNs, nowNs);
    }
}
