package io.tickstorm.room;

/**
 * The number of players and seats of a room: the only facts that are public before a join. Immutable.
 *
 * @param people players with a held or reserved seat; bots give up theirs
 * @param seats that players can hold
 */
public record RoomOccupancy(String code, int people, int seats) {
    /** Returns true if a seat is left for one more player. */
    public boolean hasSeat() {
        return people < seats;
    }
}
