package io.tickstorm.rewind;

import io.tickstorm.interest.Sight;

/**
 * The tick that a shooter claims to have seen when it fired, and the tick that the server uses. An impossible claim is
 * moved to the nearest possible one, and counted. It is not treated as cheating, because honest clients stall too. Tick
 * thread only.
 */
public final class ViewClaim {
    /** Causes in {@link #clamps}, a bit each. */
    public static final int OFF_ESTIMATE = 1;

    public static final int BEYOND_HELD = 2;
    public static final int BEYOND_CAP = 4;
    public static final int NOT_CONTINUOUS = 8;

    private static final int CAP_MS = 500;
    /** The time for which a client without newer frames extrapolates ships. */
    private static final int COAST_MS = 250;
    /** The time after which a victim behind an asteroid is safe. */
    private static final int COVER_MS = 250;

    private static final int OFF_ESTIMATE_16THS_MAX = 6 * 16;

    /** The tick of the shot; ages are in 1/16 tick before it. */
    public int shotTick;
    /** The tick in which the shot is evaluated; later than its own if its input was late. */
    int evaluatedTick;

    public int claimedAge16ths;
    public int usedAge16ths;
    public int clamps;

    /** The frames between which the shooter's client interpolated; equal if it drew a single frame. */
    int fromTick;

    int toTick;

    /** The part of the arena that the first of these frames contained. */
    private final Sight sight = new Sight();

    /** The shooter's position by its own prediction, and its movement in the tick of the shot; valid if true. */
    boolean isReplayed;

    int ownX;
    int ownY;
    int ownStepX;
    int ownStepY;

    private final int capAge16ths;
    private final int coast16ths;
    private final int coverTicks;

    ViewClaim(int tickRate) {
        capAge16ths = CAP_MS * tickRate * 16 / 1000;
        coast16ths = COAST_MS * tickRate * 16 / 1000;
        coverTicks = Math.max(1, COVER_MS * tickRate / 1000);
    }

    /**
     * Evaluates the claim of a shot.
     *
     * @param tick the tick of the shot
     * @param heldTick the newest frame its client held; beyond it the client extrapolates ships for a limited time
     * @param estimatedAge16ths the server's estimate, or {@link ViewAgeEstimate#UNKNOWN}
     */
    void evaluate(int tick, int age16ths, int heldTick, int estimatedAge16ths) {
        evaluate(tick, tick, age16ths, heldTick, estimatedAge16ths);
    }

    /** Evaluates the claim of a shot that is evaluated in a later tick than its own, because its input was late. */
    void evaluate(int tick, int nowTick, int age16ths, int heldTick, int estimatedAge16ths) {
        evaluate(tick, nowTick, age16ths, age16ths, heldTick, estimatedAge16ths);
    }

    /** Evaluates a claim for which the shooter's {@link ViewClock} allows another age than the claimed one. */
    void evaluate(int tick, int nowTick, int age16ths, int continuous16ths, int heldTick, int estimatedAge16ths) {
        shotTick = tick;
        evaluatedTick = nowTick;
        claimedAge16ths = age16ths;
        usedAge16ths = age16ths;
        clamps = 0;
        isReplayed = false;
        use(continuous16ths, NOT_CONTINUOUS);
        if (estimatedAge16ths != ViewAgeEstimate.UNKNOWN) {
            use(Math.max(usedAge16ths, estimatedAge16ths - OFF_ESTIMATE_16THS_MAX), OFF_ESTIMATE);
            use(Math.min(usedAge16ths, estimatedAge16ths + OFF_ESTIMATE_16THS_MAX), OFF_ESTIMATE);
        }
        use(Math.max(usedAge16ths, Math.max(16, (tick - heldTick) * 16 - coast16ths)), BEYOND_HELD);
        use(Math.min(usedAge16ths, capAge16ths), BEYOND_CAP);
    }

    void seenFrom(int x, int y, int stepX, int stepY) {
        isReplayed = true;
        ownX = x;
        ownY = y;
        ownStepX = stepX;
        ownStepY = stepY;
    }

    /** Returns true if the picture is so old that its victims may have reached cover since. */
    boolean needsCoverCheck() {
        return usedTick16ths() < coverTick() * 16L;
    }

    /** Returns the time by which the client may have extrapolated beyond its newest frame, in 1/16 tick. */
    int coast16ths() {
        return coast16ths;
    }

    /** Returns the tick from which cover counts. */
    int coverTick() {
        return evaluatedTick - coverTicks;
    }

    int coverTicks() {
        return coverTicks;
    }

    /** Returns the used tick, rounded down. */
    public int usedTick() {
        return (int) (usedTick16ths() >> 4);
    }

    /** Returns the used tick, in 1/16 tick. */
    long usedTick16ths() {
        return shotTick * 16L - usedAge16ths;
    }

    /** Sets the frames between which the client interpolated; equal for a single frame. */
    void drawnBetween(int from, int to) {
        fromTick = from;
        toTick = to;
    }

    /** Returns the claimed age minus the used age, in 1/16 tick. */
    public int movedBy16ths() {
        return claimedAge16ths - usedAge16ths;
    }

    /** Returns the tick of the first frame that the client drew from; set by {@link RewoundPicture#between}. */
    public int fromTick() {
        return fromTick;
    }

    /** Returns the sight of the frame that the client drew from; the caller places it. */
    public Sight sight() {
        return sight;
    }

    private void use(int age16ths, int cause) {
        if (age16ths != usedAge16ths) {
            usedAge16ths = age16ths;
            clamps |= cause;
        }
    }
}
