package io.tickstorm.room;

/** What reaches a room through its inbox, because it is rare enough to cost an object. */
sealed interface RoomCommand {
    Player player();

    /** Seat somebody, or give a seat back. */
    record Enter(Player player, JoinRequest request) implements RoomCommand {}

    /**
     * A line, already cleaned.
     *
     * @param request to be acknowledged; 0: none
     */
    record Chat(Player player, String line, int request) implements RoomCommand {}

    /** The player wants to be told of topics, or of them no more; bit n stands for topic number n. */
    record Listen(Player player, int topicBits, boolean listens, int request) implements RoomCommand {}
}
