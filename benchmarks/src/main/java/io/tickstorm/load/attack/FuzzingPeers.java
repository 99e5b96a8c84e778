package io.tickstorm.load.attack;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Peers who send {@link FuzzedFrames}, on connections that live: whoever is closed comes back. */
public final class FuzzingPeers extends Attack {
    private static final int PEERS = 20;
    private static final int BURST_MAX = 3;
    private static final long SECOND_NS = 1_000_000_000L;

    private final URI url;
    private final Random random;
    private final FuzzedFrames frames;
    private final Intruder[] peers = new Intruder[PEERS];
    private final int framesWanted;
    private final int framesPerSecond;
    private final Map<Integer, Integer> closes = new TreeMap<>();
    private long beganNs;
    private final AtomicInteger sent = new AtomicInteger();
    private int connections;
    private int turn;

    public FuzzingPeers(URI url, int seed, int framesWanted, int framesPerSecond) {
        this.url = url;
        this.framesWanted = framesWanted;
        this.framesPerSecond = framesPerSecond;
        random = new Random(seed);
        frames = new FuzzedFrames(random);
    }

    /** Frames sent over connections that nobody had closed. */
    public int sent() {
        return sent.get();
    }

    /** Once it is over: connections opened. */
    public int connections() {
        return connections;
    }

    /** Once it is over: how often each close code came; 0: the connection was cut. */
    public Map<Integer, Integer> closes() {
        return closes;
    }

    @Override
    boolean step(long nowNs) throws IOException {
        beganNs = beganNs == 0 ? nowNs : beganNs;
        ready();
        long due = Math.min(framesWanted, (nowNs - beganNs) * framesPerSecond / SECOND_NS);
        while (sent.get() < due) {
            turn = (turn + 1) % PEERS;
            Intruder peer = peers[turn];
            if (peer != null) {
                peer.listen();
            }
            if (peer == null || peer.isClosed()) {
                peer = another(peer);
                peers[turn] = peer;
            }
            for (int i = 1 + random.nextInt(BURST_MAX); i > 0; i--) {
                peer.say(frames.next());
                sent.incrementAndGet();
            }
        }
        return sent.get() < framesWanted;
    }

    private Intruder another(@org.jspecify.annotations.Nullable Intruder before) throws IOException {
        if (before != null) {
            closes.merge(before.closeCode, 1, Integer::sum);
        }
        connections++;
        Intruder peer = Intruder.upgraded(url, 0, random);
        if (random.nextInt(4) > 0) {
            peer.join("Eve", random);
        }
        return peer;
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
