package io.tickstorm.snapshot;

import java.util.Arrays;

/**
 * The entities of one kind: which cell each is in, since when, and when it last changed in a way nobody could foresee.
 * An id is used again, so a life is the id and the tick it began. Tick thread only.
 */
final class CellTable {
    static final int END = -1;
    private static final int NOWHERE = -1;

    /** The tick an entity came into its cell. */
    final int[] enterTick;
    /** The tick its record last changed. */
    final int[] changeTick;

    private final int kind;
    private final int[] cell;
    private final int[] bornTick;
    private final long[] drawn;
    private final int[] first;
    private final int[] next;
    private final CellLog left;
    private final int[] cellChangeTick;
    private int tick;

    /**
     * @param kind as in a {@code left} record
     * @param left where it is noted that an entity left a cell
     * @param cellChangeTick by cell, the tick of its last change, whatever changed
     */
    CellTable(int kind, int capacity, CellLog left, int[] cellChangeTick) {
        this.kind = kind;
        this.left = left;
        this.cellChangeTick = cellChangeTick;
        enterTick = new int[capacity];
        changeTick = new int[capacity];
        cell = new int[capacity];
        bornTick = new int[capacity];
        drawn = new long[capacity];
        next = new int[capacity];
        first = new int[cellChangeTick.length];
        Arrays.fill(cell, NOWHERE);
        Arrays.fill(first, END);
    }

    /** A new tick; afterwards every id is either seen or gone, highest id first. */
    void begin(int now) {
        tick = now;
        Arrays.fill(first, END);
    }

    /**
     * The entity lives.
     *
     * @param born tick its life began
     * @param bits all that is drawn of it, if that may change
     */
    void seen(int id, int inCell, int born, long bits) {
        boolean isNew = cell[id] == NOWHERE || bornTick[id] != born;
        if (cell[id] != inCell) {
            gone(id);
            cell[id] = inCell;
            enterTick[id] = tick;
            cellChangeTick[inCell] = tick;
        }
        if (isNew || drawn[id] != bits) {
            changeTick[id] = tick;
            cellChangeTick[inCell] = tick;
        }
        bornTick[id] = born;
        drawn[id] = bits;
        next[id] = first[inCell];
        first[inCell] = id;
    }

    /** There is no such entity, or it is where nobody sees it. */
    void gone(int id) {
        if (cell[id] != NOWHERE) {
            left.add(cell[id], tick, left(id), 0);
            cellChangeTick[cell[id]] = tick;
            cell[id] = NOWHERE;
        }
    }

    /** Lowest id in a cell, or {@link #END}. */
    int first(int inCell) {
        return first[inCell];
    }

    int next(int id) {
        return next[id];
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

    /** How many in a cell are newer than {@code since}. */
    int countNewer(int inCell, int since) {
        int count = 0;
        for (int id = first[inCell]; id != END; id = next[id]) {
            if (isNewer(id, since)) {
                count++;
            }
        }
        return count;
    }

    /** kind 2 | id 14, as in a {@code left} record. */
    private int left(int id) {
        return kind | id << 2;
    }
}
