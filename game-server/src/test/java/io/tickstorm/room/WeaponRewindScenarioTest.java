package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.WeaponRules;
import io.tickstorm.sim.WorldEvents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fires each weapon of the table at a ship that crosses in front of the shooter in its picture. */
class WeaponRewindScenarioTest {
    private static final int DISTANCE_U = 80;
    private static final int AGE_16THS = 80;
    /** A time longer than any bolt needs for the distance. */
    private static final int TICKS = 12;

    @ParameterizedTest
    @EnumSource(Weapon.class)
    void hitsAtThePlaceThatTheShooterSaw(Weapon weapon) {
        Duel duel = new Duel(DISTANCE_U, crossed16ths(weapon));
        duel.ready();
        duel.shoot(weapon.button, AGE_16THS, 1);
        assertEquals(1, hits(duel, weapon));
        assertEquals(150 - weapon.damage, duel.bobsLife());
        assertEquals(1, duel.metrics.viewClaims.getLongValue());
    }

    @ParameterizedTest
    @EnumSource(Weapon.class)
    void missesWithoutAClaim(Weapon weapon) {
        Duel duel = new Duel(DISTANCE_U, crossed16ths(weapon));
        duel.ready();
        duel.shoot(weapon.button, 0, 1);
        assertEquals(0, hits(duel, weapon));
        assertEquals(150, duel.bobsLife());
    }

    @ParameterizedTest
    @EnumSource(Weapon.class)
    void aKillReportsTheWeaponToAllPlayers(Weapon weapon) {
        Duel duel = new Duel(DISTANCE_U, crossed16ths(weapon));
        duel.ready();
        duel.ships.health[1] = 1;
        duel.ships.shieldQ8[1] = 0;
        duel.shoot(weapon.button, AGE_16THS, 1);
        for (int i = 0; i < TICKS && duel.ada.last().getKillsCount() == 0; i++) {
            duel.tick();
        }
        assertEquals(weapon.number, duel.ada.last().getKills(0).getWeaponValue());
        HitAudit audit = duel.newestAudit();
        assertEquals(weapon.number, audit.getWeaponValue());
        assertTrue(audit.getKill() && audit.getUsedAge16Ths() > 0, "evaluated in the shooter's picture");
    }

    @ParameterizedTest
    @EnumSource(Weapon.class)
    void aLateShotIsFiredInItsTickAndReloadsFromIt(Weapon weapon) {
        Duel duel = new Duel(DISTANCE_U, crossed16ths(weapon));
        duel.ready();
        duel.shootLate(weapon.button, AGE_16THS, 2, 3);
        WeaponRules rules = duel.room.environment().world().rules().of(weapon);
        assertEquals(rules.reload - 3 * rules.parts, duel.ships.cooldown(weapon)[0]);
        assertEquals(1, hits(duel, weapon));
    }

    /** Returns the hits by the weapon in this tick and the next ones, because a bolt needs several ticks. */
    private static int hits(Duel duel, Weapon weapon) {
        WorldEvents events = duel.room.environment().world().events();
        int hits = 0;
        for (int t = 0; t < TICKS; t++) {
            for (int i = 0; i < events.count(); i++) {
                boolean isHit = events.kind[i] == WorldEvents.HIT;
                hits += isHit && WorldEvents.hitWeapon(events.a[i]) == weapon ? 1 : 0;
            }
            duel.tick();
        }
        return hits;
    }

    /**
     * Returns how long before the shot the target crosses the line, to be there when the shot passes in the picture.
     */
    private static int crossed16ths(Weapon weapon) {
        return switch (weapon.kind) {
            case BEAM -> AGE_16THS;
            case BOLT -> AGE_16THS - flight16ths(weapon);
        };
    }

    /** Returns the time of the others from the picture of the shot to the one in which the bolt touches them. */
    private static int flight16ths(Weapon weapon) {
        Rules rules = new Rules(30);
        double pathU = Math.max(0, DISTANCE_U - (weapon.muzzle + weapon.radius + Rules.SHIP_RADIUS) / 256.0);
        double age = AGE_16THS / 16.0;
        double slowDown = Math.max(rules.boltSlowDownTicks, Rules.BOLT_SLOW_DOWN_LEADS * age);
        return (int) (16 * pathU / (rules.of(weapon).boltVelocity / 256.0 * (1 - age / slowDown)));
    }
}
