package io.tickstorm.snapshot;

import io.tickstorm.interest.Sight;

/**
 * The judgements of the hits of the last ticks, and of some misses, until the clients that they concern have been told.
 * A ring: the oldest gives way. Tick thread only.
 */
public final class HitAudits {
    private static final int FIELD = 16;
    private static final int ROWS = 256;

    /** One shot. Places are positions, ages in 1/16 tick before {@link #tick}; an age of 0 is a hit judged live. */
    public static final class Row {
        public int shooter;
        public int victim;
        public int weapon;
        public boolean isKill;
        public int claimedAge16ths;
        public int usedAge16ths;
        /**
         * The causes for which the claim was moved, as in the schema: 1 off the estimate, 2 beyond the newest frame
         * held, 4 beyond the cap.
         */
        public int clamps;

        /** A {@link io.tickstorm.proto.v1.MissCause}; 0: it hit. A miss is told to its shooter only. */
        public int missed;

        public int x;
        public int y;
        public int seenX;
        public int seenY;
        private int tick;
    }

    private final Row[] rows = new Row[ROWS];
    private int count;

    HitAudits() {
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new Row();
        }
    }

    /** Adds a row of this tick and returns it, for the caller to fill. */
    public Row add(int tick) {
        Row row = rows[count++ & ROWS - 1];
        row.tick = tick;
        row.claimedAge16ths = 0;
        row.usedAge16ths = 0;
        row.clamps = 0;
        row.missed = 0;
        return row;
    }

    /** Writes what happened after {@code since} to a ship, or in its sight by it, newest first. */
    void write(WireBuffer out, int ship, int since, int tick, Sight sight) {
        int oldest = Math.max(0, count - ROWS);
        for (int i = count - 1; i >= oldest && rows[i & ROWS - 1].tick > since; i--) {
            Row row = rows[i & ROWS - 1];
            boolean isHit = row.missed == 0;
            if (isHit && row.victim == ship || row.shooter == ship && sight.contains(row.x, row.y)) {
                write(out, row, tick);
            }
        }
    }

    private static void write(WireBuffer out, Row row, int tick) {
        int start = out.startMessage(FIELD);
        out.field(1, tick - row.tick);
        out.field(2, row.shooter);
        out.field(3, row.victim);
        out.field(4, row.weapon);
        out.field(5, row.isKill);
        out.field(6, row.claimedAge16ths);
        out.field(7, row.usedAge16ths);
        out.field(8, row.clamps);
        out.field(9, row.x >> VersionedCells.RECORD_SHIFT);
        out.field(10, row.y >> VersionedCells.RECORD_SHIFT);
        out.signedField(11, (row.seenX >> VersionedCells.RECORD_SHIFT) - (row.x >> VersionedCells.RECORD_SHIFT));
        out.signedField(12, (row.seenY >> VersionedCells.RECORD_SHIFT) - (row.y >> VersionedCells.RECORD_SHIFT));
        out.field(13, row.missed);
        out.endMessage(start);
    }
}
