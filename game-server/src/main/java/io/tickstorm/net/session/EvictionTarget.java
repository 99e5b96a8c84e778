package io.tickstorm.net.session;

import io.tickstorm.room.CloseReason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A session that may be evicted, even before its connection exists. Any thread. */
public final class EvictionTarget {
    private final AtomicBoolean evicted = new AtomicBoolean();
    private volatile @Nullable Writable attached;

    /** Sets the connection of the session, once; closes it if the session was evicted already. */
    public void attach(Writable connection) {
        attached = connection;
        if (evicted.get()) {
            connection.close(CloseReason.NOT_JOINED);
        }
    }

    /** Closes the session, now or as soon as its connection is attached. */
    public void evict() {
        evicted.set(true);
        Writable connection = attached;
        if (connection != null) {
            connection.close(CloseReason.NOT_JOINED);
        }
    }
}
