package io.tickstorm.snapshot;

import io.tickstorm.sim.Pickups;
import io.tickstorm.sim.Shots;
import io.tickstorm.sim.World;

/**
 * Writes the records of segments, in the layout that {@link SegmentEncoder} shows. Tick thread only.
 */
final class RecordWriter {
    private final VersionedCells cells;
    private final World world;
    private final WireBuffer out;
    private final BitWriter bits;

    RecordWriter(VersionedCells cells, WireBuffer out) {
        this.cells = cells;
        this.out = out;
        world = cells.world();
        bits = new BitWriter(out);
    }

    void ship(int id) {
        out.littleEndian(id | cells.ships.drawn(id) << 12, 6);
    }

    void bolt(int id) {
        Shots shots = world.shots();
        int age = cells.tick() - shots.spawnTick[id];
        long first = id
                | (long) VersionedCells.offset(shots.x[id]) << 14
                | (long) VersionedCells.offset(shots.y[id]) << 26
                | (long) shots.angle[id] << 38
                | (long) shots.owner[id] << 50
                | (long) age << 62;
        out.littleEndian(first, 8);
        out.put(age >> 2 & 0x3F | shots.weapon(id).variant << 6);
    }

    void pickup(int id) {
        Pickups all = world.pickups();
        long record = id
                | (long) VersionedCells.offset(all.x[id]) << 12
                | (long) VersionedCells.offset(all.y[id]) << 24
                | (long) Pickups.kind(id) << 36;
        out.littleEndian(record, 5);
    }

    /** Writes an event whose parts are packed as an {@link EventRecord}. */
    void event(int eventTick, int low, long high) {
        EventRecord.write(bits, cells.tick() - eventTick, low, high);
    }

    void left(int kindAndId) {
        out.littleEndian(kindAndId, 2);
    }
}
