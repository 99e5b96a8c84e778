package io.tickstorm.checkpoint;

import io.tickstorm.sim.StateImage;

/**
 * A room as its checkpoint has it.
 *
 * @param ranMsMax how long, at most, the room can have gone on after this copy was taken
 */
public record Checkpoint(StateImage image, long ranMsMax) {
    /** More than two copies of a room are apart, a burst of late ticks, and what a clock is corrected by in between. */
    private static final long MARGIN_MS = 60_000;

    /** Ticks to add to those of the copy, so that the room goes on above every tick it can have sent. */
    public int shiftTicks(int tickRate) {
        return Math.toIntExact((ranMsMax + MARGIN_MS) * tickRate / 1000 + 1);
    }
}
