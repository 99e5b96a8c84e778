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
 * The places for WebSockets and polling sessions, see {@link Occupancy}: those that have not joined give way to
 * newcomers, and the time to join shrinks as the places fill. Any thread.
 */
public final class SessionPlaces {
    /** The order in which they are evicted. */
    public enum Transport {
        POLLING("polling_pushed_out"),
        WEBSOCKET("socket_pushed_out");

        final String evicted;

        Transport(String evicted) {
            this.evicted = evicted;
        }
    }

    private final int places;
    private final int joinMs;
    private final AddressLimits addresses;
    private final ServerMetrics metrics;
    /** Sessions that have not joined, by transport; guarded by this, as are the fields below and a place's. */
    private final Map<Transport, EvictionQueue<Place>> queues = new EnumMap<>(Transport.class);

    private int taken;

    public SessionPlaces(int places, int joinMs, AddressLimits addresses, ServerMetrics metrics) {
        this.places = places;
        this.joinMs = joinMs;
        this.addresses = addresses;
        this.metrics = metrics;
        for (Transport transport : Transport.values()) {
            queues.put(transport, new EvictionQueue<>());
        }
    }

    /** One session's place. */
    public final class Place {
        private final Transport transport;
        private final InetAddress address;
        private final Runnable evict;
        private final long sinceNs = System.nanoTime();
        private boolean isCounted = true;

        private Place(Transport transport, InetAddress address, Runnable evict) {
            this.transport = transport;
            this.address = address;
            this.evict = evict;
        }

        /** Protects the session from eviction. Returns false if it was evicted already. */
        public boolean join() {
            synchronized (SessionPlaces.this) {
                queue(transport).remove(this);
                return isCounted;
            }
        }

        /** Gives the place back, once. */
        public void leave() {
            synchronized (SessionPlaces.this) {
                giveUp(this);
            }
        }
    }

    /** Returns true if {@link #take} would find a place at this moment. */
    public synchronized boolean hasRoom() {
        return taken < places || victim() != null;
    }

    /**
     * Takes a place, from another session if need be.
     *
     * @param evict closes the session, on any thread
     * @return null if players have all places
     */
    public @Nullable Place take(Transport transport, InetAddress address, Runnable evict) {
        Place evicted = null;
        Place place = new Place(transport, address, evict);
        synchronized (this) {
            if (taken >= places) {
                evicted = victim();
                if (evicted == null) {
                    return null;
                }
                giveUp(evicted);
            }
            taken++;
            queue(transport).add(place);
        }
        if (evicted != null) {
            metrics.dropped(evicted.transport.evicted);
            evicted.evict.run();
        }
        return place;
    }

    /** Closes sessions that have not joined in time; called regularly. Any thread. */
    public void sweep() {
        List<Place> expired = new ArrayList<>();
        synchronized (this) {
            queues.values().forEach(queue -> expire(queue, expired));
        }
        expired.forEach(place -> place.evict.run());
    }

    private void expire(EvictionQueue<Place> queue, List<Place> expired) {
        long waitNs = Occupancy.waitMs(joinMs, taken, places) * 1_000_000L;
        long nowNs = System.nanoTime();
        for (Place oldest = queue.oldest(); oldest != null; oldest = queue.oldest()) {
            if (nowNs - oldest.sinceNs <= waitNs) {
                return;
            }
            giveUp(oldest);
            expired.add(oldest);
        }
    }

    private EvictionQueue<Place> queue(Transport transport) {
        return Objects.requireNonNull(queues.get(transport));
    }

    private @Nullable Place victim() {
        for (EvictionQueue<Place> queue : queues.values()) {
            Place victim = queue.victim(place -> addresses.held(place.address, AddressLimits.Held.SOCKET));
            if (victim != null) {
                return victim;
            }
        }
        return null;
    }

    private void giveUp(Place place) {
        if (place.isCounted) {
            place.isCounted = false;
            taken--;
            queue(place.transport).remove(place);
        }
    }
}
