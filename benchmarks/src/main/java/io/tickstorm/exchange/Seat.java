package io.tickstorm.exchange;

import io.undertow.server.HttpServerExchange;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import org.jspecify.annotations.Nullable;

/** What the server knows of one player. The I/O thread only. */
final class Seat {
    /** Newest input that came, and the newest that the last tick took up. */
    int received;

    private int included;

    /** A long poll that waits for the next tick. */
    private @Nullable HttpServerExchange waiting;

    @Nullable
    WebSocketChannel channel;

    void tick(int tick) {
        included = received;
        if (waiting != null) {
            HttpServerExchange answered = waiting;
            waiting = null;
            answer(answered, tick);
        }
        if (channel != null && channel.isOpen()) {
            WebSockets.sendBinary(Payload.snapshot(tick, included), channel, null);
        }
    }

    /** Answers at the next tick. */
    void hang(HttpServerExchange exchange) {
        waiting = exchange;
    }

    void answer(HttpServerExchange exchange, int tick) {
        exchange.getResponseSender().send(Payload.snapshot(tick, included));
    }
}
