package io.tickstorm.room;

import io.tickstorm.sim.StateImage;

/**
 * The properties by which a room is known, which never change. Immutable.
 *
 * @param code four letters, in the URL
 * @param epoch ticks of two epochs have nothing in common; a restored room has a new one
 * @param isPublic quick play may lead here
 * @param endsWhenEmpty false for the one room that is always there
 */
record RoomIdentity(String code, int epoch, boolean isPublic, boolean endsWhenEmpty) {
    private static final int CODE_LENGTH_MAX = 16;

    /** Writes itself as the first words of an image, and the seed after it. */
    void write(StateImage image, int seed) {
        image.text(code, CODE_LENGTH_MAX);
        image.flag(isPublic);
        image.flag(endsWhenEmpty);
        image.word(seed);
    }

    /** Reads what {@link #write} wrote up to the seed, which comes next. */
    static RoomIdentity read(StateImage image, int newEpoch) {
        return new RoomIdentity(image.text("", CODE_LENGTH_MAX), newEpoch, image.flag(false), image.flag(false));
    }
}
