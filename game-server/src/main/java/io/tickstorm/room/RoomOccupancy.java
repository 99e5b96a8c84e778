package io.tickstorm.room;

/**
 * How full a room is, which is all that a stranger may know of it before the join.
 *
 * @param people who hold or were promised a seat; bots give theirs up
 * @param seats that people can hold
 */
public record RoomOccupancy(String code, int people, int seats) {
    public boolean hasSeat() {
        return people < seats;
    }
}
