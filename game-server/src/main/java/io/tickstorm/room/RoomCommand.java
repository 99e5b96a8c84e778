package io.tickstorm.room;

import org.jspecify.annotations.Nullable;

/** A command for a room's inbox; commands are rare enough to be objects. */
sealed interface RoomCommand {
    Player player();

    /**
     * Seats a player, or resumes a seat.
     *
     * @param ifFull null if a seat was reserved; otherwise the reason for a refusal if no seat becomes free in time
     */
    record Enter(
            Player player, JoinRequest request, @Nullable CloseReason ifFull) implements RoomCommand {
        Enter(Player player, JoinRequest request) {
            this(player, request, null);
        }

        /** Returns true if a seat is reserved for this player, and has to be released if the player is not seated. */
        boolean holdsPromise() {
            return ifFull == null && !request.resume().isAsked();
        }
    }

    /**
     * Sends an already cleaned chat line.
     *
     * @param request number to acknowledge; 0: none
     */
    record Chat(Player player, String line, int request) implements RoomCommand {}

    /** Subscribes the player to topics, or unsubscribes; bit n stands for topic number n. */
    record Listen(Player player, int topicBits, boolean listens, int request) implements RoomCommand {}

    /** Sends the player a page of the standings, from a place on; places begin at 1. */
    record Standings(Player player, int firstPlace, int request) implements RoomCommand {}
}
