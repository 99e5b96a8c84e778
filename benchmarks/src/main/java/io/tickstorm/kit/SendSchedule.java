package io.tickstorm.kit;

import it.unimi.dsi.fastutil.longs.LongHeapPriorityQueue;

/**
 * The times at which the next input of each client is due. At first, the phases divide the time between two inputs
 * evenly; a client may move its own phase. One thread.
 */
public final class SendSchedule {
    /**
     * The low bits of an entry are the client's number, the others the time since the start in ns, enough for over a
     * day.
     */
    private static final int NUMBER_BITS = 16;

    private static final int CLIENTS_MAX = 1 << NUMBER_BITS;

    private final LongHeapPriorityQueue entries;
    private final long startNs;
    private final long intervalNs;

    /** Creates a schedule in which each of these clients, 65,536 at most, sends once in an interval. */
    public SendSchedule(int clients, long startNs, long intervalNs) {
        this.startNs = startNs;
        this.intervalNs = intervalNs;
        entries = new LongHeapPriorityQueue(clients);
        for (int i = 0; i < clients; i++) {
            entries.enqueue((i * intervalNs / clients) << NUMBER_BITS | i);
        }
    }

    /** Returns the time of the next input, by {@link System#nanoTime}. */
    public long plannedNs() {
        return startNs + (entries.firstLong() >>> NUMBER_BITS);
    }

    /** Returns the number of the client that sends it. */
    public int client() {
        return (int) entries.firstLong() & CLIENTS_MAX - 1;
    }

    /**
     * Advances to the next input. Subtracts this time from the due times of this client's later inputs; negative adds.
     */
    public void next(long earlierNs) {
        long entry = entries.dequeueLong();
        entries.enqueue(entry + (Math.max(0, intervalNs - earlierNs) << NUMBER_BITS));
    }
}
