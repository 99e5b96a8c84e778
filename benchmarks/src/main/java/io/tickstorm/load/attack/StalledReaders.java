package io.tickstorm.load.attack;

import io.tickstorm.proto.v1.ClientFrame;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Peers who join, never read, and claim to hold every frame all the same, so that frames go on being due. Whoever is
 * closed is replaced at once: there are as many at any time.
 */
public final class StalledReaders extends Attack {
    private static final int RECEIVE_BYTES = 2_048;
    private static final long CLAIM_EVERY_NS = 100_000_000;
    private static final int JOINS_AT_ONCE = 2;

    private final URI url;
    private final Random random;
    private final Intruder[] peers;
    private final int tickRate;
    private final long startNs = System.nanoTime();
    private long claimNs;
    private final AtomicInteger replaced = new AtomicInteger();

    public StalledReaders(URI url, int seed, int count, int tickRate) {
        this.url = url;
        this.tickRate = tickRate;
        random = new Random(seed);
        peers = new Intruder[count];
    }

    /** How many have been closed by the server and replaced. */
    public int replaced() {
        return replaced.get();
    }

    @Override
    boolean step(long nowNs) throws IOException {
        boolean claims = nowNs - claimNs > CLAIM_EVERY_NS;
        claimNs = claims ? nowNs : claimNs;
        int missing = 0;
        int joined = 0;
        for (int i = 0; i < peers.length; i++) {
            Intruder peer = peers[i];
            if (peer == null || peer.isClosed()) {
                missing++;
                if (joined++ < JOINS_AT_ONCE) {
                    replaced.addAndGet(peer == null ? 0 : 1);
                    peers[i] = Intruder.upgraded(url, RECEIVE_BYTES, random);
                    peers[i].join("Stalled", random);
                }
            } else if (claims) {
                claim(peer, nowNs);
            }
        }
        if (missing == 0) {
            ready();
        }
        return true;
    }

    /** A tick that the room has surely not reached is as good as the newest. */
    private void claim(Intruder peer, long nowNs) {
        int ahead = (int) ((nowNs - startNs) * tickRate / 1_000_000_000L) + 1_000_000;
        byte[] claim = ClientFrame.newBuilder().setInputTick(ahead).build().toByteArray();
        peer.say(FuzzedFrames.frame(0x82, claim, claim.length, random));
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
