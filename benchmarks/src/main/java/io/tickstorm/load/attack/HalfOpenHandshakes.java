package io.tickstorm.load.attack;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections that never become one: a third says nothing, a third stops in the middle of a head, a third goes on with
 * it a character at a time. Whoever is closed is replaced.
 */
public final class HalfOpenHandshakes extends Attack {
    private static final String BEGINNING = "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nX-Slow: ";
    private static final long DRIP_EVERY_NS = 100_000_000;
    private static final int OPENED_AT_ONCE = 50;

    private final URI url;
    private final Intruder[] peers;
    private long dripNs;
    private final AtomicInteger replaced = new AtomicInteger();

    public HalfOpenHandshakes(URI url, int count) {
        this.url = url;
        peers = new Intruder[count];
    }

    /** How many have been closed by the server and replaced. */
    public int replaced() {
        return replaced.get();
    }

    @Override
    boolean step(long nowNs) throws IOException {
        boolean drips = nowNs - dripNs > DRIP_EVERY_NS;
        dripNs = drips ? nowNs : dripNs;
        int missing = 0;
        for (int i = 0; i < peers.length; i++) {
            Intruder peer = peers[i];
            if (peer != null && drips) {
                peer.listen();
            }
            if (peer == null || peer.isClosed()) {
                if (missing++ < OPENED_AT_ONCE) {
                    replaced.addAndGet(peer == null ? 0 : 1);
                    peers[i] = new Intruder(url, 0);
                    peers[i].say(i % 3 == 0 ? "" : BEGINNING);
                }
            } else if (drips && i % 3 == 2) {
                peer.say("x");
            }
        }
        if (missing == 0) {
            ready();
        }
        return true;
    }

    @Override
    void end() {
        for (Intruder peer : peers) {
            if (peer != null) {
                peer.close();
            }
        }
    }
}
