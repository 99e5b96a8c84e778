package io.tickstorm.room;

/** Decides whether the rooms of this process may tick. A server of a fleet must not while another may own its rooms. */
@FunctionalInterface
public interface TickGuard {
    /** Lets every tick pass. */
    TickGuard ALWAYS = nowNs -> true;

    /**
     * Returns true if the rooms may tick now. Called by each loop's thread before each tick of a room, and before the
     * frames of a turn are sent.
     *
     * @param nowNs of {@code System.nanoTime()}
     */
    boolean mayTick(long nowNs);

    /** Receives each tick of a room, after it and before its frames are sent. Called by the room's loop. */
    default void ticked(String room, int epoch, int tick) {}
}
