package io.tickstorm.kit;

/**
 * The layout of a ServerFrame that all players of a room share: the field {@link #FIELD} has a record for each seat.
 * Only the broadcast contender sends it; the schema does not have this field. Constants.
 *
 * <pre>
 *   x 2 | y 2   in 1/2 u, high byte first; zero in an empty seat
 *   aim 1       in 1/256 turn
 *   age 1       of the newest input, as {@link NewestInput#age}
 *   margin 1    of the newest input, as {@link NewestInput#takeMargin}
 * </pre>
 */
public final class SharedFrame {
    /** The number of the field. */
    public static final int FIELD = 2_001;

    /** The bytes of a seat. */
    public static final int RECORD_BYTES = 7;
    /** The offset of the age in a record. */
    public static final int AGE_AT = 5;
    /** The offset of the margin in a record. */
    public static final int MARGIN_AT = 6;

    private SharedFrame() {}
}
