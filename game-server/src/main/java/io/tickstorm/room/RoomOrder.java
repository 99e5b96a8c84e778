package io.tickstorm.room;

import io.tickstorm.sim.StateImage;

/**
 * The settings that a player chose for a private room. Immutable.
 *
 * @param seats 2 up to the seats of the server's rooms; 0 for as many as those
 * @param bots participants up to which bots fill the room, 0 up to its seats; -1 for the server's number
 * @param roundS length of a round, 60 to 1,800 s; 0 for the standard length
 */
public record RoomOrder(int seats, int bots, int roundS) {
    /** A room with the settings of the server. */
    public static final RoomOrder STANDARD = new RoomOrder(0, -1, 0);

    private static final int SEATS_MIN = 2;
    private static final int ROUND_S_MIN = 60;
    private static final int ROUND_S_MAX = 1_800;

    /**
     * Returns a sentence that says what a room cannot have, or an empty text.
     *
     * @param seatsMax seats of the server's rooms
     */
    public String fault(int seatsMax) {
        if (seats != 0 && (seats < SEATS_MIN || seats > seatsMax)) {
            return "a room has " + SEATS_MIN + " to " + seatsMax + " seats";
        }
        if (bots < -1 || bots > (seats == 0 ? seatsMax : seats)) {
            return "a room has no more bots than seats";
        }
        boolean isStandard = roundS == 0;
        return isStandard || (roundS >= ROUND_S_MIN && roundS <= ROUND_S_MAX)
                ? ""
                : "a round lasts " + ROUND_S_MIN + " to " + ROUND_S_MAX + " seconds";
    }

    /** Writes itself into an image, or returns the order that one holds. */
    RoomOrder transfer(StateImage image) {
        return new RoomOrder(image.word(seats), image.word(bots), image.word(roundS));
    }
}
