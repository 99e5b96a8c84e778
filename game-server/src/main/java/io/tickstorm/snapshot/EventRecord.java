package io.tickstorm.snapshot;

import io.tickstorm.sim.Fixed;

/**
 * Packs an event of the world into the two parts of a {@link CellLog} entry, and writes its wire form. Its position is
 * an offset in the cell where it happened, which may differ from the cell in which it is filed. Pure functions.
 *
 * <pre>
 *   low   bits 0-3    kind
 *         bits 4-15   b
 *         bits 16-18  columns from the cell in which it is filed to the cell of its position, -4 to 3
 *         bits 19-21  rows, likewise
 *   high  bits 0-11   subject
 *         bits 12-23  object
 *         bits 24-35  x in its cell, as in a record
 *         bits 36-47  y
 *         bits 48-59  a
 * </pre>
 */
final class EventRecord {
    private static final int WORD_BITS = 12;
    private static final int WORD_MASK = (1 << WORD_BITS) - 1;
    private static final int KIND_BITS = 4;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final int STEP_BITS = 3;
    private static final int STEP_MASK = (1 << STEP_BITS) - 1;
    private static final int COLUMNS_SHIFT = KIND_BITS + WORD_BITS;
    private static final int ROWS_SHIFT = COLUMNS_SHIFT + STEP_BITS;
    private static final int LOW_BITS = ROWS_SHIFT + STEP_BITS;
    private static final int AGE_BITS = 6;
    private static final int X_SHIFT = 2 * WORD_BITS;
    private static final int Y_SHIFT = 3 * WORD_BITS;
    private static final int A_SHIFT = 4 * WORD_BITS;

    private EventRecord() {}

    /** Returns the low part of an event that is filed some columns and rows before the cell of its position. */
    static int low(int kind, int b, int columns, int rows) {
        int steps = ((columns & STEP_MASK) << COLUMNS_SHIFT) | ((rows & STEP_MASK) << ROWS_SHIFT);
        return kind | ((b & WORD_MASK) << KIND_BITS) | steps;
    }

    /** Returns the high part of an event at a position of the arena; each field is cut to 12 bits. */
    static long high(int subject, int object, int x, int y, int a) {
        return subject
                | ((long) object << WORD_BITS)
                | ((long) VersionedCells.offset(x) << X_SHIFT)
                | ((long) VersionedCells.offset(y) << Y_SHIFT)
                | ((long) (a & WORD_MASK) << A_SHIFT);
    }

    /** Returns the kind. */
    static int kind(int low) {
        return low & KIND_MASK;
    }

    /** Returns b, whose meaning depends on the kind. */
    static int b(int low) {
        return (low >> KIND_BITS) & WORD_MASK;
    }

    /** Returns the ship that caused the event. */
    static int subject(long high) {
        return (int) high & WORD_MASK;
    }

    /** Returns the ship that the event affected. */
    static int object(long high) {
        return (int) (high >> WORD_BITS) & WORD_MASK;
    }

    /** Returns a, whose meaning depends on the kind. */
    static int a(long high) {
        return (int) (high >> A_SHIFT) & WORD_MASK;
    }

    /** Returns the x position of an event that is filed in a cell of this column. */
    static int x(int column, int low, long high) {
        return position(column + step(low >> COLUMNS_SHIFT), high >> X_SHIFT);
    }

    /** Returns the y position of an event that is filed in a cell of this row. */
    static int y(int row, int low, long high) {
        return position(row + step(low >> ROWS_SHIFT), high >> Y_SHIFT);
    }

    /** Writes the record of an event that is {@code age} ticks old. */
    static void write(BitWriter bits, int age, int low, long high) {
        bits.put(kind(low), KIND_BITS)
                .put(age, AGE_BITS)
                .put((int) high, X_SHIFT)
                .put((int) (high >> X_SHIFT), X_SHIFT)
                .put((int) (high >> A_SHIFT), WORD_BITS)
                .put(low >> KIND_BITS, LOW_BITS - KIND_BITS)
                .endRecord();
    }

    /** Decodes a signed number of {@link #STEP_BITS}. */
    private static int step(int bits) {
        int unused = Integer.SIZE - STEP_BITS;
        return (bits << unused) >> unused;
    }

    private static int position(int line, long offset) {
        int inCell = ((int) offset & VersionedCells.OFFSET_MASK) << VersionedCells.RECORD_SHIFT;
        return (line << Fixed.CELL_SHIFT) + inCell;
    }
}
