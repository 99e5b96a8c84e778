package io.tickstorm.load.attack;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Peers that join and then send empty masked pings as fast as their sockets take them, on and on after the server's
 * Close. Those that are cut off connect again.
 */
final class PingStream extends Attack {
    /** 6 bytes each: two of header, four of mask. */
    private static final int PINGS_IN_BUFFER = 10_000;

    private static final int PING_BYTES = 6;
    /** One peer may write this often in a row before the next one has its turn. */
    private static final int WRITES_IN_TURN = 64;

    private final URI url;
    private final Random random;
    private final Intruder[] peers;
    private final ByteBuffer[] pings;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();

    PingStream(URI url, int seed, int count) {
        this.url = url;
        random = new Random(seed);
        peers = new Intruder[count];
        pings = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            pings[i] = ByteBuffer.allocateDirect(PINGS_IN_BUFFER * PING_BYTES);
            for (int ping = 0; ping < PINGS_IN_BUFFER; ping++) {
                pings[i].put((byte) 0x89).put((byte) 0x80).putInt(random.nextInt());
            }
            pings[i].flip();
        }
    }

    long bytes() {
        return bytes.get();
    }

    int connections() {
        return connections.get();
    }

    @Override
    boolean step(long nowNs) throws IOException {
        for (int i = 0; i < peers.length; i++) {
            Intruder peer = peers[i];
            if (peer == null || peer.isClosed()) {
                connections.incrementAndGet();
                peer = Intruder.upgraded(url, 0, random);
                peer.join("Stream", random);
                peers[i] = peer;
                // A ping that was cut off in the middle is none on the next connection.
                pings[i].rewind();
            }
            stream(peer, pings[i]);
        }
        ready();
        return true;
    }

    private void stream(Intruder peer, ByteBuffer out) {
        for (int i = 0; i < WRITES_IN_TURN; i++) {
            int before = out.remaining();
            if (!peer.offer(out)) {
                return;
            }
            bytes.addAndGet(before - out.remaining());
            if (!out.hasRemaining()) {
                out.rewind();
            } else if (before == out.remaining()) {
                break;
            }
        }
        peer.ignore();
    }

    @Override
    void end() {
        for (Intruder peer : peers) {
            if (peer != null) {
                peer.close();
            }
        }
    }

    @Override
    long pauseNs() {
        return 20_000;
    }
}
