package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.proto.v1.MissCause;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.rewind.ViewClaim;
import io.tickstorm.sim.Weapon;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that a shooter gets the reason of a miss if only the server knows it. */
class MissAuditsTest {
    private static final int OLD_16THS = 160;
    private static final int NOBODY = 4095;
    /** A time longer than the flight of a bolt. */
    private static final int OVER_TICKS = 40;

    @Test
    void aRailAtAShipInCoverIsExplainedToItsShooterOnly() {
        Duel duel = new Duel(150, OLD_16THS);
        duel.ready(6);
        duel.cover(100, 28);
        duel.shoot(Weapon.RAIL.button, OLD_16THS, 6);
        HitAudit audit = onlyAudit(duel);
        assertEquals(MissCause.MISS_CAUSE_COVER, audit.getMissed());
        assertEquals(io.tickstorm.proto.v1.Weapon.WEAPON_RAIL, audit.getWeapon());
        assertEquals(List.of(0, 1), List.of(audit.getShooter(), audit.getVictim()));
        assertEquals(List.of(OLD_16THS, 0), List.of(audit.getUsedAge16Ths(), audit.getClamps()));
        assertEquals((-10 * Duel.STEP) >> 5, audit.getSeenDy(), 1, "where her picture had him");
        assertEquals(150, duel.bobsLife());
    }

    @Test
    void aRailThatCountsIsReportedAsAHit() {
        Duel duel = new Duel(150, OLD_16THS);
        duel.ready(6);
        duel.shoot(Weapon.RAIL.button, OLD_16THS, 6);
        assertEquals(MissCause.MISS_CAUSE_UNSPECIFIED, duel.newestAudit().getMissed());
        assertEquals(1, audits(duel.bob).size());
    }

    @Test
    void aBoltAtAShipInCoverIsExplainedOnce() {
        Duel duel = new Duel(60, OLD_16THS - 8);
        duel.ready(6);
        duel.cover(40, 15);
        duel.shoot(Weapon.BLASTER.button, OLD_16THS, 6);
        ticks(duel);
        HitAudit audit = onlyAudit(duel);
        assertEquals(MissCause.MISS_CAUSE_COVER, audit.getMissed());
        assertEquals(io.tickstorm.proto.v1.Weapon.WEAPON_BLASTER, audit.getWeapon());
        assertEquals(1, audit.getVictim());
    }

    @Test
    void aRailByARefusedPictureIsExplainedByTheCause() {
        Duel duel = new Duel(150, 56);
        duel.ready();
        duel.shoot(Weapon.RAIL.button, 400, 1);
        HitAudit audit = onlyAudit(duel);
        assertEquals(MissCause.MISS_CAUSE_CLAMPED, audit.getMissed());
        assertEquals(NOBODY, audit.getVictim());
        assertTrue((audit.getClamps() & ViewClaim.OFF_ESTIMATE) != 0);
        assertEquals(400, audit.getClaimedAge16Ths());
        assertTrue(audit.getUsedAge16Ths() < 400);
        assertEquals(duel.ships.x[0] >> 5, audit.getX(), 1, "no place but the shooter's own");
    }

    @Test
    void aBoltByARefusedPictureIsExplainedOnceAtItsEnd() {
        Duel duel = new Duel(150, 56);
        duel.ready();
        duel.shoot(Weapon.BLASTER.button, 400, 1);
        assertEquals(0, audits(duel.ada).size(), "it may still hit");
        ticks(duel);
        HitAudit audit = onlyAudit(duel);
        assertEquals(MissCause.MISS_CAUSE_CLAMPED, audit.getMissed());
        assertEquals(io.tickstorm.proto.v1.Weapon.WEAPON_BLASTER, audit.getWeapon());
        int flown16ths = audit.getClaimedAge16Ths() - 400;
        assertTrue(flown16ths > 0 && flown16ths % 16 == 0, "the ages lead back to the picture");
    }

    @Test
    void aBoltThatHitsNeedsNoExplanation() {
        Duel duel = new Duel(250, 0);
        duel.ready();
        duel.hold();
        duel.shoot(Weapon.BLASTER.button, 400, 1);
        ticks(duel);
        assertTrue(duel.bobsLife() < 150);
        assertEquals(0, audits(duel.ada).size());
    }

    @Test
    void aMissByAnHonestClaimIsNotReported() {
        Duel duel = new Duel(150, 56);
        duel.ready();
        duel.shoot(Weapon.RAIL.button, 16, 1);
        ticks(duel);
        assertEquals(0, audits(duel.ada).size());
    }

    private static void ticks(Duel duel) {
        for (int i = 0; i < OVER_TICKS; i++) {
            duel.tick();
        }
    }

    /** Returns the only audit, and checks that the victim gets none. */
    private static HitAudit onlyAudit(Duel duel) {
        assertEquals(0, audits(duel.bob).size());
        assertEquals(1, audits(duel.ada).size());
        return audits(duel.ada).get(0);
    }

    private static List<HitAudit> audits(MemoryOutbox outbox) {
        return outbox.frames.stream()
                .map(ServerFrame::getAuditsList)
                .flatMap(List::stream)
                .toList();
    }
}
