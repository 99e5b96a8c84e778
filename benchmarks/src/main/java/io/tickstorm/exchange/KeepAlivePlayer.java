package io.tickstorm.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/** Asks for the newest snapshot with each input, on one connection that stays. The client's thread only. */
final class KeepAlivePlayer implements Exchanger {
    private final HttpConnection connection;
    private final String path;
    private final int number;
    private final Tally tally;
    private final Queue<Integer> unsent = new ArrayDeque<>();

    KeepAlivePlayer(HttpConnection connection, int number, Tally tally) {
        this.connection = connection;
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
        if (connection.isFree() && !unsent.isEmpty()) {
            tally.roundTrips++;
            connection.post(path, "", Payload.input(unsent.remove()), this::answered);
        }
    }

    private void answered(ByteBuffer body) throws IOException {
        tally.snapshot(number, body);
        sendNext();
    }
}
