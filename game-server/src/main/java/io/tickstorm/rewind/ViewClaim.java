package io.tickstorm.rewind;

import io.tickstorm.interest.Sight;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.WorldEvents;
import java.util.Arrays;

/**
 * Which tick a shooter says he looked at when he fired, and which one the server takes. What cannot be is moved
 * to the nearest that can, and counted: it is no offence, for an honest client stalls too. Tick thread only.
 */
public final class ViewClaim {
    /** Causes in {@link #clamps}, a bit each. */
    public static final int OFF_ESTIMATE = 1;

    public static final int BEYOND_HELD = 2;
    public static final int BEYOND_CAP = 4;

    private static final int WEAPONS = Math.max(WorldEvents.BLASTER, WorldEvents.RAIL) + 1;
    private static final int CAP_MS = 500;
    /** A victim who has been behind an asteroid for this long is safe. */
    private static final int COVER_MS = 250;

    private static final int OFF_ESTIMATE_16THS_MAX = 3 * 16;

    /** Ages are in 1/16 tick before this. */
    public int shotTick;

    public int claimedAge16ths;
    public int usedAge16ths;
    public int clamps;

    /** The frames his client drew between; equal if it drew one of them. */
    int fromTick;

    int toTick;

    /** The part of the arena that the first of them told of. */
    private final Sight sight = new Sight();

    /** By weapon: whom this claim's shot struck, and where the picture had it. */
    private final int[] struckShip = new int[WEAPONS];

    private final int[] struckX = new int[WEAPONS];
    private final int[] struckY = new int[WEAPONS];
    private final int capAge16ths;
    private final int coverTicks;

    ViewClaim(int tickRate) {
        capAge16ths = CAP_MS * tickRate * 16 / 1000;
        coverTicks = Math.max(1, COVER_MS * tickRate / 1000);
    }

    /**
     * Takes the claim of a shot.
     *
     * @param heldTick the newest frame its client held; the picture beyond it is a guess of the client's own
     * @param estimatedAge16ths what the server thinks, or {@link ViewAgeEstimate#UNKNOWN}
     */
    void judge(int tick, int age16ths, int heldTick, int estimatedAge16ths) {
        shotTick = tick;
        claimedAge16ths = age16ths;
        usedAge16ths = age16ths;
        clamps = 0;
        Arrays.fill(struckShip, Ships.NOBODY);
        if (estimatedAge16ths != ViewAgeEstimate.UNKNOWN) {
            use(Math.max(usedAge16ths, estimatedAge16ths - OFF_ESTIMATE_16THS_MAX), OFF_ESTIMATE);
            use(Math.min(usedAge16ths, estimatedAge16ths + OFF_ESTIMATE_16THS_MAX), OFF_ESTIMATE);
        }
        use(Math.max(usedAge16ths, (tick - Math.min(heldTick, tick - 1)) * 16), BEYOND_HELD);
        use(Math.min(usedAge16ths, capAge16ths), BEYOND_CAP);
    }

    /** Returns true if the picture is so old that its victims may have reached cover before. */
    boolean needsCoverCheck() {
        return usedAge16ths > coverTicks * 16;
    }

    /** The tick since which cover counts. */
    int coverTick() {
        return shotTick - coverTicks;
    }

    /** The tick looked at, rounded down. */
    public int usedTick() {
        return (int) (usedTick16ths() >> 4);
    }

    /** The tick looked at, in 1/16 tick. */
    long usedTick16ths() {
        return shotTick * 16L - usedAge16ths;
    }

    void struck(int weapon, int ship, int x, int y) {
        struckShip[weapon] = ship;
        struckX[weapon] = x;
        struckY[weapon] = y;
    }

    /** Tick of that frame; {@link RewoundPicture#between} decides. */
    public int fromTick() {
        return fromTick;
    }

    /** The sight of the frame that its client drew from, for the caller to place. */
    public Sight sight() {
        return sight;
    }

    /** Whether it was by this claim that the weapon struck the ship. */
    public boolean hasStruck(int weapon, int ship) {
        return struckShip[weapon] == ship;
    }

    /** Where the shooter's picture had what the weapon struck. */
    public int struckX(int weapon) {
        return struckX[weapon];
    }

    public int struckY(int weapon) {
        return struckY[weapon];
    }

    private void use(int age16ths, int cause) {
        if (age16ths != usedAge16ths) {
            usedAge16ths = age16ths;
            clamps |= cause;
        }
    }
}
