package io.tickstorm.snapshot;

import io.tickstorm.interest.Beam;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Pickups;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Shots;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;

/**
 * What is in which cell of one room, since when, and what left it: found by looking at the world after each step, so
 * that the simulation knows nothing of replication. {@link SegmentEncoder} makes bytes of it. Tick thread only.
 */
public final class VersionedCells {
    static final int SHIP = 0;
    static final int BOLT = 1;
    static final int PICKUP = 2;

    /** From a position to the 1/8 u of a record. */
    static final int RECORD_SHIFT = Fixed.POSITION_BITS - 3;

    /** Bits of a cell offset in a record. */
    static final int OFFSET_BITS = Fixed.CELL_SHIFT - RECORD_SHIFT;

    static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;

    final CellTable ships;
    final CellTable bolts;
    final CellTable pickups;
    /** What left a cell. Low: kind 2 | id 14. */
    final CellLog left;
    /** Low: kind 4 | b 12 | columns 3 | rows 3. High: subject 12 | object 12 | x 12 | y 12 | a 12. */
    final CellLog events;
    /** Of the whole arena, in one cell. Low: killer 12 | victim 12 | weapon 2 | crown 1. */
    final CellLog kills;

    /** Of the whole arena. */
    private final HitAudits audits = new HitAudits();

    private final World world;
    private final int columns;
    private final int[] cellChangeTick;
    private final Beam beam;
    private int tick;

    public VersionedCells(World world) {
        this.world = world;
        columns = world.map().columns;
        int cells = columns * columns;
        cellChangeTick = new int[cells];
        left = new CellLog(cells);
        events = new CellLog(cells);
        kills = new CellLog(1);
        ships = new CellTable(SHIP, world.ships().seats(), left, cellChangeTick);
        bolts = new CellTable(BOLT, world.shots().capacity(), left, cellChangeTick);
        pickups = new CellTable(PICKUP, world.pickups().count(), left, cellChangeTick);
        beam = new Beam(world.map());
    }

    /** Takes in the world's newest tick; once after each {@link World#step}. */
    public void observe() {
        assert world.tick() == tick + 1 || tick == 0 : "a tick was not observed";
        tick = world.tick();
        left.forget(tick);
        events.forget(tick);
        kills.forget(tick);
        observeShips();
        observeBolts();
        observePickups();
        observeEvents();
    }

    /** The newest tick observed. */
    public int tick() {
        return tick;
    }

    public HitAudits audits() {
        return audits;
    }

    World world() {
        return world;
    }

    int columns() {
        return columns;
    }

    /** Whether anything in the cell, or what left it, is newer. Public for the benchmark of this stage. */
    public boolean isNewer(int cell, int since) {
        return cellChangeTick[cell] > since;
    }

    int cellOf(int x, int y) {
        return line(y) * columns + line(x);
    }

    private void observeShips() {
        Ships all = world.ships();
        ships.begin(tick);
        for (int id = all.seats() - 1; id >= 0; id--) {
            if (all.alive[id]) {
                ships.seen(id, cellOf(all.x[id], all.y[id]), all.spawnTick[id], drawn(all, id));
            } else {
                ships.gone(id);
            }
        }
    }

    /**
     * A bolt flies as foreseen; only its owner can change, when he leaves. One that starts outside of the arena, from a
     * muzzle at its wall, is not shown: the next tick ends it.
     */
    private void observeBolts() {
        Shots all = world.shots();
        int side = world.map().side;
        bolts.begin(tick);
        for (int id = all.high() - 1; id >= 0; id--) {
            int x = all.x[id];
            int y = all.y[id];
            if (all.live[id] && (x | y) >= 0 && x < side && y < side) {
                bolts.seen(id, cellOf(x, y), all.spawnTick[id], all.owner[id]);
            } else {
                bolts.gone(id);
            }
        }
    }

    /** A pickup's life has no name: whether it lies there is all there is to it. */
    private void observePickups() {
        Pickups all = world.pickups();
        pickups.begin(tick);
        for (int id = all.count() - 1; id >= 0; id--) {
            if (all.present[id]) {
                pickups.seen(id, cellOf(all.x[id], all.y[id]), 0, 0);
            } else {
                pickups.gone(id);
            }
        }
    }

    private void observeEvents() {
        WorldEvents all = world.events();
        for (int i = 0; i < all.count(); i++) {
            int cell = cellOf(all.x[i], all.y[i]);
            if (all.kind[i] == WorldEvents.BEAM) {
                beam.trace(all.x[i], all.y[i], all.a[i], all.b[i]);
                for (int k = 0; k < beam.count(); k++) {
                    file(all, i, beam.cell(k), cell);
                }
            } else {
                file(all, i, cell, cell);
            }
            if (all.kind[i] == WorldEvents.KILL) {
                int low = all.subject[i] | all.object[i] << 12 | all.a[i] << 24 | all.b[i] << 26;
                kills.add(0, tick, low, 0);
            }
        }
    }

    /** Files an event in a cell; {@code origin} is the cell its coordinates are an offset in. */
    private void file(WorldEvents all, int i, int cell, int origin) {
        int right = origin % columns - cell % columns & 7;
        int down = origin / columns - cell / columns & 7;
        int low = all.kind[i] | (all.b[i] & 0xFFF) << 4 | right << 16 | down << 19;
        long high = all.subject[i]
                | (long) all.object[i] << 12
                | (long) offset(all.x[i]) << 24
                | (long) offset(all.y[i]) << 36
                | (long) (all.a[i] & 0xFFF) << 48;
        events.add(cell, tick, low, high);
        cellChangeTick[cell] = tick;
    }

    /** x 12 | y 12 | aim 8 | flags 4 of a ship record. */
    private long drawn(Ships all, int id) {
        int command = all.command[id];
        boolean thrusts =
                command != InputCommand.NONE && (InputCommand.moveX(command) | InputCommand.moveY(command)) != 0;
        int flags = (thrusts ? 1 : 0)
                | (all.boostTicks[id] > 0 ? 2 : 0)
                | (all.isProtected(id, tick) ? 4 : 0)
                | (all.shield(id) > 0 ? 8 : 0);
        return offset(all.x[id])
                | (long) offset(all.y[id]) << 12
                | (long) (all.aim[id] >> 4) << 24
                | (long) flags << 32;
    }

    static int offset(int coordinate) {
        return coordinate >> RECORD_SHIFT & OFFSET_MASK;
    }

    private int line(int coordinate) {
        return Math.max(0, Math.min(columns - 1, coordinate >> Fixed.CELL_SHIFT));
    }
}
