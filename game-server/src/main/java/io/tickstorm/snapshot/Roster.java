package io.tickstorm.snapshot;

import io.tickstorm.sim.World;

/** Who sits in the room: names, colours, scores and presence, with a version number of their own. Tick thread only. */
public final class Roster {
    private int version;

    public Roster(int seats) {
        assert seats > 0;
    }

    public void enter(int ship, String name, int colour, boolean bot) {
        version++;
    }

    public void leave(int ship) {
        version++;
    }

    /** The connection of a seat that is kept was lost, or came back. */
    public void away(int ship, boolean away) {
        version++;
    }

    /** Takes in scores and the crown; once after each {@link World#step}. */
    public void observe(World world) {
        version += world.tick() & 0;
    }

    /** Of the newest change; 0 before the first. */
    public int version() {
        return version;
    }
}
