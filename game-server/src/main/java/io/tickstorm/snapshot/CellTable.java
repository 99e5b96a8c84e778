package io.tickstorm.snapshot;

import java.util.Arrays;

/**
 * The entities of one kind: the cell of each, since when, and its last unpredictable change. Ids are reused, so a life
 * is the id plus the tick it began. Tick thread only.
 */
final class CellTable {
    static final int END = -1;
    /**
     * Words per cell: the lowest id of each of the three kinds, and four ticks. These are the newest ones in which
     * something changed in the cell, left it, happened in it, or became news for the roster.
     */
    static final int HEAD_WORDS = 8;

    static final int CHANGE_TICK = 3;
    static final int LEFT_TICK = 4;
    static final int EVENT_TICK = 5;
    /** A ship entered, the roster entry of a ship in the cell changed, or a kill was filed. */
    static final int NEWS_TICK = 6;
    /** Bits of a {@code left} record. */
    static final int LEFT_BITS = 16;

    private static final int ID_MASK = (1 << 14) - 1;
    private static final int NOWHERE = -1;
    private static final int STAY_TICKS_MAX = (1 << (32 - LEFT_BITS)) - 1;

    /** The tick in which an entity entered its cell. */
    final int[] enterTick;
    /** The tick in which its record last changed. */
    final int[] changeTick;

    /** Extra data that is logged when an entity leaves a cell; the caller defines its meaning. */
    final long[] trace;

    private final int kind;
    private final int[] cell;
    private final int[] bornTick;
    private final long[] drawn;
    private final int[] next;
    private final CellLog left;
    /** The heads of all cells, adjacent for each cell so that they share a cache line: see {@link #HEAD_WORDS}. */
    private final int[] heads;

    private int tick;

    /**
     * Creates an empty table.
     *
     * @param kind as in a {@code left} record
     * @param left the log of entities that leave a cell
     * @param heads {@link #HEAD_WORDS} for each cell, shared with the tables of other kinds
     */
    CellTable(int kind, int capacity, CellLog left, int[] heads) {
        this.kind = kind;
        this.left = left;
        this.heads = heads;
        enterTick = new int[capacity];
        changeTick = new int[capacity];
        cell = new int[capacity];
        bornTick = new int[capacity];
        trace = new long[capacity];
        drawn = new long[capacity];
        next = new int[capacity];
        Arrays.fill(cell, NOWHERE);
        begin(0);
    }

    /** Begins a tick. By its end every id has to be reported as seen or gone, highest id first. */
    void begin(int now) {
        tick = now;
        for (int at = kind; at < heads.length; at += HEAD_WORDS) {
            heads[at] = END;
        }
    }

    /**
     * Reports that an entity lives. A life that follows another one without a gap enters its cell like every new one.
     *
     * @param born tick its life began
     * @param bits all drawn properties that may change
     */
    void seen(int id, int inCell, int born, long bits) {
        boolean isNew = cell[id] == NOWHERE || bornTick[id] != born;
        if (isNew || cell[id] != inCell) {
            gone(id);
            cell[id] = inCell;
            enterTick[id] = tick;
            heads[inCell * HEAD_WORDS + CHANGE_TICK] = tick;
            if (kind == VersionedCells.SHIP) {
                heads[inCell * HEAD_WORDS + NEWS_TICK] = tick;
            }
        }
        if (isNew || drawn[id] != bits) {
            changeTick[id] = tick;
            heads[inCell * HEAD_WORDS + CHANGE_TICK] = tick;
        }
        bornTick[id] = born;
        drawn[id] = bits;
        int head = inCell * HEAD_WORDS + kind;
        next[id] = heads[head];
        heads[head] = id;
    }

    /** Reports that the entity does not exist, or is at a position where no client sees it. */
    void gone(int id) {
        if (cell[id] != NOWHERE) {
            int stayTicks = Math.min(STAY_TICKS_MAX, tick - enterTick[id]);
            left.add(cell[id], tick, left(id) | stayTicks << LEFT_BITS, trace[id]);
            heads[cell[id] * HEAD_WORDS + CHANGE_TICK] = tick;
            heads[cell[id] * HEAD_WORDS + LEFT_TICK] = tick;
            cell[id] = NOWHERE;
        }
    }

    /** Returns the lowest id in a cell, or {@link #END}. */
    int first(int inCell) {
        return heads[inCell * HEAD_WORDS + kind];
    }

    int next(int id) {
        return next[id];
    }

    /** Notes that something about an entity changed that its record does not contain. */
    void note(int id) {
        if (cell[id] != NOWHERE) {
            heads[cell[id] * HEAD_WORDS + NEWS_TICK] = tick;
        }
    }

    boolean isAnywhere(int id) {
        return cell[id] != NOWHERE;
    }

    boolean isIn(int id, int inCell) {
        return cell[id] == inCell;
    }

    boolean isNewer(int id, int since) {
        return enterTick[id] > since || changeTick[id] > since;
    }

    long drawn(int id) {
        return drawn[id];
    }

    /** Returns the number of entities in a cell that are newer than {@code since}. */
    int countNewer(int inCell, int since) {
        int count = 0;
        for (int id = first(inCell); id != END; id = next[id]) {
            if (isNewer(id, since)) {
                count++;
            }
        }
        return count;
    }

    /** Returns the kind in an entry of the log of entities that left. */
    static int kindOf(int low) {
        return low & 3;
    }

    static int idOf(int low) {
        return low >> 2 & ID_MASK;
    }

    /** Returns the time for which the entity had been in the cell, in ticks, at most 65,535. */
    static int stayTicksOf(int low) {
        return low >>> LEFT_BITS;
    }

    /** Returns kind 2 | id 14, as in a {@code left} record. */
    int left(int id) {
        return kind | id << 2;
    }
}
