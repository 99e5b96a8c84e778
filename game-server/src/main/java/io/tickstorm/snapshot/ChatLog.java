package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;

/**
 * The newest chat lines of a room, numbered from 1, each encoded once. A client receives every line once, unless it
 * misses more lines than are stored. Tick thread only.
 */
public final class ChatLog {
    /** The number of lines stored for clients that join later. */
    public static final int LINES = 64;

    /** A name and a text of the largest lengths, four bytes per character, with their fields. */
    private static final int LINE_BYTES_MAX = 1024;

    private static final byte[] NO_LINE = {};

    private final byte[][] lines = new byte[LINES][];
    private int sequence;

    /**
     * Adds a line.
     *
     * @param fromShip the sender; {@link Ships#NOBODY} is the server
     */
    public void add(int fromShip, String name, String text) {
        sequence++;
        lines[sequence % LINES] = ChatLine.newBuilder()
                .setSequence(sequence)
                .setFrom(fromShip == Ships.NOBODY ? 0 : fromShip + 1)
                .setName(name)
                .setText(text)
                .build()
                .toByteArray();
    }

    /** Returns the number of the newest line; 0 before the first. */
    public int sequence() {
        return sequence;
    }

    /** Writes the stored lines into an image, or reads them from one. */
    public void transfer(StateImage image) {
        sequence = image.count(sequence, Integer.MAX_VALUE);
        for (int line = Math.max(0, sequence - LINES) + 1; line <= sequence; line++) {
            lines[line % LINES] = image.bytes(image.isReading() ? NO_LINE : lines[line % LINES], LINE_BYTES_MAX);
        }
    }

    /** Writes {@code ServerFrame.chat}: the lines after the one that a client holds, oldest first. */
    void write(WireBuffer to, int heldSequence) {
        int held = heldSequence > sequence ? 0 : heldSequence;
        for (int line = Math.max(held, sequence - LINES) + 1; line <= sequence; line++) {
            to.field(ServerFrame.CHAT_FIELD_NUMBER, lines[line % LINES]);
        }
    }
}
