package io.tickstorm.rewind;

import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.ShooterPicture;
import io.tickstorm.sim.World;

/**
 * The picture each shooter saw when he fired: recomputed as his client interpolated it, in integers, between the two
 * frames it held. Only places are rewound; who lives, and who is protected, is as it is now. A ship that his client was
 * not told of is where it is in the world. Tick thread only.
 */
public final class RewoundPicture implements ShooterPicture {
    /** More than a boosted ship flies within the cap. */
    private static final int SLACK = 1 << Fixed.CELL_SHIFT;

    private final World world;
    private final PoseHistory history;
    private final ViewClaim[] claims;
    private boolean rewound;
    private ViewClaim claim;
    /** How long before the shot the picture is, in 1/16 tick. */
    private int viewAge16ths;

    private int fromTick;
    private int toTick;

    public RewoundPicture(World world, PoseHistory history) {
        this.world = world;
        this.history = history;
        claims = new ViewClaim[world.ships().seats()];
        for (int i = 0; i < claims.length; i++) {
            claims[i] = new ViewClaim(world.rules().tickRate);
        }
        claim = claims[0];
    }

    /** The claim of a shooter in a tick; {@link #between} completes it. */
    public ViewClaim claim(int shooter, int tick, ViewEvidence evidence) {
        ViewClaim made = claims[shooter];
        made.judge(tick, evidence.claimedAge16ths, evidence.heldTick, evidence.estimatedAge16ths);
        return made;
    }

    /** Between which frames his client drew; a tick that no row tells of stands for the other one. */
    public void between(ViewClaim made, int fromTick, int toTick) {
        made.fromTick = history.holds(fromTick) ? fromTick : toTick;
        made.toTick = history.holds(toTick) ? toTick : made.fromTick;
    }

    @Override
    public void open(int shooter) {
        claim = claims[shooter];
        rewound = claim.shotTick == world.tick() && history.holds(claim.fromTick) && history.holds(claim.toTick);
        viewAge16ths = claim.usedAge16ths;
        fromTick = claim.fromTick;
        toTick = claim.toTick;
    }

    @Override
    public int knownFlightTicks() {
        return rewound
                ? ((history.newestTick() - claim.shotTick) * 16 + claim.usedAge16ths) / sixteenthsPerFlownTick()
                : 0;
    }

    /** Between which frames the client will draw then is not known yet: each tick has its row. */
    @Override
    public void follow(int flownTicks) {
        viewAge16ths = claim.usedAge16ths - flownTicks * sixteenthsPerFlownTick();
        fromTick = claim.shotTick + (-viewAge16ths >> 4);
        toTick = Math.min(fromTick + 1, history.newestTick());
    }

    /**
     * How far the others' time goes on while a bolt flies one tick of its path: an own bolt is drawn as slowing down
     * from the own time into that of the others.
     */
    private int sixteenthsPerFlownTick() {
        int lead = claim.usedAge16ths;
        int slowDown = Math.max(world.rules().boltSlowDownTicks * 16, Rules.BLASTER_SLOW_DOWN_LEADS * lead);
        return 16 * slowDown / (slowDown - lead);
    }

    @Override
    public void struck(int weapon, int ship) {
        if (rewound) {
            claim.struck(weapon, ship, x(ship), y(ship));
        }
    }

    /** What the opened shooter claimed; only if {@link #isRewound}. */
    public ViewClaim claim() {
        return claim;
    }

    /** Whether the opened shooter fired with a claim in the tick that is simulated now, or was last. */
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
        if (!rewound || born > history.newestTick() || !wasTold(ship, born)) {
            return ships.x[ship];
        }
        int from = Math.max(born, fromTick);
        int to = Math.max(born, toTick);
        return between(history.x(from, ship), history.x(to, ship), from, to);
    }

    @Override
    public int y(int ship) {
        Ships ships = world.ships();
        int born = ships.spawnTick[ship];
        if (!rewound || born > history.newestTick() || !wasTold(ship, born)) {
            return ships.y[ship];
        }
        int from = Math.max(born, fromTick);
        int to = Math.max(born, toTick);
        return between(history.y(from, ship), history.y(to, ship), from, to);
    }

    private boolean wasTold(int ship, int born) {
        int tick = Math.max(born, claim.fromTick);
        return claim.sight().contains(history.x(tick, ship), history.y(tick, ship));
    }

    @Override
    public boolean needsCoverCheck() {
        return rewound && claim.needsCoverCheck() && history.holds(claim.coverTick());
    }

    @Override
    public int coverX(int ship) {
        int born = world.ships().spawnTick[ship];
        return born > history.newestTick() ? x(ship) : history.x(Math.max(born, claim.coverTick()), ship);
    }

    @Override
    public int coverY(int ship) {
        int born = world.ships().spawnTick[ship];
        return born > history.newestTick() ? y(ship) : history.y(Math.max(born, claim.coverTick()), ship);
    }

    private int between(int old, int young, int from, int to) {
        int whole = (to - from) * 16;
        int part = Math.max(0, Math.min(whole, (claim.shotTick - from) * 16 - viewAge16ths));
        return whole == 0 ? old : old + (young - old) * part / whole;
    }
}
