package io.tickstorm.net.session;

import io.tickstorm.room.CloseReason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A session that may be evicted, perhaps before it is there. Any thread. */
public final class Evictable {
    private final AtomicBoolean evicted = new AtomicBoolean();
    private volatile @Nullable Writable session;

    /** The session is there, once. */
    public void is(Writable connection) {
        session = connection;
        if (evicted.get()) {
            connection.close(CloseReason.NOT_JOINED);
        }
    }

    /** Closes the session, now or as soon as it is there. */
    public void evict() {
        evicted.set(true);
        Writable connection = session;
        if (connection != null) {
            connection.close(CloseReason.NOT_JOINED);
        }
    }
}
