package io.tickstorm.rewind;

/** The evidence on a view claim, filled anew for each. Tick thread only. */
public final class ViewEvidence {
    public int claimedAge16ths;
    /** The age that the {@link ViewClock} of the client allows. */
    public int continuousAge16ths;
    /** The newest frame the client held. */
    public int heldTick;
    /** The age that the server estimates, or {@link ViewAgeEstimate#UNKNOWN}. */
    public int estimatedAge16ths;
}
