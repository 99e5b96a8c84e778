package io.tickstorm.net.admission;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.settings.Defence;
import org.jspecify.annotations.Nullable;

/** Limits the connections that speak text, in all; one address gets half of them at most. Any thread. */
public final class TextAdmission {
    private final int max;
    private final SessionAdmission sessions;
    private final AddressLimits addresses;

    public TextAdmission(Defence.Share share, int joinMs, ServerMetrics metrics) {
        max = share.textConnectionsMax();
        int half = share.perAddress() == 0 ? 0 : Math.min(share.perAddress(), Math.max(1, max / 2));
        addresses = new AddressLimits(share, half);
        sessions = new SessionAdmission(max, joinMs, addresses, metrics);
    }

    /** Returns the reason for which there is no place at this moment; null if there is one. */
    public @Nullable String refusal(RequestSource source) {
        if (max == 0) {
            return "this server speaks no text: see --text-connections";
        }
        if (!sessions.hasRoom()) {
            return "all " + max + " places for text are taken: see --text-connections";
        }
        return addresses.hasRoom(source) ? null : "this address has half of the places for text already";
    }

    /**
     * Reserves a place for a text connection, besides its place as a WebSocket.
     *
     * @param evict closes the connection if another one needs the place before it has joined
     * @return null if there is no place, of this address or in all
     */
    public SessionAdmission.@Nullable SessionLease reserve(RequestSource source, long nowNs, Runnable evict) {
        return sessions.reserve(SessionAdmission.Transport.WEBSOCKET, source, nowNs, evict);
    }

    /** Closes connections that have not joined in time; called regularly. Any thread. */
    public void sweep() {
        sessions.sweep();
    }
}
