package io.tickstorm.load.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Polling sessions that are opened, 100 from each of 50 addresses, and never polled. Each is opened anew once the
 * server has given it up.
 */
final class UnpolledSessions extends Attack {
    static final int ADDRESSES = 50;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int OPENED_PER_SECOND = 2_500;
    /** A session that nobody polls is over after 10 s. */
    private static final long GONE_NS = 10 * SECOND_NS;

    private final Target target;
    private final InetAddress[] addresses = new InetAddress[ADDRESSES];
    private final int sessions;
    private final byte[] request;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private long beganNs;
    private int openedInRound;

    UnpolledSessions(Target target, int perAddress) throws IOException {
        this.target = target;
        sessions = ADDRESSES * perAddress;
        request = PollingClient.request(target, new byte[0]);
        for (int i = 0; i < ADDRESSES; i++) {
            addresses[i] = InetAddress.getByName("127.0.0." + (2 + i));
        }
    }

    /** Requests that were sent. */
    int opened() {
        return opened.get();
    }

    int refused() {
        return refused.get();
    }

    @Override
    boolean step(long nowNs) {
        if (beganNs == 0 || nowNs - beganNs > GONE_NS) {
            beganNs = nowNs;
            openedInRound = 0;
        }
        long due = Math.min(sessions, (nowNs - beganNs) * OPENED_PER_SECOND / SECOND_NS);
        while (openedInRound < due) {
            open(openedInRound++);
        }
        if (openedInRound == sessions) {
            ready();
        }
        return true;
    }

    private void open(int number) {
        try (Intruder peer = new Intruder(target.url(), 0, addresses[number % ADDRESSES])) {
            peer.say(request);
            // Whatever the answer is: a reset before it would take the request back.
            peer.awaitAnswer();
            opened.incrementAndGet();
        } catch (IOException e) {
            refused.incrementAndGet();
        }
    }

    @Override
    void end() {}
}
