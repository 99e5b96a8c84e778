package io.tickstorm.snapshot;

import io.tickstorm.interest.BeamCut;
import io.tickstorm.interest.Sight;
import io.tickstorm.sim.Pickups;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Shots;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;
import java.util.Arrays;

/**
 * Writes the segment of a cell for one client, restricted to its sight. An entity that enters the sight is sent in
 * full; an entity outside the new sight is sent as left. The entities that the client holds need no bookkeeping: they
 * are those in the sight of its baseline frame. Tick thread only.
 */
final class CutSegmentEncoder {
    private final World world;
    private final VersionedCells cells;
    private final WireBuffer out;
    private final RecordWriter records;
    private final BeamCut beam = new BeamCut();

    private Sight now = new Sight();
    private Sight held = now;
    private int since;
    private int sinceRow;

    private int cell;
    private int head;
    /** Kind and id of each entity that has left, as in its record. */
    private int[] left = new int[64];

    private int leftCount;
    /** The ships that entered the sight, although they did not enter their cell. */
    private int[] revealed = new int[64];

    private int revealedCount;

    /** Creates an encoder that appends segments to {@code out}. */
    CutSegmentEncoder(VersionedCells cells, WireBuffer out) {
        this.cells = cells;
        this.out = out;
        world = cells.world();
        records = new RecordWriter(cells, out);
    }

    /**
     * Starts the segments of one client's frame.
     *
     * @param sight of this frame
     * @param sightHeld of its baseline
     * @param baseline its tick, or 0
     */
    void begin(Sight sight, Sight sightHeld, int baseline) {
        now = sight;
        held = sightHeld;
        since = baseline;
        sinceRow = cells.past.row(baseline);
        revealedCount = 0;
    }

    /** Returns the number of ships that entered the sight because it moved, or by moving within their cell. */
    int revealedCount() {
        return revealedCount;
    }

    int revealed(int i) {
        return revealed[i];
    }

    /** Writes the segment of a cell, unless it is empty; a cell that is not held is sent in full. */
    void write(int of, boolean isHeld) {
        cell = of;
        head = 0;
        leftCount = 0;
        int from = isHeld ? since : 0;
        int start = out.length();
        out.varint(cell);
        int headPosition = out.startList();
        writeShips(from);
        writeBolts(from);
        writePickups(from);
        if (from != 0 && cells.hasEvents(cell, from)) {
            writeEvents();
        }
        if (from != 0 && cells.hasLeft(cell, from)) {
            findLeft();
        }
        writeLeft();
        if (head == 0) {
            out.truncate(start);
        } else {
            out.set(headPosition - 1, from == 0 ? head | SegmentEncoder.RESET : head);
        }
    }

    private void writeShips(int from) {
        CellTable table = cells.ships;
        int id = table.first(cell);
        if (id == CellTable.END) {
            return;
        }
        Ships all = world.ships();
        int list = out.startList();
        int count = 0;
        for (; id != CellTable.END; id = table.next(id)) {
            boolean isHeld = table.enterTick[id] <= from && wasShipInSight(id);
            if (!now.contains(all.x[id], all.y[id])) {
                leaveIf(isHeld, table.left(id));
            } else if (!isHeld || table.changeTick[id] > from) {
                records.ship(id);
                count++;
                if (!isHeld && table.enterTick[id] <= from) {
                    reveal(id);
                }
            }
        }
        end(SegmentEncoder.SHIPS, list, count);
    }

    private void writeBolts(int from) {
        CellTable table = cells.bolts;
        int id = table.first(cell);
        if (id == CellTable.END) {
            return;
        }
        Shots all = world.shots();
        int back = cells.tick() - from;
        int list = out.startList();
        int count = 0;
        for (; id != CellTable.END; id = table.next(id)) {
            int x = all.x[id];
            int y = all.y[id];
            boolean isHeld =
                    table.enterTick[id] <= from && held.contains(x - back * all.stepX[id], y - back * all.stepY[id]);
            if (!now.contains(x, y)) {
                leaveIf(isHeld, table.left(id));
            } else if (!isHeld || table.changeTick[id] > from) {
                records.bolt(id);
                count++;
            }
        }
        end(SegmentEncoder.BOLTS, list, count);
    }

    private void writePickups(int from) {
        CellTable table = cells.pickups;
        int id = table.first(cell);
        if (id == CellTable.END) {
            return;
        }
        Pickups all = world.pickups();
        int list = out.startList();
        int count = 0;
        for (; id != CellTable.END; id = table.next(id)) {
            boolean isHeld = table.enterTick[id] <= from && held.contains(all.x[id], all.y[id]);
            if (!now.contains(all.x[id], all.y[id])) {
                leaveIf(isHeld, table.left(id));
            } else if (!isHeld) {
                records.pickup(id);
                count++;
            }
        }
        end(SegmentEncoder.PICKUPS, list, count);
    }

    private void writeEvents() {
        CellLog events = cells.events;
        int list = out.startList();
        int count = 0;
        for (long e = events.newest(cell); events.isAfter(e, since); e = events.older(e)) {
            if (isInSight(e)) {
                writeEvent(e);
                count++;
            }
        }
        end(SegmentEncoder.EVENTS, list, count);
    }

    /** Returns true if the event is in sight; also clips the beam of a beam event. */
    private boolean isInSight(long event) {
        int low = cells.events.low(event);
        long high = cells.events.high(event);
        int x = EventRecord.x(cell % cells.columns(), low, high);
        int y = EventRecord.y(cell / cells.columns(), low, high);
        return EventRecord.kind(low) == WorldEvents.BEAM
                ? beam.cut(now, x, y, EventRecord.a(high), beamLength(low))
                : now.contains(x, y);
    }

    private static int beamLength(int low) {
        return WorldEvents.beamLength(EventRecord.b(low));
    }

    private void writeEvent(long event) {
        int low = cells.events.low(event);
        long high = cells.events.high(event);
        if (EventRecord.kind(low) == WorldEvents.BEAM) {
            int victim = beam.isWholeUntilItsEnd(beamLength(low)) ? EventRecord.object(high) : Ships.NOBODY;
            int origin = cells.cellOf(beam.x(), beam.y());
            int b = WorldEvents.withBeamLength(EventRecord.b(low), beam.length());
            low = cells.eventLow(WorldEvents.BEAM, b, origin, cell);
            high = EventRecord.high(EventRecord.subject(high), victim, beam.x(), beam.y(), EventRecord.a(high));
        }
        records.event(cells.events.tick(event), low, high);
    }

    /** Finds the entities that were in the cell and the sight of the baseline, and are not in the sight now. */
    private void findLeft() {
        CellLog log = cells.left;
        for (long e = log.newest(cell); log.isAfter(e, since); e = log.older(e)) {
            int low = log.low(e);
            int enterTick = log.tick(e) - CellTable.stayTicksOf(low);
            leaveIf(enterTick <= since && isLost(low, since - enterTick, log.high(e)), low);
        }
    }

    private boolean isLost(int low, int ticksInCell, long trace) {
        int id = CellTable.idOf(low);
        return switch (CellTable.kindOf(low)) {
            case VersionedCells.SHIP -> {
                Ships all = world.ships();
                yield wasShipInSight(id) && !isListed(cells.ships, id, all.x, all.y);
            }
            case VersionedCells.BOLT -> {
                Shots all = world.shots();
                int x = BoltTrace.x(trace, ticksInCell, world.rules());
                int y = BoltTrace.y(trace, ticksInCell, world.rules());
                yield held.contains(x, y) && !isListed(cells.bolts, id, all.x, all.y);
            }
            default -> {
                Pickups all = world.pickups();
                yield held.contains(all.x[id], all.y[id]) && !isListed(cells.pickups, id, all.x, all.y);
            }
        };
    }

    /**
     * Returns true if the entity, or another one that now has its id, is in sight, and therefore has a record that
     * replaces it.
     */
    private boolean isListed(CellTable table, int id, int[] x, int[] y) {
        return table.isAnywhere(id) && now.contains(x[id], y[id]);
    }

    private boolean wasShipInSight(int id) {
        return held.contains(cells.past.x(sinceRow, id), cells.past.y(sinceRow, id));
    }

    private void writeLeft() {
        if (leftCount > 0) {
            head |= SegmentEncoder.LEFT;
            out.varint(leftCount);
            for (int i = 0; i < leftCount; i++) {
                records.left(left[i]);
            }
        }
    }

    private void end(int section, int list, int count) {
        if (count == 0) {
            out.truncate(list - 1);
        } else {
            out.endList(list, count);
            head |= section;
        }
    }

    private void reveal(int ship) {
        if (revealedCount == revealed.length) {
            revealed = Arrays.copyOf(revealed, 2 * revealedCount);
        }
        revealed[revealedCount++] = ship;
    }

    private void leaveIf(boolean leaves, int kindAndId) {
        if (leaves) {
            if (leftCount == left.length) {
                left = Arrays.copyOf(left, 2 * leftCount);
            }
            left[leftCount++] = kindAndId;
        }
    }
}
