package io.tickstorm.net.session;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one I/O thread, and which of them have a frame to write: one bit for each slot. A mark stores no
 * reference, so a collector with write barriers has nothing to record for a frame. The I/O thread adds, removes and
 * writes; any thread marks.
 */
final class WriteSet {
    /** The slot of a connection that was never added; marks of it are ignored. */
    static final int NO_SLOT = -1;

    private final @Nullable Writable[] connections;
    private final AtomicLongArray marks;
    /** The free slots below {@link #slotsUsed}. */
    private final int[] free;

    private int freeCount;
    private volatile int slotsUsed;

    /** Creates an empty set for at most this number of connections. */
    WriteSet(int connectionsMax) {
        connections = new Writable[connectionsMax];
        marks = new AtomicLongArray((connectionsMax + Long.SIZE - 1) / Long.SIZE);
        free = new int[connectionsMax];
    }

    /** Adds a connection and returns its slot; {@link #NO_SLOT} if the set is full. I/O thread only. */
    int add(Writable connection) {
        if (freeCount == 0 && slotsUsed == connections.length) {
            return NO_SLOT;
        }
        int slot = freeCount > 0 ? free[--freeCount] : slotsUsed;
        connections[slot] = connection;
        slotsUsed = Math.max(slotsUsed, slot + 1);
        return slot;
    }

    /** Frees a slot. A late mark of it reaches the next connection there, which then has nothing to write. */
    void remove(int slot) {
        if (slot != NO_SLOT) {
            connections[slot] = null;
            free[freeCount++] = slot;
        }
    }

    /** Marks a connection that has a frame to write. Any thread. */
    void mark(int slot) {
        if (slot != NO_SLOT) {
            int word = slot / Long.SIZE;
            long bit = 1L << slot;
            for (long before = marks.get(word); (before & bit) == 0; before = marks.get(word)) {
                if (marks.compareAndSet(word, before, before | bit)) {
                    return;
                }
            }
        }
    }

    /** Returns true if no connection is marked. Any thread. */
    boolean isEmpty() {
        for (int word = words() - 1; word >= 0; word--) {
            if (marks.get(word) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes the frames of all marked connections once; a connection that is marked meanwhile may have to wait for the
     * next call. Returns their number. I/O thread only.
     */
    int writeAll() {
        int written = 0;
        for (int word = words() - 1; word >= 0; word--) {
            long marked = marks.get(word) == 0 ? 0 : marks.getAndSet(word, 0);
            for (; marked != 0; marked &= marked - 1) {
                Writable connection = connections[word * Long.SIZE + Long.numberOfTrailingZeros(marked)];
                if (connection != null) {
                    connection.write();
                    written++;
                }
            }
        }
        return written;
    }

    private int words() {
        return (slotsUsed + Long.SIZE - 1) / Long.SIZE;
    }
}
