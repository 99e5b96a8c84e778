package io.tickstorm.room;

/**
 * A room as the rest of the fleet sees it. Immutable.
 *
 * @param isPublic quick play may lead here
 * @param people who hold or were promised a seat; bots give theirs up
 * @param seats that people can hold
 */
public record RoomListing(String code, int epoch, boolean isPublic, int people, int seats) {
    /** Returns true if a seat is left for one more person. */
    public boolean hasSeat() {
        return people < seats;
    }
}
