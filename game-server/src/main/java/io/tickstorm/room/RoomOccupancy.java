package io.tickstorm.room;

/**
 * The number of people and of seats in a room, which is all that a stranger may know of it before the join. Immutable.
 *
 * @param people who hold or were promised a seat; bots give theirs up
 * @param seats that people can hold
 */
public record RoomOccupancy(String code, int people, int seats) {
    /** Returns true if a seat is left for one more person. */
    public boolean hasSeat() {
        return people < seats;
    }
}
