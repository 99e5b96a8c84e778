package io.tickstorm.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Opens a connection for each input and closes it with the answer. The client's thread only. */
final class NewConnectionPlayer implements Exchanger {
    /** What a browser opens to one host: without a limit, a server that cannot keep up would never see an end. */
    private static final int OPEN_MAX = 6;

    private final Supplier<HttpConnection> connections;
    private final String path;
    private final int number;
    private final Tally tally;
    private final Queue<Integer> unsent = new ArrayDeque<>();
    private int open;

    NewConnectionPlayer(Supplier<HttpConnection> connections, int number, Tally tally) {
        this.connections = connections;
        this.number = number;
        this.tally = tally;
        path = "/exchange?" + number;
    }

    @Override
    public void open() {}

    @Override
    public void send(int sequence) throws IOException {
        unsent.add(sequence);
        sendNext();
    }

    private void sendNext() throws IOException {
        if (open < OPEN_MAX && !unsent.isEmpty()) {
            open++;
            tally.roundTrips += 2;
            HttpConnection connection = connections.get();
            connection.post(
                    path, "Connection: close\r\n", Payload.input(unsent.remove()), body -> answered(connection, body));
        }
    }

    private void answered(HttpConnection connection, ByteBuffer body) throws IOException {
        tally.snapshot(number, body);
        connection.close();
        open--;
        sendNext();
    }
}
