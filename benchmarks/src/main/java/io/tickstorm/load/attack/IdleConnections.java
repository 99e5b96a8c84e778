package io.tickstorm.load.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections from many addresses that request {@code /healthz} once and stay. Those that the server closes are opened
 * again, 100 a second.
 */
final class IdleConnections extends Attack {
    static final int ADDRESSES = 22;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int OPENED_PER_SECOND = 2_000;
    private static final int REOPENED_PER_SECOND = 100;

    private final URI url;
    private final Intruder[] peers;
    private final InetAddress[] addresses = new InetAddress[ADDRESSES];
    private final byte[] request;
    private final AtomicInteger reopened = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private int opened;
    private int turn;
    private long beganNs;
    private long fullNs;

    IdleConnections(URI url, int perAddress) throws IOException {
        this.url = url;
        peers = new Intruder[ADDRESSES * perAddress];
        for (int i = 0; i < ADDRESSES; i++) {
            addresses[i] = InetAddress.getByName("127.0.0." + (2 + i));
        }
        request = ("GET /healthz HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    int reopened() {
        return reopened.get();
    }

    /** Connections that could not even be opened. */
    int refused() {
        return refused.get();
    }

    @Override
    boolean step(long nowNs) {
        beganNs = beganNs == 0 ? nowNs : beganNs;
        long due = Math.min(peers.length, (nowNs - beganNs) * OPENED_PER_SECOND / SECOND_NS);
        while (opened < due) {
            open(opened++);
        }
        if (opened == peers.length) {
            ready();
            reopen(nowNs);
        }
        return true;
    }

    private void reopen(long nowNs) {
        fullNs = fullNs == 0 ? nowNs : fullNs;
        long due = (nowNs - fullNs) * REOPENED_PER_SECOND / SECOND_NS;
        for (int looks = 0; looks < peers.length && reopened.get() < due; looks++) {
            turn = (turn + 1) % peers.length;
            Intruder peer = peers[turn];
            if (peer != null) {
                peer.ignore();
            }
            if (peer == null || peer.isClosed()) {
                reopened.incrementAndGet();
                open(turn);
            }
        }
    }

    private void open(int at) {
        try {
            Intruder peer = new Intruder(url, 0, addresses[at % ADDRESSES]);
            peer.say(request);
            peers[at] = peer;
        } catch (IOException e) {
            refused.incrementAndGet();
        }
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
