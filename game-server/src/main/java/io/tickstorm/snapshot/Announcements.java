package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.Announcement;

/**
 * What whoever runs the server has said to everybody, as one room tells it: numbered from 1, encoded once, the newest
 * kept for those who come late. Tick thread only.
 */
public final class Announcements {
    static final int KEPT = 8;
    private static final int FIELD = 17;

    private final byte[][] lines = new byte[KEPT][];
    private int sequence;

    public void add(String text) {
        sequence++;
        lines[sequence % KEPT] = Announcement.newBuilder()
                .setSequence(sequence)
                .setText(text)
                .build()
                .toByteArray();
    }

    /** Of the newest one; 0 before the first. */
    public int sequence() {
        return sequence;
    }

    /** Writes {@code ServerFrame.announcements}: those after the one a client holds, oldest first. */
    void write(WireBuffer to, int heldSequence) {
        int held = heldSequence > sequence ? 0 : heldSequence;
        for (int line = Math.max(held, sequence - KEPT) + 1; line <= sequence; line++) {
            to.field(FIELD, lines[line % KEPT]);
        }
    }
}
