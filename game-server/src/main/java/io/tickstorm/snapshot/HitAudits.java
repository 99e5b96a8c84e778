package io.tickstorm.snapshot;

import io.tickstorm.interest.Sight;
import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.proto.v1.ServerFrame;

/**
 * The judgements of recent hits, and of some misses, until the affected clients have received them. A ring: the oldest
 * is overwritten. Tick thread only.
 */
public final class HitAudits {
    private static final int ROWS = 256;

    /** One shot. Coordinates are positions; ages are in 1/16 tick before its tick, 0 for a hit without rewinding. */
    public static final class Row {
        private int tick;
        private int shooter;
        private int victim;
        private int weapon;
        private boolean isKill;
        private int claimedAge16ths;
        private int usedAge16ths;
        private int clamps;
        private int missed;
        private int x;
        private int y;
        private int seenX;
        private int seenY;

        private void begin(int atTick, int byShooter, int ofVictim, int weaponNumber) {
            tick = atTick;
            shooter = byShooter;
            victim = ofVictim;
            weapon = weaponNumber;
            isKill = false;
            missed = 0;
            evaluated(0, 0, 0);
        }

        /** Sets whether the hit killed. */
        public void kills(boolean hasKilled) {
            isKill = hasKilled;
        }

        /** Sets the {@link io.tickstorm.proto.v1.MissCause} of a miss, which only its shooter receives. */
        public void misses(int cause) {
            missed = cause;
        }

        /** Sets the victim's position, which is also what the shooter saw unless {@link #seen} is called. */
        public void at(int placeX, int placeY) {
            x = placeX;
            y = placeY;
            seen(placeX, placeY);
        }

        /** Sets the position at which the shooter saw the victim. */
        public void seen(int placeX, int placeY) {
            seenX = placeX;
            seenY = placeY;
        }

        /**
         * Sets the claimed and the used view age.
         *
         * @param causes of a claim that was moved, as in the schema: 1 off the estimate, 2 beyond the newest frame
         *     held, 4 beyond the cap; 0: it was not moved
         */
        public void evaluated(int claimed16ths, int used16ths, int causes) {
            claimedAge16ths = claimed16ths;
            usedAge16ths = used16ths;
            clamps = causes;
        }
    }

    private final Row[] rows = new Row[ROWS];
    private int count;

    HitAudits() {
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new Row();
        }
    }

    /**
     * Adds a row for a shot that was evaluated in this tick; the caller completes it.
     *
     * @param victim a ship, or {@link io.tickstorm.sim.Ships#NOBODY}
     */
    public Row add(int tick, int shooter, int victim, int weaponNumber) {
        Row row = rows[count++ & (ROWS - 1)];
        row.begin(tick, shooter, victim, weaponNumber);
        return row;
    }

    /**
     * Writes the shots after {@code since} that hit a ship, or that it fired and that are in its sight, newest first.
     */
    void write(WireBuffer out, int ship, int since, int tick, Sight sight) {
        int oldest = Math.max(0, count - ROWS);
        for (int i = count - 1; i >= oldest && rows[i & ROWS - 1].tick > since; i--) {
            Row row = rows[i & ROWS - 1];
            boolean isHit = row.missed == 0;
            if ((isHit && row.victim == ship) || (row.shooter == ship && sight.contains(row.x, row.y))) {
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
