package io.tickstorm.exchange;

import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/** Which input was planned when, and when the first snapshot came that includes it. The client's thread only. */
final class Tally {
    private static final int PLANNED = 1 << 12;
    private static final long HIGHEST_US = 60_000_000;

    final Histogram inputToSnapshotUs = new Histogram(HIGHEST_US, 3);
    long roundTrips;
    /** Inputs included in a snapshot that came, and snapshots of a tick not seen before. */
    long exchanges;

    long snapshots;
    private final int firstSeat;
    private final long[][] plannedNs;
    private final int[] included;
    private final int[] newestTick;

    /** @param firstSeat number of the first player; the others follow */
    Tally(int players, int firstSeat) {
        this.firstSeat = firstSeat;
        plannedNs = new long[players][PLANNED];
        included = new int[players];
        newestTick = new int[players];
    }

    void planned(int seat, int sequence, long atNs) {
        plannedNs[seat - firstSeat][sequence & PLANNED - 1] = atNs;
    }

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

    /** Forgets what was counted, not what is on its way. */
    void startCounting() {
        inputToSnapshotUs.reset();
        roundTrips = 0;
        exchanges = 0;
        snapshots = 0;
    }
}
