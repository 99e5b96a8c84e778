package io.tickstorm.load;

import java.util.List;

/** How players are spread over rooms, and what a server needs for that. */
enum Topology {
    /** All in one arena of the smallest size: everybody sees a large part of everybody. */
    ONE_ROOM,
    /** Matches of 20, each in an arena of their own. */
    ROOMS_OF_20,
    /** One room whose arena grows with the players, a seat for each and 2.5 times as dense as a match of 16. */
    WORLD;

    private static final int ROOM_SEATS = 20;
    private static final int ARENA_SEATS_MIN = 16;
    private static final double CROWD = 2.5;
    private static final int SEATS_MAX = 4_094;

    /** How many players it can hold. */
    int playersMax() {
        return this == ROOMS_OF_20 ? 20_000 : SEATS_MAX;
    }

    int roomsOf(int players) {
        return this == ROOMS_OF_20 ? (players + ROOM_SEATS - 1) / ROOM_SEATS : 0;
    }

    List<String> serverOptions(int players) {
        int seats = this == ROOMS_OF_20 ? ROOM_SEATS : players;
        int arena = switch (this) {
            case ONE_ROOM -> ARENA_SEATS_MIN;
            case ROOMS_OF_20 -> ROOM_SEATS;
            case WORLD -> Math.max(ARENA_SEATS_MIN, (int) Math.round(players / CROWD));
        };
        return List.of(
                "--bots", "0",
                "--seats", String.valueOf(seats),
                "--arena-seats", String.valueOf(arena),
                "--rooms", String.valueOf(roomsOf(players) + roomsOf(players) / 16 + 1),
                "--connections", String.valueOf(2 * players + 100));
    }
}
