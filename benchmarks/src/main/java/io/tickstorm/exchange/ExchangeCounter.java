package io.tickstorm.exchange;

import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/** Counts exchanges, and measures the time from a planned input to its first snapshot. The loop's thread only. */
final class ExchangeCounter {
    private static final int PLANNED = 1 << 12;
    private static final long HIGHEST_US = 60_000_000;

    final Histogram inputToSnapshotUs = new Histogram(HIGHEST_US, 3);
    long roundTrips;
    /** Number of inputs that a received snapshot includes. */
    long exchanges;

    /** Number of received snapshots of a tick not seen before. */
    long snapshots;

    private final int firstSeat;
    private final long[][] plannedNs;
    private final int[] included;
    private final int[] newestTick;

    /** @param firstSeat number of the first player; the others follow */
    ExchangeCounter(int players, int firstSeat) {
        this.firstSeat = firstSeat;
        plannedNs = new long[players][PLANNED];
        included = new int[players];
        newestTick = new int[players];
    }

    /** Records the planned time of an input, by {@link System#nanoTime}. */
    void planned(int seat, int sequence, long atNs) {
        plannedNs[seat - firstSeat][sequence & PLANNED - 1] = atNs;
    }

    /** Records a snapshot that arrived now. */
    void snapshot(int seat, ByteBuffer snapshot) {
        int player = seat - firstSeat;
        long nowNs = System.nanoTime();
        int tick = Payload.tick(snapshot);
        if (tick > newestTick[player]) {
            newestTick[player] = tick;
            snapshots++;
        }
        for (int upTo = Payload.included(snapshot); included[player] < upTo; exchanges++) {
            long waitedNs = nowNs - plannedNs[player][++included[player] & PLANNED - 1];
            inputToSnapshotUs.recordValue(Math.max(0, Math.min(HIGHEST_US, waitedNs / 1_000)));
        }
    }

    /** Resets the counts, but keeps the planned inputs that have no snapshot yet. */
    void startCounting() {
        inputToSnapshotUs.reset();
        roundTrips = 0;
        exchanges = 0;
        snapshots = 0;
    }
}
