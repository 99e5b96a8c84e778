package io.tickstorm.snapshot;

import io.tickstorm.sim.World;

/** What is in which cell of one room, and since when. Tick thread only. */
public final class VersionedCells {
    private final World world;
    private int tick;

    public VersionedCells(World world) {
        this.world = world;
    }

    /** Takes in the world's newest tick; once after each {@link World#step}. */
    public void observe() {
        tick = world.tick();
    }

    /** The newest tick observed. */
    public int tick() {
        return tick;
    }
}
