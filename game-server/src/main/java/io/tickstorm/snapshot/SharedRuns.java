package io.tickstorm.snapshot;

import java.util.Arrays;

/**
 * Runs of bytes that many clients receive: each is written once, indexed by a slot and its {@code since}, and copied
 * from then on. {@link #clear} is cheap. Tick thread only.
 */
final class SharedRuns {
    static final int NONE = -1;

    final WireBuffer out = new WireBuffer(1 << 12);
    private final int[] firstRun;
    /** The {@link #generation} that each entry of {@link #firstRun} belongs to. */
    private final int[] filled;

    private int generation = 1;
    private int count;
    private int[] since = new int[64];
    private int[] start = new int[64];
    private int[] end = new int[64];
    private int[] next = new int[64];

    SharedRuns(int slots) {
        firstRun = new int[slots];
        filled = new int[slots];
    }

    void clear() {
        generation++;
        count = 0;
        out.clear();
    }

    /** Returns the run of a slot for this {@code since}, or {@link #NONE}. */
    int find(int slot, int sinceTick) {
        int run = filled[slot] == generation ? firstRun[slot] : NONE;
        while (run != NONE && since[run] != sinceTick) {
            run = next[run];
        }
        return run;
    }

    /** Stores the bytes written to {@link #out} since {@code from}; returns the run. */
    int add(int slot, int sinceTick, int from) {
        if (count == since.length) {
            grow();
        }
        int run = count++;
        since[run] = sinceTick;
        start[run] = from;
        end[run] = out.length();
        next[run] = filled[slot] == generation ? firstRun[slot] : NONE;
        firstRun[slot] = run;
        filled[slot] = generation;
        return run;
    }

    int length(int run) {
        return end[run] - start[run];
    }

    void copy(int run, WireBuffer to) {
        to.put(out.bytes(), start[run], length(run));
    }

    private void grow() {
        since = Arrays.copyOf(since, 2 * count);
        start = Arrays.copyOf(start, 2 * count);
        end = Arrays.copyOf(end, 2 * count);
        next = Arrays.copyOf(next, 2 * count);
    }
}
