package io.tickstorm.net.admission;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.settings.Defence;
import org.jspecify.annotations.Nullable;

/** Limits the text connections in total; one address gets at most half of them. Any thread. */
public final class TextAdmission {
    private final int max;
    private final SessionAdmission sessions;
    private final AddressLimits addresses;

    public TextAdmission(Defence.ConnectionLimits connections, int joinMs, ServerMetrics metrics) {
        max = connections.textConnectionsMax();
        int half = connections.perAddress() == 0 ? 0 : Math.min(connections.perAddress(), Math.max(1, max / 2));
        addresses = new AddressLimits(connections, half);
        sessions = new SessionAdmission(max, joinMs, addresses, metrics);
    }

    /** Returns the reason for which no place is available at this moment; null if one is. */
    public @Nullable String refusal(RequestSource source) {
        if (max == 0) {
            return "this server does not offer text: see --text-connections";
        }
        if (!sessions.hasRoom()) {
            return "all " + max + " places for text are taken: see --text-connections";
        }
        return addresses.hasRoom(source) ? null : "this address already has half of the places for text";
    }

    /**
     * Reserves a place for a text connection, in addition to its place as a WebSocket.
     *
     * @param evict closes the connection if another one needs the place before it has joined
     * @return null if this address or the total is at its limit
     */
    public SessionAdmission.@Nullable SessionLease reserve(RequestSource source, long nowNs, Runnable evict) {
        return sessions.reserve(SessionAdmission.Transport.WEBSOCKET, source, nowNs, evict);
    }

    /** Closes connections that have not joined in time; called regularly. Any thread. */
    public void sweep() {
        sessions.sweep();
    }
}
