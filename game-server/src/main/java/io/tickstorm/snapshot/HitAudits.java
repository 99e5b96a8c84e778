package io.tickstorm.snapshot;

import io.tickstorm.interest.Sight;
import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.proto.v1.ServerFrame;

/**
 * The judgements of the hits of the last ticks, and of some misses, until the clients that they concern have been told.
 * A ring: the oldest gives way. Tick thread only.
 */
public final class HitAudits {
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
        int start = out.startMessage(ServerFrame.AUDITS_FIELD_NUMBER);
        out.field(HitAudit.AGE_FIELD_NUMBER, tick - row.tick);
        out.field(HitAudit.SHOOTER_FIELD_NUMBER, row.shooter);
        out.field(HitAudit.VICTIM_FIELD_NUMBER, row.victim);
        out.field(HitAudit.WEAPON_FIELD_NUMBER, row.weapon);
        out.field(HitAudit.KILL_FIELD_NUMBER, row.isKill);
        out.field(HitAudit.CLAIMED_AGE_16THS_FIELD_NUMBER, row.claimedAge16ths);
        out.field(HitAudit.USED_AGE_16THS_FIELD_NUMBER, row.usedAge16ths);
        out.field(HitAudit.CLAMPS_FIELD_NUMBER, row.clamps);
        out.field(HitAudit.X_FIELD_NUMBER, row.x >> VersionedCells.RECORD_SHIFT);
        out.field(HitAudit.Y_FIELD_NUMBER, row.y >> VersionedCells.RECORD_SHIFT);
        out.signedField(
                HitAudit.SEEN_DX_FIELD_NUMBER,
                (row.seenX >> VersionedCells.RECORD_SHIFT) - (row.x >> VersionedCells.RECORD_SHIFT));
        out.signedField(
                HitAudit.SEEN_DY_FIELD_NUMBER,
                (row.seenY >> VersionedCells.RECORD_SHIFT) - (row.y >> VersionedCells.RECORD_SHIFT));
        out.field(HitAudit.MISSED_FIELD_NUMBER, row.missed);
        out.endMessage(start);
    }
}
