package io.tickstorm.snapshot;

/** The newest chat lines of a room, numbered from 1. Tick thread only. */
public final class ChatLog {
    private int sequence;

    /** @param fromShip who speaks; {@link io.tickstorm.sim.Ships#NOBODY} is the server */
    public void add(int fromShip, String name, String text) {
        sequence++;
    }

    /** Of the newest line; 0 before the first. */
    public int sequence() {
        return sequence;
    }
}
