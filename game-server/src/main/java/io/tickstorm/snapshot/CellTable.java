package io.tickstorm.snapshot;

import java.util.Arrays;

/**
 * The entities of one kind: which cell each is in, since when, and when it last changed in a way nobody could foresee.
 * An id is used again, so a life is the id and the tick it began. Tick thread only.
 */
final class CellTable {
    static final int END = -1;
    /**
     * The lowest id of each of the three kinds, and the newest tick in which anything changed in the cell, left it, or
     * happened in it.
     */
    static final int HEAD_WORDS = 8;

    static final int CHANGE_TICK = 3;
    static final int LEFT_TICK = 4;
    static final int EVENT_TICK = 5;
    /** Bits of a {@code left} record. */
    static final int LEFT_BITS = 16;

    private static final int ID_MASK = (1 << 14) - 1;
    private static final int NOWHERE = -1;
    private static final int STAY_TICKS_MAX = (1 << (32 - LEFT_BITS)) - 1;

    /** The tick an entity came into its cell. */
    final int[] enterTick;
    /** The tick its record last changed. */
    final int[] changeTick;

    /** Goes into the log of those that left, with the entity's id; its meaning is up to the caller. */
    final long[] trace;

    private final int kind;
    private final int[] cell;
    private final int[] bornTick;
    private final long[] drawn;
    private final int[] next;
    private final CellLog left;
    /**
     * The heads of all cells, side by side for each cell, so that they are one line of memory: see {@link #HEAD_WORDS}.
     */
    private final int[] heads;

    private int tick;

    /**
     * @param kind as in a {@code left} record
     * @param left where it is noted that an entity left a cell
     * @param heads {@link #HEAD_WORDS} for each cell, which tables of other kinds share
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

    /** Begins a tick. Before its end every id has to be either seen or gone, highest id first. */
    void begin(int now) {
        tick = now;
        for (int at = kind; at < heads.length; at += HEAD_WORDS) {
            heads[at] = END;
        }
    }

    /**
     * Notes that an entity lives. A life that follows another one without a gap comes into its cell like every new one.
     *
     * @param born tick its life began
     * @param bits all that is drawn of it, if that may change
     */
    void seen(int id, int inCell, int born, long bits) {
        boolean isNew = cell[id] == NOWHERE || bornTick[id] != born;
        if (isNew || cell[id] != inCell) {
            gone(id);
            cell[id] = inCell;
            enterTick[id] = tick;
            heads[inCell * HEAD_WORDS + CHANGE_TICK] = tick;
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

    /** Notes that there is no such entity, or that it is where no client sees it. */
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

    /** Returns how many in a cell are newer than {@code since}. */
    int countNewer(int inCell, int since) {
        int count = 0;
        for (int id = first(inCell); id != END; id = next[id]) {
            if (isNewer(id, since)) {
                count++;
            }
        }
        return count;
    }

    /** The kind in an entry of the log of those that left. */
    static int kindOf(int low) {
        return low & 3;
    }

    static int idOf(int low) {
        return low >> 2 & ID_MASK;
    }

    /** Returns how many ticks it had been there, at most 65,535. */
    static int stayTicksOf(int low) {
        return low >>> LEFT_BITS;
    }

    /** kind 2 | id 14, as in a {@code left} record. */
    int left(int id) {
        return kind | id << 2;
    }
}
