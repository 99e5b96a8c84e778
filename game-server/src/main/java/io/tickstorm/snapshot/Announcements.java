package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.Announcement;
import io.tickstorm.proto.v1.ServerFrame;

/**
 * The announcements of the server's operator in one room: numbered from 1, encoded once; the newest are stored for
 * clients that join later. Tick thread only.
 */
public final class Announcements {
    static final int KEPT = 8;

    private final byte[][] lines = new byte[KEPT][];
    private int sequence;

    /** Publishes an already cleaned line; beyond {@link #KEPT} lines the oldest is dropped. */
    public void add(String text) {
        sequence++;
        lines[sequence % KEPT] = Announcement.newBuilder()
                .setSequence(sequence)
                .setText(text)
                .build()
                .toByteArray();
    }

    /** Returns the number of the newest one; 0 before the first. */
    public int sequence() {
        return sequence;
    }

    /** Writes {@code ServerFrame.announcements}: the lines after the one that a client holds, oldest first. */
    void write(WireBuffer to, int heldSequence) {
        int held = heldSequence > sequence ? 0 : heldSequence;
        for (int line = Math.max(held, sequence - KEPT) + 1; line <= sequence; line++) {
            to.field(ServerFrame.ANNOUNCEMENTS_FIELD_NUMBER, lines[line % KEPT]);
        }
    }
}
