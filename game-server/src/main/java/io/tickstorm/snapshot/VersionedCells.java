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
 * Tracks which entities are in which cell of one room, since when, and which left it. It reads the world after each
 * step, so that the simulation does not depend on replication. {@link SegmentEncoder} encodes it. Tick thread only.
 */
public final class VersionedCells {
    static final int SHIP = 0;
    static final int BOLT = 1;
    static final int PICKUP = 2;

    /** Shift from a position to the 1/8 u of a record. */
    static final int RECORD_SHIFT = Fixed.POSITION_BITS - 3;

    /** Bits of a cell offset in a record. */
    static final int OFFSET_BITS = Fixed.CELL_SHIFT - RECORD_SHIFT;

    static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;

    final CellTable ships;
    final CellTable bolts;
    final CellTable pickups;
    /** Entities that left. Low: kind 2 | id 14 | ticks in the cell 16. High: for bolts a {@link BoltTrace}. */
    final CellLog left;
    /** The events by cell, packed as an {@link EventRecord}. */
    final CellLog events;
    /**
     * The kills: the low part is a {@link KillRecord}, the high part the place of the victim. Each is filed in the cell
     * of the victim, in the cell of the killer if that is another one, and in {@link #anywhere}.
     */
    final CellLog kills;

    /** The audits of the whole arena. */
    private final HitAudits audits = new HitAudits();

    final PastPlaces past;

    private final World world;
    private final int columns;
    /** The heads of all cells, shared by the tables: see {@link CellTable#HEAD_WORDS}. */
    private final int[] heads;

    private final Beam beam;
    /** The newest tick in which each ship killed or was killed. */
    private final int[] killTick;

    private int tick;

    public VersionedCells(World world) {
        this.world = world;
        past = new PastPlaces(world);
        columns = world.map().columns;
        int cells = columns * columns;
        heads = new int[cells * CellTable.HEAD_WORDS];
        left = new CellLog(cells);
        events = new CellLog(cells);
        kills = new CellLog(cells + 1);
        killTick = new int[world.ships().seats()];
        ships = new CellTable(SHIP, world.ships().seats(), left, heads);
        bolts = new CellTable(BOLT, world.shots().capacity(), left, heads);
        pickups = new CellTable(PICKUP, world.pickups().count(), left, heads);
        beam = new Beam(world.map());
    }

    /** Updates from the world's newest tick; call once after each {@link World#step}. */
    public void observe() {
        assert world.tick() == tick + 1 || tick == 0 : "a tick was not observed";
        tick = world.tick();
        left.forget(tick);
        events.forget(tick);
        kills.forget(tick);
        past.record();
        observeShips();
        observeBolts();
        observePickups();
        observeEvents();
    }

    /** Returns the newest tick observed. */
    public int tick() {
        return tick;
    }

    /** Returns the audits of the whole arena. */
    public HitAudits audits() {
        return audits;
    }

    World world() {
        return world;
    }

    int columns() {
        return columns;
    }

    /**
     * Returns true if something in the cell, or a departure from it, is newer. Public for the benchmark of this stage.
     */
    public boolean isNewer(int cell, int since) {
        return heads[cell * CellTable.HEAD_WORDS + CellTable.CHANGE_TICK] > since;
    }

    /** Returns true if the cell has no entities. */
    boolean isEmpty(int cell) {
        int at = cell * CellTable.HEAD_WORDS;
        return (heads[at + SHIP] & heads[at + BOLT] & heads[at + PICKUP]) == CellTable.END;
    }

    boolean hasEvents(int cell, int since) {
        return heads[cell * CellTable.HEAD_WORDS + CellTable.EVENT_TICK] > since;
    }

    /** Returns true if a roster entry of a ship in the cell, or a kill filed there, may be newer. */
    boolean hasNews(int cell, int since) {
        return heads[cell * CellTable.HEAD_WORDS + CellTable.NEWS_TICK] > since;
    }

    /** Returns the cell of {@link #kills} in which every kill of the arena is filed. */
    int anywhere() {
        return columns * columns;
    }

    /** Returns the newest tick in which a ship killed or was killed; 0 without one. */
    int killTick(int ship) {
        return killTick[ship];
    }

    boolean hasLeft(int cell, int since) {
        return heads[cell * CellTable.HEAD_WORDS + CellTable.LEFT_TICK] > since;
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
     * Updates the bolts. A bolt's flight is predictable; only its owner can change, when that player leaves. A bolt
     * that starts outside of the arena, from a muzzle at its wall, is not shown: the next tick removes it.
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
                if (bolts.enterTick[id] == tick) {
                    bolts.trace[id] = BoltTrace.of(x, y, all.angle[id], all.weapon(id));
                }
            } else {
                bolts.gone(id);
            }
        }
    }

    /** Updates the pickups. A pickup has no separate lives: it is on its pad or not. */
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
                beam.trace(all.x[i], all.y[i], all.a[i], WorldEvents.beamLength(all.b[i]));
                for (int k = 0; k < beam.count(); k++) {
                    file(all, i, beam.cell(k), cell);
                }
            } else {
                file(all, i, cell, cell);
            }
            if (all.kind[i] == WorldEvents.KILL) {
                fileKill(all, i, cell);
            }
        }
    }

    private void fileKill(WorldEvents all, int i, int victimCell) {
        int killer = all.subject[i];
        int kill = KillRecord.of(killer, all.object[i], all.a[i], all.b[i] != 0);
        long place = (long) all.y[i] << Integer.SIZE | all.x[i];
        kills.add(anywhere(), tick, kill, place);
        fileKill(victimCell, kill, place);
        killTick[all.object[i]] = tick;
        if (killer != Ships.NOBODY) {
            killTick[killer] = tick;
            int killerCell = cellOf(world.ships().x[killer], world.ships().y[killer]);
            if (killerCell != victimCell) {
                fileKill(killerCell, kill, place);
            }
        }
    }

    private void fileKill(int cell, int kill, long place) {
        kills.add(cell, tick, kill, place);
        heads[cell * CellTable.HEAD_WORDS + CellTable.NEWS_TICK] = tick;
    }

    /** Files an event in a cell; its coordinates are an offset in the cell {@code origin}. */
    private void file(WorldEvents all, int i, int cell, int origin) {
        int low = eventLow(all.kind[i], all.b[i], origin, cell);
        events.add(cell, tick, low, EventRecord.high(all.subject[i], all.object[i], all.x[i], all.y[i], all.a[i]));
        heads[cell * CellTable.HEAD_WORDS + CellTable.CHANGE_TICK] = tick;
        heads[cell * CellTable.HEAD_WORDS + CellTable.EVENT_TICK] = tick;
    }

    /** Returns the low part of an event that is filed in {@code cell}; its position is an offset in {@code origin}. */
    int eventLow(int kind, int b, int origin, int cell) {
        return EventRecord.low(kind, b, origin % columns - cell % columns, origin / columns - cell / columns);
    }

    /** Returns x 12 | y 12 | aim 8 | flags 4 of a ship record. */
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
