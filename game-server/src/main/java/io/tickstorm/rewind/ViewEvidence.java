package io.tickstorm.rewind;

/** The evidence for a view claim, refilled for each. Tick thread only. */
public final class ViewEvidence {
    private int claimedAge16ths;
    private int continuousAge16ths;
    private int heldTick;
    private int estimatedAge16ths;

    /**
     * Sets the view age that the client claims, and the view age that its {@link ViewClock} allows, both in 1/16 tick.
     */
    public void claims(int claimed16ths, int continuous16ths) {
        claimedAge16ths = claimed16ths;
        continuousAge16ths = continuous16ths;
    }

    /**
     * Sets the newest frame that the client held, and the view age that the server estimates, in 1/16 tick or {@link
     * ViewAgeEstimate#UNKNOWN}.
     */
    public void holds(int newestTick, int estimated16ths) {
        heldTick = newestTick;
        estimatedAge16ths = estimated16ths;
    }

    /** Returns the view age that the client claims, in 1/16 tick. */
    int claimedAge16ths() {
        return claimedAge16ths;
    }

    /** Returns the view age that the client's clock allows, in 1/16 tick. */
    int continuousAge16ths() {
        return continuousAge16ths;
    }

    /** Returns the tick of the newest frame that the client held. */
    public int heldTick() {
        return heldTick;
    }

    /** Returns the view age that the server estimates, in 1/16 tick; {@link ViewAgeEstimate#UNKNOWN} without one. */
    int estimatedAge16ths() {
        return estimatedAge16ths;
    }
}
