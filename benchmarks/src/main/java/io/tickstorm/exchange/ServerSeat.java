package io.tickstorm.exchange;

import io.undertow.server.HttpServerExchange;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import org.jspecify.annotations.Nullable;

/** The state of one player on the server. The I/O thread only. */
final class ServerSeat {
    /** The newest input received, and the newest one that the last tick included. */
    private int received;

    private int included;

    /** The long poll that waits for the next tick, if any. */
    private @Nullable HttpServerExchange waiting;

    @Nullable
    WebSocketChannel channel;

    /** Records an input. Requests on separate connections may overtake each other. */
    void receive(int sequence) {
        received = Math.max(received, sequence);
    }

    /** Includes the newest input, and sends the snapshot of this tick to those who wait for it. */
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

    /** Lets a request wait for the next tick. */
    void hang(HttpServerExchange exchange) {
        waiting = exchange;
    }

    void answer(HttpServerExchange exchange, int tick) {
        exchange.getResponseSender().send(Payload.snapshot(tick, included));
    }
}
