package io.tickstorm.exchange;

import java.util.function.Supplier;

/** How inputs go up and snapshots come down. */
enum Way {
    NEW_CONNECTION("new HTTP connection per request"),
    KEEP_ALIVE("HTTP polling, keep-alive"),
    LONG_POLLING("HTTP long polling"),
    WEB_SOCKET("WebSocket");

    private final String label;

    Way(String label) {
        this.label = label;
    }

    /** One player that uses it. */
    Exchanger player(Wire wire, int number, Tally tally) {
        Supplier<HttpConnection> connections = () -> new HttpConnection(wire);
        return switch (this) {
            case NEW_CONNECTION -> new NewConnectionPlayer(connections, number, tally);
            case KEEP_ALIVE -> new KeepAlivePlayer(connections.get(), number, tally);
            case LONG_POLLING -> new LongPollingPlayer(connections.get(), connections.get(), number, tally);
            case WEB_SOCKET -> new WebSocketPlayer(wire, number, tally);
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
