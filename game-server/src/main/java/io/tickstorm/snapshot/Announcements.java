package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.Announcement;
import io.tickstorm.proto.v1.ServerFrame;

/**
 * The announcements of the server's operator as one room tells them: numbered from 1, encoded once, the newest kept for
 * clients that come late. Tick thread only.
 */
public final class Announcements {
    static final int KEPT = 8;

    private final byte[][] lines = new byte[KEPT][];
    private int sequence;

    /** Publishes a line that is already cleaned; the oldest of more than {@link #KEPT} lines is dropped. */
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

    /** Writes {@code ServerFrame.announcements}: those after the one a client holds, oldest first. */
    void write(WireBuffer to, int heldSequence) {
        int held = heldSequence > sequence ? 0 : heldSequence;
        for (int line = Math.max(held, sequence - KEPT) + 1; line <= sequence; line++) {
            to.field(ServerFrame.ANNOUNCEMENTS_FIELD_NUMBER, lines[line % KEPT]);
        }
    }
}
