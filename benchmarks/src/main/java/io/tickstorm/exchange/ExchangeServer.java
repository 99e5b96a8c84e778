package io.tickstorm.exchange;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.xnio.Options;
import org.xnio.XnioIoThread;

/**
 * Serves all four transports, on one Undertow with one I/O thread that owns all state. A clock thread lets it tick 30
 * times a second. A tick includes the inputs received so far.
 */
final class ExchangeServer implements AutoCloseable {
    private final ServerSeat[] seats = new ServerSeat[Payload.SEATS];
    private final Undertow undertow;
    private final Thread clock = new Thread(this::keepTime, "clock");
    private int tick;
    private volatile boolean stopping;

    ExchangeServer(int port) {
        for (int i = 0; i < seats.length; i++) {
            seats[i] = new ServerSeat();
        }
        HttpHandler webSocket = Handlers.websocket(this::connected);
        undertow = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(1)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setHandler(Handlers.path()
                        .addExactPath("/exchange", this::exchange)
                        .addExactPath("/input", this::input)
                        .addExactPath("/next", this::next)
                        .addExactPath("/ws", webSocket))
                .build();
        undertow.start();
        clock.start();
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(clock);
        undertow.stop();
    }

    private void keepTime() {
        XnioIoThread ioThread = undertow.getWorker().getIoThread();
        long deadlineNs = System.nanoTime() + Payload.TICK_NS;
        while (!stopping) {
            long waitNs = deadlineNs - System.nanoTime();
            if (waitNs > 0) {
                LockSupport.parkNanos(waitNs);
            } else {
                ioThread.execute(this::tick);
                deadlineNs += Payload.TICK_NS;
            }
        }
    }

    private void tick() {
        tick++;
        for (ServerSeat seat : seats) {
            seat.tick(tick);
        }
    }

    /** Answers an input with the newest snapshot (polling). */
    private void exchange(HttpServerExchange http) {
        http.getRequestReceiver().receiveFullBytes((from, body) -> {
            ServerSeat seat = seat(from.getQueryString());
            seat.receive(Payload.sequence(body));
            seat.answer(from, tick);
        });
    }

    /** Receives an input (long polling). */
    private void input(HttpServerExchange http) {
        http.getRequestReceiver().receiveFullBytes((from, body) -> {
            seat(from.getQueryString()).receive(Payload.sequence(body));
            from.setStatusCode(StatusCodes.NO_CONTENT).endExchange();
        });
    }

    /** Answers with a snapshot newer than the one the client names, as soon as there is one (long polling). */
    private void next(HttpServerExchange http) {
        ServerSeat seat = seat(http.getQueryString());
        int held = Integer.parseInt(
                http.getQueryString().substring(http.getQueryString().indexOf('&') + 1));
        if (held < tick) {
            seat.answer(http, tick);
        } else {
            http.dispatch(SameThreadExecutor.INSTANCE, () -> seat.hang(http));
        }
    }

    private void connected(WebSocketHttpExchange http, WebSocketChannel channel) {
        ServerSeat seat = seat(http.getQueryString());
        seat.channel = channel;
        channel.getReceiveSetter().set(new AbstractReceiveListener() {
            @Override
            protected void onFullBinaryMessage(WebSocketChannel from, BufferedBinaryMessage message) {
                try (var data = message.getData()) {
                    ByteBuffer whole = WebSockets.mergeBuffers(data.getResource());
                    seat.receive(whole.getInt());
                }
            }
        });
        channel.resumeReceives();
    }

    /** Returns the seat of the player whose number begins the query. */
    private ServerSeat seat(String query) {
        int end = query.indexOf('&');
        return seats[Integer.parseInt(end < 0 ? query : query.substring(0, end))];
    }

    /** Runs until the process is ended. */
    public static void main(String[] args) {
        Logger.getLogger("io.undertow").setLevel(Level.WARNING);
        Logger.getLogger("org.xnio").setLevel(Level.WARNING);
        ExchangeServer server = new ExchangeServer(0);
        System.out.println("The exchange is ready on http://localhost:" + server.port());
    }

    /** The state of one player on the server. The I/O thread only. */
    private static final class ServerSeat {
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

        /** Includes the newest input, and answers the waiting request with the snapshot of this tick. */
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

        /** Holds a request until the next tick. */
        void hang(HttpServerExchange exchange) {
            waiting = exchange;
        }

        void answer(HttpServerExchange exchange, int tick) {
            exchange.getResponseSender().send(Payload.snapshot(tick, included));
        }
    }
}
