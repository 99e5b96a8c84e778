package io.tickstorm.rewind;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.ShooterPicture;
import io.tickstorm.sim.ShooterPictures;
import io.tickstorm.sim.World;
import org.jspecify.annotations.Nullable;

/**
 * The picture that each shooter saw when it fired, recomputed in integers as its client interpolated it between the two
 * frames it held. Only positions are rewound; life and protection are current. A ship that the client did not receive
 * is at its position in the world. Tick thread only.
 */
public final class RewoundPicture implements ShooterPicture, ShooterPictures {
    /** More than a boosted ship flies within the largest rewind. */
    private static final int SLACK = 1 << Fixed.CELL_SHIFT;

    /** More than a missed input moves a ship before its client receives the correction. */
    private static final int MISPREDICTED_MAX = 96 * Fixed.ONE;

    private final World world;
    private final PoseHistory history;
    /** The newest claims of each shooter, as a ring; null where unused. */
    private final @Nullable ViewClaim[] claims;

    private final int[] claimCounts;
    /** A power of two. */
    private final int claimsPerShip;

    private final int coverTicks;
    /** True if the current shot starts where its shooter predicted its own ship. */
    private boolean isReplayed;

    private boolean rewound;
    private ViewClaim claim;

    public RewoundPicture(World world, PoseHistory history) {
        this.world = world;
        this.history = history;
        int seats = world.ships().seats();
        claimsPerShip = world.rules().lateShotsMax;
        claimCounts = new int[seats];
        claims = new ViewClaim[seats * claimsPerShip];
        claim = new ViewClaim(world.rules().tickRate);
        coverTicks = claim.coverTicks();
    }

    /** Evaluates the claim of a shooter in the current tick, and returns it; {@link #between} completes it. */
    public ViewClaim claim(int shooter, int tick, ViewEvidence evidence) {
        return claim(shooter, tick, tick, evidence);
    }

    /**
     * Evaluates the claim of a shot that is evaluated in a later tick than its own, and returns it.
     *
     * @param shotTick the tick of its input
     * @param nowTick the current tick
     */
    public ViewClaim claim(int shooter, int shotTick, int nowTick, ViewEvidence evidence) {
        int turn = claimCounts[shooter]++ & claimsPerShip - 1;
        int at = shooter * claimsPerShip + turn;
        ViewClaim known = claims[at];
        ViewClaim made = known == null ? new ViewClaim(world.rules().tickRate) : known;
        claims[at] = made;
        made.evaluate(
                shotTick,
                nowTick,
                evidence.claimedAge16ths(),
                evidence.continuousAge16ths(),
                evidence.heldTick(),
                evidence.estimatedAge16ths());
        return made;
    }

    /** Sets the frames between which the client interpolated; if one of them has no row, the other replaces it. */
    public void between(ViewClaim made, int fromTick, int toTick) {
        int from = history.holds(fromTick) ? fromTick : toTick;
        made.drawnBetween(from, history.holds(toTick) ? toTick : from);
    }

    @Override
    public ShooterPicture seenBy(int shooter, int shotTick) {
        ViewClaim found = find(shooter, shotTick);
        rewound = found != null
                && found.evaluatedTick == world.tick()
                && history.holds(found.fromTick)
                && history.holds(found.toTick);
        claim = rewound && found != null ? found : claim;
        isReplayed = rewound && claim.isReplayed && canBeAt(shooter);
        return this;
    }

    /** Returns true if the shooter's prediction is plausible: near its true position and not beyond an asteroid. */
    private boolean canBeAt(int shooter) {
        int x = placeX(shooter, claim.shotTick);
        int y = placeY(shooter, claim.shotTick);
        boolean isNear = Math.abs(claim.ownX - x) <= MISPREDICTED_MAX && Math.abs(claim.ownY - y) <= MISPREDICTED_MAX;
        return isNear && !world.map().isBlocked(x, y, claim.ownX, claim.ownY);
    }

    @Override
    public int originX(int shooter, int shotTick) {
        return isReplayed ? claim.ownX : placeX(shooter, shotTick);
    }

    @Override
    public int originY(int shooter, int shotTick) {
        return isReplayed ? claim.ownY : placeY(shooter, shotTick);
    }

    @Override
    public int originStepX(int shooter, int shotTick) {
        if (isReplayed) {
            return claim.ownStepX;
        }
        return shotTick < world.tick()
                ? placeX(shooter, shotTick) - placeX(shooter, shotTick - 1)
                : world.ships().velocityX[shooter] >> Fixed.VELOCITY_SHIFT;
    }

    @Override
    public int originStepY(int shooter, int shotTick) {
        if (isReplayed) {
            return claim.ownStepY;
        }
        return shotTick < world.tick()
                ? placeY(shooter, shotTick) - placeY(shooter, shotTick - 1)
                : world.ships().velocityY[shooter] >> Fixed.VELOCITY_SHIFT;
    }

    /** Returns the claim of a shooter's shot; null if it made none, or too many since. */
    public @Nullable ViewClaim find(int shooter, int shotTick) {
        for (int k = 1; k <= claimsPerShip; k++) {
            int turn = claimCounts[shooter] - k & claimsPerShip - 1;
            ViewClaim made = claims[shooter * claimsPerShip + turn];
            if (made != null && made.shotTick == shotTick) {
                return made;
            }
        }
        return null;
    }

    @Override
    public int viewAge16ths() {
        return rewound ? claim.usedAge16ths : 0;
    }

    @Override
    public int placeX(int ship, int tick) {
        return tick > history.newestTick() ? world.ships().x[ship] : history.x(history.nearest(tick), ship);
    }

    @Override
    public int placeY(int ship, int tick) {
        return tick > history.newestTick() ? world.ships().y[ship] : history.y(history.nearest(tick), ship);
    }

    /** Returns true if the current shooter fired with a claim in the tick that is simulated now, or was last. */
    public boolean isRewound() {
        return rewound;
    }

    @Override
    public int slack() {
        return rewound ? SLACK : 0;
    }

    @Override
    public int x(int ship) {
        Ships ships = world.ships();
        int born = ships.spawnTick[ship];
        if (!rewound || born > history.newestTick() || !wasSent(ship, born)) {
            return ships.x[ship];
        }
        int from = Math.max(born, claim.fromTick);
        int to = Math.max(born, claim.toTick);
        return between(history.x(from, ship), history.x(to, ship), from, to);
    }

    @Override
    public int y(int ship) {
        Ships ships = world.ships();
        int born = ships.spawnTick[ship];
        if (!rewound || born > history.newestTick() || !wasSent(ship, born)) {
            return ships.y[ship];
        }
        int from = Math.max(born, claim.fromTick);
        int to = Math.max(born, claim.toTick);
        return between(history.y(from, ship), history.y(to, ship), from, to);
    }

    private boolean wasSent(int ship, int born) {
        int tick = Math.max(born, claim.fromTick);
        return claim.sight().contains(history.x(tick, ship), history.y(tick, ship));
    }

    @Override
    public boolean needsCoverCheck() {
        return rewound && claim.needsCoverCheck() && history.holds(claim.coverTick());
    }

    @Override
    public int coverTick() {
        return world.tick() - coverTicks;
    }

    private int between(int old, int young, int from, int to) {
        int whole = (to - from) * 16;
        int part = Math.max(0, Math.min(whole + claim.coast16ths(), (claim.shotTick - from) * 16 - claim.usedAge16ths));
        return whole == 0 ? old : old + (young - old) * part / whole;
    }
}
