package io.tickstorm.room;

/** What reaches a room through its inbox, because it is rare enough to cost an object. */
sealed interface RoomCommand {
    Player player();

    /** Seat somebody, or give a seat back. */
    record Enter(Player player, JoinRequest request) implements RoomCommand {}

    /** A line, already cleaned. */
    record Chat(Player player, String line) implements RoomCommand {}
}
