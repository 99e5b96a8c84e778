package io.tickstorm.checkpoint;

import io.tickstorm.sim.StateImage;

/**
 * The state of a room as read from its checkpoint.
 *
 * @param ranMsMax the longest time for which the room can have continued after this copy
 */
public record Checkpoint(StateImage image, long ranMsMax) {
    /**
     * Upper limit of the time between two copies of a room, plus a burst of late ticks and clock corrections in
     * between.
     */
    private static final long MARGIN_MS = 60_000;

    /**
     * Returns the ticks to add to those of the copy, so that the room continues above every tick that it can have sent.
     */
    public int shiftTicks(int tickRate) {
        return Math.toIntExact((ranMsMax + MARGIN_MS) * tickRate / 1000 + 1);
    }
}
