package io.tickstorm.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Opens a connection for each input and closes it with the answer. The client's thread only. */
final class NewConnectionPlayer implements Exchanger {
    private final Supplier<HttpConnection> connections;
    private final String path;
    private final int number;
    private final Tally tally;

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
        HttpConnection connection = connections.get();
        tally.roundTrips += 2;
        connection.post(path, "Connection: close\r\n", Payload.input(sequence), body -> answered(connection, body));
    }

    private void answered(HttpConnection connection, ByteBuffer body) throws IOException {
        tally.snapshot(number, body);
        connection.close();
    }
}
