package io.tickstorm.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/** A player that sends inputs and receives snapshots over one transport. The loop's thread only. */
abstract class ExchangePlayer {
    final int number;
    final ExchangeCounter counter;
    private final Queue<Integer> unsent = new ArrayDeque<>();

    ExchangePlayer(int number, ExchangeCounter counter) {
        this.number = number;
        this.counter = counter;
    }

    /** Opens the connections that stay open. */
    void open() throws IOException {}

    /** Sends an input now, or as soon as the transport allows. */
    final void send(int sequence) throws IOException {
        unsent.add(sequence);
        sendWaiting();
    }

    /** Sends the waiting inputs as far as the transport allows. */
    final void sendWaiting() throws IOException {
        while (!unsent.isEmpty() && canSend()) {
            sendNow(Payload.input(unsent.remove()));
        }
    }

    abstract boolean canSend();

    abstract void sendNow(byte[] input) throws IOException;

    /** Gets the newest snapshot with each input, on one connection that stays open. */
    static final class KeepAlive extends ExchangePlayer {
        private final HttpConnection connection;

        KeepAlive(CountedSocket.Traffic traffic, int number, ExchangeCounter counter) {
            super(number, counter);
            connection = new HttpConnection(traffic);
        }

        @Override
        boolean canSend() {
            return connection.isFree();
        }

        @Override
        void sendNow(byte[] input) throws IOException {
            counter.roundTrips++;
            connection.post("/exchange?" + number, "", input, body -> {
                counter.snapshot(number, body);
                sendWaiting();
            });
        }
    }

    /** Opens a connection for each input and closes it after the answer. */
    static final class NewConnection extends ExchangePlayer {
        /**
         * The connections that a browser opens to one host. Without a limit, a slow server would get more and more of
         * them.
         */
        private static final int OPEN_MAX = 6;

        private final CountedSocket.Traffic traffic;
        private int open;

        NewConnection(CountedSocket.Traffic traffic, int number, ExchangeCounter counter) {
            super(number, counter);
            this.traffic = traffic;
        }

        @Override
        boolean canSend() {
            return open < OPEN_MAX;
        }

        @Override
        void sendNow(byte[] input) throws IOException {
            open++;
            counter.roundTrips += 2;
            HttpConnection connection = new HttpConnection(traffic);
            connection.post("/exchange?" + number, "Connection: close\r\n", input, body -> answered(connection, body));
        }

        private void answered(HttpConnection connection, ByteBuffer body) throws IOException {
            counter.snapshot(number, body);
            connection.close();
            open--;
            sendWaiting();
        }
    }

    /**
     * Keeps one request open until there is a snapshot, and posts inputs on a second connection. Libraries that fall
     * back to long polling do the same.
     */
    static final class LongPolling extends ExchangePlayer {
        private final HttpConnection up;
        private final HttpConnection down;

        LongPolling(CountedSocket.Traffic traffic, int number, ExchangeCounter counter) {
            super(number, counter);
            up = new HttpConnection(traffic);
            down = new HttpConnection(traffic);
        }

        @Override
        void open() throws IOException {
            poll(0);
        }

        @Override
        boolean canSend() {
            return up.isFree();
        }

        @Override
        void sendNow(byte[] input) throws IOException {
            counter.roundTrips++;
            up.post("/input?" + number, "", input, nothing -> sendWaiting());
        }

        private void poll(int heldTick) throws IOException {
            counter.roundTrips++;
            down.get("/next?" + number + "&" + heldTick, body -> {
                counter.snapshot(number, body);
                poll(Payload.tick(body));
            });
        }
    }
}
