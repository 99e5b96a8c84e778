package io.tickstorm.load.client;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/**
 * How a thread with planned sends waits for what comes: a selector alone waits whole milliseconds, after which the
 * sends of that time would go out in a burst, as those of people do not.
 */
public final class Nap {
    private static final long MS_NS = 1_000_000;
    private static final long NAP_NS = 200_000;

    private Nap() {}

    /**
     * Until something is ready, or nearly until the time; what is ready is among the selector's selected keys.
     *
     * @param untilNs {@link System#nanoTime()} of the next planned send
     */
    public static void take(Selector selector, long untilNs) throws IOException {
        if (untilNs - System.nanoTime() > MS_NS) {
            selector.select(1);
        } else if (selector.selectNow() == 0) {
            LockSupport.parkNanos(NAP_NS);
            selector.selectNow();
        }
    }
}
