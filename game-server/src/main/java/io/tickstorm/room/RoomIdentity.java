package io.tickstorm.room;

import io.tickstorm.sim.StateImage;

/**
 * The fixed properties that identify a room. Immutable.
 *
 * @param code four letters, in the URL
 * @param epoch ticks of different epochs are not comparable; each new owner of a room gives it a higher one
 * @param isPublic true if quick play may choose this room
 * @param endsWhenEmpty false for the one permanent room
 * @param order the settings in which it differs from other rooms
 */
record RoomIdentity(String code, int epoch, boolean isPublic, boolean endsWhenEmpty, RoomOrder order) {
    private static final int CODE_LENGTH_MAX = 16;
    /** The first epoch of a room is below this, which leaves room for 60,000 owners. */
    static final int FIRST_EPOCH_MAX = 1 << 30;

    static final int EPOCH_STEP_MAX = 1 << 14;

    /** Makes the identity of a room without settings of its own. */
    RoomIdentity(String code, int epoch, boolean isPublic, boolean endsWhenEmpty) {
        this(code, epoch, isPublic, endsWhenEmpty, RoomOrder.STANDARD);
    }

    /** Writes the identity as the first words of an image, followed by the seed. */
    void write(StateImage image, int seed) {
        image.text(code, CODE_LENGTH_MAX);
        image.word(epoch);
        image.flag(isPublic);
        image.flag(endsWhenEmpty);
        order.transfer(image);
        image.word(seed);
    }

    /** Reads the words of {@link #write} except the seed, which comes next. */
    static RoomIdentity read(StateImage image) {
        String code = image.text("", CODE_LENGTH_MAX);
        int epoch = image.word(0);
        boolean isPublic = image.flag(false);
        boolean endsWhenEmpty = image.flag(false);
        return new RoomIdentity(code, epoch, isPublic, endsWhenEmpty, RoomOrder.STANDARD.transfer(image));
    }

    /**
     * Returns the identity under a new owner.
     *
     * @param step 1 up to {@link #EPOCH_STEP_MAX}, drawn by chance: two owners that start from the same old image get
     *     different epochs
     */
    RoomIdentity renewed(int step) {
        int next = epoch > Integer.MAX_VALUE - EPOCH_STEP_MAX ? step : epoch + step;
        return new RoomIdentity(code, next, isPublic, endsWhenEmpty, order);
    }
}
