package io.tickstorm.exchange;

import io.undertow.server.HttpServerExchange;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import org.jspecify.annotations.Nullable;

/** What the server knows of one player. The I/O thread only. */
final class Seat {
    /** Newest input that came, and the newest that the last tick took up. */
    private int received;

    private int included;

    /** A long poll that waits for the next tick. */
    private @Nullable HttpServerExchange waiting;

    @Nullable
    WebSocketChannel channel;

    /** Requests on connections of their own may overtake each other. */
    void receive(int sequence) {
        received = Math.max(received, sequence);
    }

    void tick(int tick) {
        included = received;
        if (waiting != null) {
            HttpServerExchange answered = waiting;
            waiting = null;
            answer(answered, tick);
        }
        if (channel != null && !channel.isOpen()) {
            channel = null;
        }
        if (channel != null) {
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
