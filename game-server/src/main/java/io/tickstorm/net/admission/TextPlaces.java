package io.tickstorm.net.admission;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.settings.Defence;
import org.jspecify.annotations.Nullable;

/** The few places for connections that speak text, of which one address gets half and no more. Any thread. */
public final class TextPlaces {
    private final int max;
    private final SessionPlaces places;
    private final AddressLimits addresses;

    public TextPlaces(Defence.Share share, int joinMs, ServerMetrics metrics) {
        max = share.textConnectionsMax();
        int half = share.perAddress() == 0 ? 0 : Math.min(share.perAddress(), Math.max(1, max / 2));
        addresses = new AddressLimits(share, half);
        places = new SessionPlaces(max, joinMs, addresses, metrics);
    }

    /** Returns the reason for which there is no place at this moment; null if there is one. */
    public @Nullable String refusal(Asker asker) {
        if (max == 0) {
            return "this server speaks no text: see --text-connections";
        }
        if (!places.hasRoom()) {
            return "all " + max + " places for text are taken: see --text-connections";
        }
        return addresses.hasRoom(asker) ? null : "this address has half of the places for text already";
    }

    /** A place for text. */
    public record TextPlace(SessionPlaces.Place place, Runnable leaveAddress) {
        /** Protects the connection from eviction. Returns false if it was evicted already. */
        public boolean join() {
            return place.join();
        }

        /** Gives the place back. A second call does nothing. */
        public void leave() {
            leaveAddress.run();
            place.leave();
        }
    }

    /**
     * Takes a place; null if there is none.
     *
     * @param evict closes the connection if another one needs the place before it has joined
     */
    public @Nullable TextPlace take(Asker asker, long nowNs, Runnable evict) {
        Runnable leave = addresses.socket(asker, nowNs);
        if (leave == null) {
            return null;
        }
        SessionPlaces.Place place = places.take(SessionPlaces.Transport.WEBSOCKET, asker.address(), evict);
        if (place == null) {
            leave.run();
            return null;
        }
        return new TextPlace(place, leave);
    }

    /** Closes connections that have not joined in time; called regularly. Any thread. */
    public void sweep() {
        places.sweep();
    }
}
