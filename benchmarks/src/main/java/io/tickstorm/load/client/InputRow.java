package io.tickstorm.load.client;

import it.unimi.dsi.fastutil.longs.LongHeapPriorityQueue;

/**
 * When each player's next input is due. The phases divide the time between two inputs evenly at first, so that the
 * inputs of all are one even row; a player may move its own to earlier or later. The swarm's thread.
 */
final class InputRow {
    /** A time since the start, in nanoseconds, above the player's number: more than a day, and more than the ports. */
    private static final int NUMBER_BITS = 16;

    static final int PLAYERS_MAX = 1 << NUMBER_BITS;

    private final LongHeapPriorityQueue row;
    private final long startNs;
    private final long intervalNs;

    InputRow(int players, long startNs, long intervalNs) {
        this.startNs = startNs;
        this.intervalNs = intervalNs;
        row = new LongHeapPriorityQueue(players);
        for (int i = 0; i < players; i++) {
            row.enqueue(entry(i * intervalNs / players, i));
        }
    }

    /** When the first of the row is due. */
    long plannedNs() {
        return startNs + (row.firstLong() >>> NUMBER_BITS);
    }

    /** The first of the row. */
    int player() {
        return (int) row.firstLong() & PLAYERS_MAX - 1;
    }

    /** Its next input is an interval later, less what it wants to be earlier from now on. */
    void next(long earlierNs) {
        long entry = row.dequeueLong();
        row.enqueue(entry + (Math.max(0, intervalNs - earlierNs) << NUMBER_BITS));
    }

    private static long entry(long afterNs, int player) {
        return afterNs << NUMBER_BITS | player;
    }
}
