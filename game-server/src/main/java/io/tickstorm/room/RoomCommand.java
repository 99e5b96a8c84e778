package io.tickstorm.room;

import org.jspecify.annotations.Nullable;

/** A command that reaches a room through its inbox, because it is rare enough to cost an object. */
sealed interface RoomCommand {
    Player player();

    /**
     * Seats a person, or gives a seat back.
     *
     * @param ifFull null if a seat was promised; otherwise the reason to refuse with if no seat gets free in time
     */
    record Enter(
            Player player, JoinRequest request, @Nullable CloseReason ifFull) implements RoomCommand {
        Enter(Player player, JoinRequest request) {
            this(player, request, null);
        }

        /** A seat of the room is counted for this player, and has to be given back if the player is not seated. */
        boolean holdsPromise() {
            return ifFull == null && !request.resume().isAsked();
        }
    }

    /**
     * A line, already cleaned.
     *
     * @param request to be acknowledged; 0: none
     */
    record Chat(Player player, String line, int request) implements RoomCommand {}

    /** The player wants to be told of topics, or of them no more; bit n stands for topic number n. */
    record Listen(Player player, int topicBits, boolean listens, int request) implements RoomCommand {}
}
