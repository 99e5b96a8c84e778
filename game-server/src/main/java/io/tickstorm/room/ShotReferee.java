package io.tickstorm.room;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.rewind.PoseHistory;
import io.tickstorm.rewind.RewoundPicture;
import io.tickstorm.rewind.ShooterReplay;
import io.tickstorm.rewind.ViewClaim;
import io.tickstorm.rewind.ViewEvidence;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.ShotColumns;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;
import io.tickstorm.snapshot.HitAudits;
import io.tickstorm.snapshot.Recipient;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates shots by their shooters' pictures, and writes an audit of every beam with damage, of every kill, and of the
 * misses that only the server can explain. Room thread only.
 */
final class ShotReferee {
    private final World world;
    private final ServerMetrics metrics;
    private final HitAudits audits;
    private final PoseHistory history;
    private final RewoundPicture picture;
    private final ShooterReplay replay;
    private final MissAudits misses;
    private final ViewEvidence evidence = new ViewEvidence();
    /** The seat of the newest claim, a column per ship. */
    private final @Nullable Seat[] seats;

    ShotReferee(World world, HitAudits audits, ServerMetrics metrics) {
        this.world = world;
        this.audits = audits;
        this.metrics = metrics;
        history = new PoseHistory(world);
        picture = new RewoundPicture(world, history);
        replay = new ShooterReplay(world);
        misses = new MissAudits(world, audits, picture);
        seats = new Seat[world.ships().seats()];
        world.useShooterPictures(picture);
    }

    /** Clears all state, because the world was restored from an image. */
    void restart() {
        history.restart();
        misses.restart();
    }

    /** Evaluates the claim of a seat whose input for the next tick shoots with a view claim. */
    void claim(Seat seat, int tick) {
        evidence.claims(seat.inputs().viewAge16ths(), seat.inputs().countedAge16ths());
        claim(seat, tick, seat.inputs().heldTick());
    }

    /** Evaluates the claim of a shot whose input was late, with the view age that counts for it. */
    void claimLate(Seat seat, InputQueue late, int countedAge16ths) {
        evidence.claims(late.viewAge16ths(), countedAge16ths);
        claim(seat, late.tick(), late.acknowledgedTick());
    }

    private void claim(Seat seat, int shotTick, int heldTick) {
        Recipient recipient = seat.recipient();
        evidence.holds(
                Math.min(heldTick, recipient.newestSent()), seat.viewAge().age16ths());
        ViewClaim claim = picture.claim(seat.ship(), shotTick, world.tick() + 1, evidence);
        // Beyond the newest frame held a client extrapolates ships from that frame and the one before.
        int viewTick = Math.min(claim.usedTick(), evidence.heldTick() - 1);
        picture.between(claim, recipient.frameUntil(viewTick), recipient.frameFrom(viewTick + 1));
        replay.complete(claim, seat.ship(), evidence.heldTick(), seat.inputs());
        recipient.placeSight(claim.sight(), claim.fromTick(), world.map().side);
        seats[seat.ship()] = seat;
        seat.cheatSigns().claimed(claim.clamps != 0, metrics.cheats);
        metrics.viewClaims.inc();
        for (int cause = 0; cause < metrics.viewClaimsClamped.length; cause++) {
            if ((claim.clamps >> cause & 1) != 0) {
                metrics.viewClaimsClamped[cause].inc();
            }
        }
    }

    /** Records the hits, and then the positions of all ships; call once after each step. */
    void observe() {
        WorldEvents events = world.events();
        for (int i = 0; i < events.count(); i++) {
            noteSigns(i);
            if (events.kind[i] == WorldEvents.HIT && i > 0 && isBeam(i - 1, events.subject[i], events.object[i])) {
                audit(i, i, isKill(i + 1, events.object[i]));
            } else if (isKillByBolt(i)) {
                audit(i, i - 1, true);
            }
        }
        misses.observe();
        history.record();
        replay.record();
    }

    private void noteSigns(int i) {
        WorldEvents events = world.events();
        int kind = events.kind[i];
        if ((kind != WorldEvents.HIT && kind != WorldEvents.BEAM) || events.subject[i] == Ships.NOBODY) {
            return;
        }
        Seat seat = seats[events.subject[i]];
        int shotTick = events.shots.shotTick[i];
        ViewClaim claim = picture.find(events.subject[i], shotTick);
        if (seat == null || claim == null) {
            return;
        }
        if (kind == WorldEvents.BEAM) {
            seat.cheatSigns().firedRail(events.object[i] != Ships.NOBODY, metrics.cheats);
        } else {
            seat.cheatSigns().hit(seat.inputs().hasTurned(shotTick), metrics.cheats);
        }
    }

    /** Returns true if a bolt caused the kill; a ship that leaves is killed without a hit. */
    private boolean isKillByBolt(int i) {
        WorldEvents events = world.events();
        return events.kind[i] == WorldEvents.KILL
                && Weapon.ofNumber(events.a[i]).kind == Weapon.Kind.BOLT
                && i > 0
                && events.kind[i - 1] == WorldEvents.HIT
                && events.object[i - 1] == events.object[i];
    }

    /** Returns true if a beam caused the event: a beam, its hit and its kill are adjacent. */
    private boolean isBeam(int i, int shooter, int victim) {
        WorldEvents events = world.events();
        return events.kind[i] == WorldEvents.BEAM && events.subject[i] == shooter && events.object[i] == victim;
    }

    private boolean isKill(int i, int victim) {
        WorldEvents events = world.events();
        return i < events.count() && events.kind[i] == WorldEvents.KILL && events.object[i] == victim;
    }

    /**
     * Writes an audit.
     *
     * @param hit the event of the hit; a kill directly follows its hit
     */
    private void audit(int i, int hit, boolean isKill) {
        WorldEvents events = world.events();
        int shooter = events.subject[i];
        HitAudits.Row row = audits.add(world.tick(), shooter, events.object[i], events.shots.weapon[hit]);
        row.kills(isKill);
        row.at(events.x[i], events.y[i]);
        if (shooter != Ships.NOBODY && events.shots.age16ths[hit] > 0) {
            explain(row, shooter, hit);
        }
    }

    private void explain(HitAudits.Row row, int shooter, int hit) {
        ShotColumns shots = world.events().shots;
        ViewClaim claim = picture.find(shooter, shots.shotTick[hit]);
        int used = shots.age16ths[hit];
        row.evaluated(used + (claim == null ? 0 : claim.movedBy16ths()), used, claim == null ? 0 : claim.clamps);
        row.seen(shots.seenX[hit], shots.seenY[hit]);
        metrics.rewoundHits.inc();
    }
}
