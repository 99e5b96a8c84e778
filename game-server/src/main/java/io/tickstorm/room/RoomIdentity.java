package io.tickstorm.room;

import io.tickstorm.sim.StateImage;

/**
 * The fixed properties that identify a room. Immutable.
 *
 * @param code four letters, in the URL
 * @param epoch ticks of different epochs are not comparable; a restored room has a new one
 * @param isPublic true if quick play may choose this room
 * @param endsWhenEmpty false for the one permanent room
 */
record RoomIdentity(String code, int epoch, boolean isPublic, boolean endsWhenEmpty) {
    private static final int CODE_LENGTH_MAX = 16;

    /** Writes the identity as the first words of an image, followed by the seed. */
    void write(StateImage image, int seed) {
        image.text(code, CODE_LENGTH_MAX);
        image.flag(isPublic);
        image.flag(endsWhenEmpty);
        image.word(seed);
    }

    /** Reads the words of {@link #write} except the seed, which comes next. */
    static RoomIdentity read(StateImage image, int newEpoch) {
        return new RoomIdentity(image.text("", CODE_LENGTH_MAX), newEpoch, image.flag(false), image.flag(false));
    }
}
