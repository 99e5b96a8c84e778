package io.tickstorm.net.admission;

import io.tickstorm.metrics.ServerMetrics;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Limits the WebSockets and polling sessions, per address and in total; see {@link CapacityRules}. Sessions that have
 * not joined may be evicted, and the time to join decreases as the places fill. Any thread.
 */
public final class SessionAdmission {
    /** The transport of a session, in the order of eviction. */
    public enum Transport {
        POLLING("polling_pushed_out"),
        WEBSOCKET("socket_pushed_out");

        final String evicted;

        Transport(String evicted) {
            this.evicted = evicted;
        }
    }

    private final int capacity;
    private final int joinMs;
    private final AddressLimits addresses;
    private final ServerMetrics metrics;
    /** Sessions that have not joined, by transport; guarded by this, as are the fields below and a lease's. */
    private final Map<Transport, EvictionQueue<SessionLease>> queues = new EnumMap<>(Transport.class);

    private int used;

    public SessionAdmission(int capacity, int joinMs, AddressLimits addresses, ServerMetrics metrics) {
        this.capacity = capacity;
        this.joinMs = joinMs;
        this.addresses = addresses;
        this.metrics = metrics;
        for (Transport transport : Transport.values()) {
            queues.put(transport, new EvictionQueue<>());
        }
    }

    /** The place of one session, in total and of its address. */
    public final class SessionLease implements Lease {
        private final Transport transport;
        private final InetAddress address;
        private final Lease ofAddress;
        private final Runnable evict;
        private final long sinceNs = System.nanoTime();
        private boolean isCounted = true;

        private SessionLease(Transport transport, InetAddress address, Lease ofAddress, Runnable evict) {
            this.transport = transport;
            this.address = address;
            this.ofAddress = ofAddress;
            this.evict = evict;
        }

        /** Protects the session from eviction. Returns false if it was already evicted. */
        public boolean join() {
            synchronized (SessionAdmission.this) {
                queue(transport).remove(this);
                return isCounted;
            }
        }

        @Override
        public void close() {
            synchronized (SessionAdmission.this) {
                release(this);
            }
            ofAddress.close();
        }
    }

    /** Returns true if one more session would get a place at this moment; its address may still be at its limit. */
    public synchronized boolean hasRoom() {
        return used < capacity || victim() != null;
    }

    /**
     * Reserves a place, by evicting another session if necessary.
     *
     * @param evict closes the session, on any thread
     * @return null if the address is at its limit or players have all places
     */
    public @Nullable SessionLease reserve(Transport transport, RequestSource source, long nowNs, Runnable evict) {
        Lease ofAddress = addresses.reserveSession(source, nowNs);
        if (ofAddress == null) {
            return null;
        }
        SessionLease lease = new SessionLease(transport, source.address(), ofAddress, evict);
        SessionLease evicted = null;
        synchronized (this) {
            evicted = used < capacity ? null : victim();
            if (used >= capacity && evicted == null) {
                ofAddress.close();
                return null;
            }
            if (evicted != null) {
                release(evicted);
            }
            used++;
            queue(transport).add(lease);
        }
        if (evicted != null) {
            metrics.dropped(evicted.transport.evicted);
            evicted.evict.run();
        }
        return lease;
    }

    /** Closes sessions that have not joined in time; called regularly. Any thread. */
    public void sweep() {
        List<SessionLease> expired = new ArrayList<>();
        synchronized (this) {
            queues.values().forEach(queue -> expire(queue, expired));
        }
        expired.forEach(lease -> lease.evict.run());
    }

    private void expire(EvictionQueue<SessionLease> queue, List<SessionLease> expired) {
        long waitNs = CapacityRules.waitMs(joinMs, used, capacity) * 1_000_000L;
        long nowNs = System.nanoTime();
        for (SessionLease oldest = queue.oldest(); oldest != null; oldest = queue.oldest()) {
            if (nowNs - oldest.sinceNs <= waitNs) {
                return;
            }
            release(oldest);
            expired.add(oldest);
        }
    }

    private EvictionQueue<SessionLease> queue(Transport transport) {
        return Objects.requireNonNull(queues.get(transport));
    }

    private @Nullable SessionLease victim() {
        for (EvictionQueue<SessionLease> queue : queues.values()) {
            SessionLease victim = queue.victim(lease -> addresses.held(lease.address, AddressLimits.Held.SESSION));
            if (victim != null) {
                return victim;
            }
        }
        return null;
    }

    /** Releases a place. Call with the lock held; a second call does nothing. */
    private void release(SessionLease lease) {
        if (lease.isCounted) {
            lease.isCounted = false;
            used--;
            queue(lease.transport).remove(lease);
        }
    }
}
