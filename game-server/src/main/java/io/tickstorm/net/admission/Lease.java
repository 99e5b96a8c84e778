package io.tickstorm.net.admission;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A reservation of a TCP connection, a handshake, a session or a text connection. Methods that create one return null
 * at the limit. Any thread.
 */
@FunctionalInterface
public interface Lease extends AutoCloseable {
    /** The lease of something that has no limit. */
    Lease UNLIMITED = () -> {};

    /** Releases the reservation. A second call does nothing. */
    @Override
    void close();

    /** Returns a lease that runs {@code release} at its first close, on the thread that closes it. */
    static Lease of(Runnable release) {
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                release.run();
            }
        };
    }
}
