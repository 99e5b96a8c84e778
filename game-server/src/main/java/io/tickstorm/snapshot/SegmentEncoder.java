package io.tickstorm.snapshot;

/**
 * Writes the changes in one cell since a tick. Each is encoded once a tick for all clients that see the whole cell and
 * need the same {@code since}; 0 is RESET: the whole content. {@link CutSegmentEncoder} writes the events. Tick thread
 * only.
 *
 * <pre>
 *   segment  := cell:varint  head:byte  section*
 *   head        bit 0 ships | 1 bolts | 2 pickups | 3 events | 4 left | 5 RESET | 6-7 zero
 *   section  := count:varint  record*
 *
 *   ship     6 B   id 12 | x 12 | y 12 | aim 8 | flags 4
 *   bolt     9 B   id 14 | x 12 | y 12 | angle 12 | owner 12 | age 8 | weapon 2
 *   pickup   5 B   id 12 | x 12 | y 12 | kind 4
 *   event   11 B   kind 4 | age 6 | subject 12 | object 12 | x 12 | y 12 | a 12 | b 12 | columns 3 | rows 3
 *   left     2 B   kind 2 | id 14
 * </pre>
 *
 * <p>Public so that a benchmark can measure this stage alone.
 */
public final class SegmentEncoder {
    static final int SHIPS = 1;
    static final int BOLTS = 2;
    static final int PICKUPS = 4;
    static final int EVENTS = 8;
    static final int LEFT = 16;
    static final int RESET = 32;

    private final VersionedCells cells;
    private final SharedRuns runs;
    private final WireBuffer out;
    private final RecordWriter records;
    private final CellTable[] tables;
    private int head;

    public SegmentEncoder(VersionedCells cells) {
        this.cells = cells;
        runs = new SharedRuns(cells.columns() * cells.columns());
        out = runs.out;
        records = new RecordWriter(cells, out);
        tables = new CellTable[] {cells.ships, cells.bolts, cells.pickups};
    }

    /** Drops the encoded segments, because the world has advanced. */
    public void beginTick() {
        runs.clear();
    }

    /** Returns the run of a cell since a tick, for {@link #length} and {@link #copy}. */
    public int segment(int cell, int since) {
        int run = runs.find(cell, since);
        return run != SharedRuns.NONE ? run : encode(cell, since);
    }

    /** Returns the length of a run in bytes; 0 if nothing changed. */
    public int length(int run) {
        return runs.length(run);
    }

    void copy(int run, WireBuffer to) {
        runs.copy(run, to);
    }

    private int encode(int cell, int since) {
        int start = out.length();
        out.varint(cell);
        int headPosition = out.length();
        out.put(0);
        head = 0;
        putShips(cell, since);
        putBolts(cell, since);
        putPickups(cell, since);
        if (since != 0 && cells.hasLeft(cell, since)) {
            putLeft(cell, since);
        }
        if (head == 0) {
            out.truncate(start);
        } else {
            out.set(headPosition, since == 0 ? head | RESET : head);
        }
        return runs.add(cell, since, start);
    }

    private boolean open(int section, int count) {
        if (count > 0) {
            head |= section;
            out.varint(count);
        }
        return count > 0;
    }

    private void putShips(int cell, int since) {
        CellTable ships = cells.ships;
        if (!open(SHIPS, ships.countNewer(cell, since))) {
            return;
        }
        for (int id = ships.first(cell); id != CellTable.END; id = ships.next(id)) {
            if (ships.isNewer(id, since)) {
                records.ship(id);
            }
        }
    }

    private void putBolts(int cell, int since) {
        CellTable bolts = cells.bolts;
        if (!open(BOLTS, bolts.countNewer(cell, since))) {
            return;
        }
        for (int id = bolts.first(cell); id != CellTable.END; id = bolts.next(id)) {
            if (bolts.isNewer(id, since)) {
                records.bolt(id);
            }
        }
    }

    private void putPickups(int cell, int since) {
        CellTable pickups = cells.pickups;
        if (!open(PICKUPS, pickups.countNewer(cell, since))) {
            return;
        }
        for (int id = pickups.first(cell); id != CellTable.END; id = pickups.next(id)) {
            if (pickups.isNewer(id, since)) {
                records.pickup(id);
            }
        }
    }

    private void putLeft(int cell, int since) {
        CellLog left = cells.left;
        int count = 0;
        for (long e = left.newest(cell); left.isAfter(e, since); e = left.older(e)) {
            count += isBack(left.low(e), cell) ? 0 : 1;
        }
        if (!open(LEFT, count)) {
            return;
        }
        for (long e = left.newest(cell); left.isAfter(e, since); e = left.older(e)) {
            if (!isBack(left.low(e), cell)) {
                records.left(left.low(e));
            }
        }
    }

    /** Returns true if the entity that left is in the cell again: itself, or the next life of its id. */
    private boolean isBack(int low, int cell) {
        return tables[CellTable.kindOf(low)].isIn(CellTable.idOf(low), cell);
    }
}
