package io.tickstorm.room;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.rewind.PoseHistory;
import io.tickstorm.rewind.RewoundPicture;
import io.tickstorm.rewind.ViewClaim;
import io.tickstorm.rewind.ViewEvidence;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;
import io.tickstorm.snapshot.HitAudits;
import io.tickstorm.snapshot.Viewer;

/**
 * Judges shots by the picture their shooters saw, and leaves an account of every rail that hurts and of every kill.
 * Room thread only.
 */
final class ShotReferee {
    private final World world;
    private final ServerMetrics metrics;
    private final HitAudits audits;
    private final PoseHistory history;
    private final RewoundPicture picture;
    private final ViewEvidence evidence = new ViewEvidence();

    ShotReferee(World world, HitAudits audits, ServerMetrics metrics) {
        this.world = world;
        this.audits = audits;
        this.metrics = metrics;
        history = new PoseHistory(world);
        picture = new RewoundPicture(world, history);
        world.judgeShotsBy(picture);
    }

    /** The world was taken from an image. */
    void restart() {
        history.restart();
    }

    /** The input of a seat for the next tick fires and says which picture it was aimed at. */
    void claim(Seat seat, int tick) {
        Viewer viewer = seat.viewer;
        evidence.claimedAge16ths = seat.inputs.viewAge16ths();
        evidence.heldTick = Math.min(seat.inputs.heldTick(), viewer.newestSent());
        evidence.estimatedAge16ths = seat.viewAge.age16ths();
        ViewClaim claim = picture.claim(seat.ship, tick, evidence);
        int viewTick = claim.usedTick();
        picture.between(claim, viewer.frameUntil(viewTick), viewer.frameFrom(viewTick + 1));
        viewer.placeSight(claim.sight(), claim.fromTick(), world.map().side);
        metrics.viewClaims.inc();
        for (int cause = 0; cause < metrics.viewClaimsClamped.length; cause++) {
            if ((claim.clamps >> cause & 1) != 0) {
                metrics.viewClaimsClamped[cause].inc();
            }
        }
    }

    /** Once after each step: writes down who was hit, and then where everybody is. */
    void observe() {
        WorldEvents events = world.events();
        for (int i = 0; i < events.count(); i++) {
            if (events.kind[i] == WorldEvents.HIT && i > 0 && isBeam(i - 1, events.subject[i], events.object[i])) {
                audit(i, WorldEvents.RAIL, isKill(i + 1, events.object[i]));
            } else if (events.kind[i] == WorldEvents.KILL && events.a[i] == WorldEvents.BLASTER) {
                audit(i, WorldEvents.BLASTER, true);
            }
        }
        history.record();
    }

    /** A rail's beam, its hit and its kill follow each other. */
    private boolean isBeam(int i, int shooter, int victim) {
        WorldEvents events = world.events();
        return events.kind[i] == WorldEvents.BEAM && events.subject[i] == shooter && events.object[i] == victim;
    }

    private boolean isKill(int i, int victim) {
        WorldEvents events = world.events();
        return i < events.count() && events.kind[i] == WorldEvents.KILL && events.object[i] == victim;
    }

    private void audit(int i, int weapon, boolean isKill) {
        WorldEvents events = world.events();
        HitAudits.Row row = audits.add(world.tick());
        row.shooter = events.subject[i];
        row.victim = events.object[i];
        row.weapon = weapon;
        row.isKill = isKill;
        row.x = events.x[i];
        row.y = events.y[i];
        row.seenX = row.x;
        row.seenY = row.y;
        if (row.shooter != Ships.NOBODY) {
            picture.open(row.shooter);
            if (picture.isRewound() && picture.claim().hasStruck(weapon, row.victim)) {
                explain(row, picture.claim());
            }
        }
    }

    private void explain(HitAudits.Row row, ViewClaim claim) {
        row.claimedAge16ths = claim.claimedAge16ths;
        row.usedAge16ths = claim.usedAge16ths;
        row.clamps = claim.clamps;
        row.seenX = claim.struckX(row.weapon);
        row.seenY = claim.struckY(row.weapon);
        metrics.rewoundHits.inc();
    }
}
