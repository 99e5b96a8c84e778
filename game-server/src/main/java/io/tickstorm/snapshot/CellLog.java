package io.tickstorm.snapshot;

import java.util.Arrays;

/**
 * Logs what happened in which cell in the last {@link Recipient#HISTORY_TICKS} ticks: one ring for all cells, in which
 * every entry refers to the previous entry of its cell. An entry is identified by its sequence number. Tick thread
 * only.
 */
final class CellLog {
    private static final long END = -1;

    /** The newest entry of each cell. */
    private final long[] newest;

    private int[] tick = new int[64];
    private int[] low = new int[64];
    private long[] high = new long[64];
    private long[] older = new long[64];
    private long oldest;
    private long end;

    CellLog(int cells) {
        newest = new long[cells];
        forgetAll();
    }

    /** Drops entries that are too old for every client that has a baseline. */
    void forget(int now) {
        while (oldest < end && tick[slot(oldest)] <= now - Recipient.HISTORY_TICKS) {
            oldest++;
        }
    }

    void forgetAll() {
        Arrays.fill(newest, END);
        oldest = end;
    }

    /** Adds an entry; the caller defines the meaning of its int and its long. */
    void add(int cell, int now, int lowPart, long highPart) {
        if (end - oldest == tick.length) {
            grow();
        }
        int slot = slot(end);
        tick[slot] = now;
        low[slot] = lowPart;
        high[slot] = highPart;
        older[slot] = newest[cell];
        newest[cell] = end++;
    }

    long newest(int cell) {
        return newest[cell];
    }

    /** Returns the previous entry of the same cell. */
    long older(long entry) {
        return older[slot(entry)];
    }

    /** Returns true if the entry is still stored and newer than {@code since}. */
    boolean isAfter(long entry, int since) {
        return entry >= oldest && tick[slot(entry)] > since;
    }

    int tick(long entry) {
        return tick[slot(entry)];
    }

    int low(long entry) {
        return low[slot(entry)];
    }

    long high(long entry) {
        return high[slot(entry)];
    }

    private int slot(long entry) {
        return (int) entry & tick.length - 1;
    }

    private void grow() {
        int size = tick.length;
        int[] ticks = new int[2 * size];
        int[] lows = new int[2 * size];
        long[] highs = new long[2 * size];
        long[] olders = new long[2 * size];
        for (long entry = oldest; entry < end; entry++) {
            int slot = (int) entry & 2 * size - 1;
            ticks[slot] = tick(entry);
            lows[slot] = low(entry);
            highs[slot] = high(entry);
            olders[slot] = older(entry);
        }
        tick = ticks;
        low = lows;
        high = highs;
        older = olders;
    }
}
