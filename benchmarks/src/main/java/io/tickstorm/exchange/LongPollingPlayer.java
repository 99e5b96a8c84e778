package io.tickstorm.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Has one request hang until there is a snapshot, and posts inputs beside it, on a second connection, as the libraries
 * that fall back to this do. The client's thread only.
 */
final class LongPollingPlayer implements Exchanger {
    private final HttpConnection up;
    private final HttpConnection down;
    private final int number;
    private final Tally tally;
    private final String upPath;
    private final Queue<Integer> unsent = new ArrayDeque<>();

    LongPollingPlayer(HttpConnection up, HttpConnection down, int number, Tally tally) {
        this.up = up;
        this.down = down;
        this.number = number;
        this.tally = tally;
        upPath = "/input?" + number;
    }

    @Override
    public void open() throws IOException {
        poll(0);
    }

    @Override
    public void send(int sequence) throws IOException {
        unsent.add(sequence);
        sendNext();
    }

    private void sendNext() throws IOException {
        if (up.isFree() && !unsent.isEmpty()) {
            tally.roundTrips++;
            up.post(upPath, "", Payload.input(unsent.remove()), nothing -> sendNext());
        }
    }

    private void poll(int heldTick) throws IOException {
        tally.roundTrips++;
        down.get("/next?" + number + "&" + heldTick, this::answered);
    }

    private void answered(ByteBuffer body) throws IOException {
        tally.snapshot(number, body);
        poll(Payload.tick(body));
    }
}
