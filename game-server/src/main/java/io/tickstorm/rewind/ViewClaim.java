package io.tickstorm.rewind;

import io.tickstorm.interest.Sight;

/**
 * The tick that a shooter claims to have looked at when it fired, and the tick that the server uses. A claim that
 * cannot be true is moved to the nearest one that can, and counted. It is no offence, since an honest client stalls
 * too. Tick thread only.
 */
public final class ViewClaim {
    /** Causes in {@link #clamps}, a bit each. */
    public static final int OFF_ESTIMATE = 1;

    public static final int BEYOND_HELD = 2;
    public static final int BEYOND_CAP = 4;
    public static final int NOT_CONTINUOUS = 8;

    private static final int CAP_MS = 500;
    /** A client without newer frames draws ships straight on for this long. */
    private static final int COAST_MS = 250;
    /** A victim who has been behind an asteroid for this long is safe. */
    private static final int COVER_MS = 250;

    private static final int OFF_ESTIMATE_16THS_MAX = 6 * 16;

    /** Ages are in 1/16 tick before this. */
    public int shotTick;
    /** The tick in which the shot is judged; later than its own if its input came late. */
    int judgedTick;

    public int claimedAge16ths;
    public int usedAge16ths;
    public int clamps;

    /** The frames that the shooter's client drew between; equal if it drew one of them. */
    int fromTick;

    int toTick;

    /** The part of the arena that the first of them told of. */
    private final Sight sight = new Sight();

    /** The shooter's place by its own prediction, and how far it flew in the tick of the shot; if it is known. */
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
     * Takes the claim of a shot.
     *
     * @param tick the tick of the shot
     * @param heldTick the newest frame its client held; beyond it the client draws ships straight on for a while
     * @param estimatedAge16ths what the server thinks, or {@link ViewAgeEstimate#UNKNOWN}
     */
    void judge(int tick, int age16ths, int heldTick, int estimatedAge16ths) {
        judge(tick, tick, age16ths, heldTick, estimatedAge16ths);
    }

    /** Takes the claim of a shot that is judged in a later tick than its own, since its input came late. */
    void judge(int tick, int nowTick, int age16ths, int heldTick, int estimatedAge16ths) {
        judge(tick, nowTick, age16ths, age16ths, heldTick, estimatedAge16ths);
    }

    /** Takes a claim if the shooter's {@link ViewClock} allows another age than the one claimed. */
    void judge(int tick, int nowTick, int age16ths, int continuous16ths, int heldTick, int estimatedAge16ths) {
        shotTick = tick;
        judgedTick = nowTick;
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

    /** Returns true if the picture is so old that its victims may have reached cover before. */
    boolean needsCoverCheck() {
        return usedTick16ths() < coverTick() * 16L;
    }

    /** Returns how far beyond the frames between which its client drew the picture can be, in 1/16 tick. */
    int coast16ths() {
        return coast16ths;
    }

    /** Returns the tick since which cover counts. */
    int coverTick() {
        return judgedTick - coverTicks;
    }

    int coverTicks() {
        return coverTicks;
    }

    /** Returns the tick looked at, rounded down. */
    public int usedTick() {
        return (int) (usedTick16ths() >> 4);
    }

    /** Returns the tick looked at, in 1/16 tick. */
    long usedTick16ths() {
        return shotTick * 16L - usedAge16ths;
    }

    /** Sets the frames that the client drew between; equal if it drew one of them. */
    void drawnBetween(int from, int to) {
        fromTick = from;
        toTick = to;
    }

    /** Returns by how much the claimed picture is older than the one that is used, in 1/16 tick. */
    public int movedBy16ths() {
        return claimedAge16ths - usedAge16ths;
    }

    /** Returns the tick of the first frame that the client drew from; {@link RewoundPicture#between} sets it. */
    public int fromTick() {
        return fromTick;
    }

    /** Returns the sight of the frame that its client drew from, for the caller to place. */
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
