package io.tickstorm.room;

import io.tickstorm.proto.v1.MissCause;
import io.tickstorm.rewind.RewoundPicture;
import io.tickstorm.rewind.ViewClaim;
import io.tickstorm.sim.CoveredShots;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.ShotColumns;
import io.tickstorm.sim.Shots;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;
import io.tickstorm.snapshot.HitAudits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes an audit for the shooter of each shot that missed for a reason that only the server knows. Either the ship
 * that it hit in the shooter's picture had cover, or the server used another picture than the claimed one. A shot has
 * at most one audit. Room thread only.
 */
final class MissAudits {
    private static final int TOLD_FROM_16THS = 16;

    private final World world;
    private final HitAudits audits;
    private final RewoundPicture picture;

    /**
     * The causes for which the claims of bolts in flight were moved, by the id of the bolt; 0: not moved, or already
     * audited.
     */
    private final int[] clamps;

    private final int[] owner;
    private final int[] firedTick;
    private final int[] weapon;
    private final int[] claimedAge16ths;
    private final int[] usedAge16ths;
    /** The number of {@link #clamps} that are not 0. Few bolts have a moved claim. */
    private int watched;

    MissAudits(World world, HitAudits audits, RewoundPicture picture) {
        this.world = world;
        this.audits = audits;
        this.picture = picture;
        int capacity = world.shots().capacity();
        clamps = new int[capacity];
        owner = new int[capacity];
        firedTick = new int[capacity];
        weapon = new int[capacity];
        claimedAge16ths = new int[capacity];
        usedAge16ths = new int[capacity];
    }

    /** Forgets all bolts, because the world was restored from an image: they belong to another match. */
    void restart() {
        Arrays.fill(clamps, 0);
        Arrays.fill(owner, Ships.NOBODY);
        watched = 0;
    }

    /** Tracks the bolts and writes the audits; call once after each step. */
    void observe() {
        followBolts();
        WorldEvents events = world.events();
        CoveredShots covered = events.covered;
        for (int i = 0; i < covered.count(); i++) {
            settle(covered.shooter[i], covered.shots, i);
            reportCover(covered, i);
        }
        for (int i = 0; i < events.count(); i++) {
            if (events.kind[i] == WorldEvents.HIT && isOfBolt(events.shots, i)) {
                settle(events.subject[i], events.shots, i);
            } else if (events.kind[i] == WorldEvents.BEAM && events.object[i] == Ships.NOBODY) {
                reportClampedBeam(i);
            }
        }
        reportClampedBolts();
    }

    /** Adds new bolts with their claims. */
    private void followBolts() {
        Shots shots = world.shots();
        for (int id = 0; id < shots.high(); id++) {
            if (!shots.live[id]) {
                continue;
            }
            int number = shots.weapon(id).number;
            boolean isKnown =
                    owner[id] == shots.owner[id] && firedTick[id] == shots.spawnTick[id] && weapon[id] == number;
            if (!isKnown) {
                owner[id] = shots.owner[id];
                firedTick[id] = shots.spawnTick[id];
                weapon[id] = number;
                ViewClaim claim = shots.viewAge16ths[id] == 0 ? null : picture.find(owner[id], firedTick[id]);
                watch(id, clampsWorthTelling(claim));
                claimedAge16ths[id] = claim == null ? 0 : claim.claimedAge16ths;
                usedAge16ths[id] = claim == null ? 0 : claim.usedAge16ths;
            }
        }
    }

    /**
     * Returns the causes of a claim that was moved by at least a tick, otherwise 0. A smaller move does not explain a
     * miss, and its row costs bytes on a slow link.
     */
    private static int clampsWorthTelling(@Nullable ViewClaim claim) {
        if (claim == null || Math.abs(claim.movedBy16ths()) < TOLD_FROM_16THS) {
            return 0;
        }
        return claim.clamps;
    }

    /** Stops tracking a bolt that has hit or is already audited. */
    private void settle(int shooter, ShotColumns shots, int i) {
        for (int id = 0; watched > 0 && id < world.shots().high(); id++) {
            if (owner[id] == shooter && firedTick[id] == shots.shotTick[i] && weapon[id] == shots.weapon[i]) {
                watch(id, 0);
            }
        }
    }

    private void watch(int id, int causes) {
        watched += (causes == 0 ? 0 : 1) - (clamps[id] == 0 ? 0 : 1);
        clamps[id] = causes;
    }

    private void reportCover(CoveredShots covered, int i) {
        ShotColumns shots = covered.shots;
        if (covered.shooter[i] == Ships.NOBODY) {
            return;
        }
        int shooter = covered.shooter[i];
        int victim = covered.victim[i];
        HitAudits.Row row = add(shooter, victim, shots.weapon[i], MissCause.MISS_CAUSE_COVER_VALUE);
        row.at(world.ships().x[victim], world.ships().y[victim]);
        row.seen(shots.seenX[i], shots.seenY[i]);
        ViewClaim claim = picture.find(shooter, shots.shotTick[i]);
        int used = shots.age16ths[i];
        row.evaluated(used + (claim == null ? 0 : claim.movedBy16ths()), used, claim == null ? 0 : claim.clamps);
    }

    private void reportClampedBeam(int beam) {
        WorldEvents events = world.events();
        int shooter = events.subject[beam];
        int shotTick = events.shots.shotTick[beam];
        ViewClaim claim = picture.find(shooter, shotTick);
        if (claim == null || clampsWorthTelling(claim) == 0 || isCovered(beam)) {
            return;
        }
        int cause = MissCause.MISS_CAUSE_CLAMPED_VALUE;
        HitAudits.Row row = add(shooter, Ships.NOBODY, events.shots.weapon[beam], cause);
        row.at(events.x[beam], events.y[beam]);
        int lateBy16ths = age16ths(shotTick);
        row.evaluated(claim.claimedAge16ths + lateBy16ths, claim.usedAge16ths + lateBy16ths, claim.clamps);
    }

    private boolean isCovered(int beam) {
        WorldEvents events = world.events();
        CoveredShots covered = events.covered;
        for (int i = 0; i < covered.count(); i++) {
            if (covered.shooter[i] == events.subject[beam]
                    && covered.shots.shotTick[i] == events.shots.shotTick[beam]
                    && covered.shots.weapon[i] == events.shots.weapon[beam]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfBolt(ShotColumns shots, int i) {
        return Weapon.ofNumber(shots.weapon[i]).kind == Weapon.Kind.BOLT;
    }

    private void reportClampedBolts() {
        Shots shots = world.shots();
        for (int id = 0; watched > 0 && id < shots.high(); id++) {
            if (clamps[id] != 0 && (!shots.live[id] || shots.spent[id])) {
                reportClampedBolt(id);
                watch(id, 0);
            }
        }
    }

    /** Writes the audit at the position of the shooter's own ship, which its client always knows. */
    private void reportClampedBolt(int id) {
        Ships ships = world.ships();
        int shooter = owner[id];
        if (!ships.seated[shooter] || ships.seatTick[shooter] >= firedTick[id]) {
            return;
        }
        HitAudits.Row row = add(shooter, Ships.NOBODY, weapon[id], MissCause.MISS_CAUSE_CLAMPED_VALUE);
        row.at(ships.x[shooter], ships.y[shooter]);
        int lateBy16ths = age16ths(firedTick[id]);
        row.evaluated(claimedAge16ths[id] + lateBy16ths, usedAge16ths[id] + lateBy16ths, clamps[id]);
    }

    private HitAudits.Row add(int shooter, int victim, int weaponNumber, int cause) {
        HitAudits.Row row = audits.add(world.tick(), shooter, victim, weaponNumber);
        row.misses(cause);
        return row;
    }

    private int age16ths(int shotTick) {
        return 16 * (world.tick() - shotTick);
    }
}
