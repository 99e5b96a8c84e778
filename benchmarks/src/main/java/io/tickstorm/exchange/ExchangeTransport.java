package io.tickstorm.exchange;

/** The ways in which inputs go up and snapshots come down. */
enum ExchangeTransport {
    NEW_CONNECTION("new HTTP connection per request"),
    KEEP_ALIVE("HTTP polling, keep-alive"),
    LONG_POLLING("HTTP long polling"),
    WEB_SOCKET("WebSocket");

    private final String label;

    ExchangeTransport(String label) {
        this.label = label;
    }

    /** Returns a new player that uses this transport. */
    ExchangePlayer player(CountedSocket.Traffic traffic, int number, ExchangeCounter counter) {
        return switch (this) {
            case NEW_CONNECTION -> new ExchangePlayer.NewConnection(traffic, number, counter);
            case KEEP_ALIVE -> new ExchangePlayer.KeepAlive(traffic, number, counter);
            case LONG_POLLING -> new ExchangePlayer.LongPolling(traffic, number, counter);
            case WEB_SOCKET -> new WebSocketPlayer(traffic, number, counter);
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
