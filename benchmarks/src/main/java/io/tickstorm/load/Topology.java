package io.tickstorm.load;

import io.tickstorm.ServerOptions;
import io.tickstorm.kit.ServerDefaults;
import java.util.List;

/** The ways in which players are spread over rooms, with the server options that each needs. */
enum Topology {
    /** All play in one arena of the smallest size, where each player sees many of the others. */
    ONE_ROOM,
    /** Matches of 20, each in an arena of its own. */
    ROOMS_OF_20,
    /** One room whose arena grows with the players, 2.5 times as dense as a match of 16. */
    WORLD;

    private static final int ROOM_SEATS = 20;
    private static final double DENSITY = 2.5;

    /** Returns the largest number of players. */
    int playersMax() {
        return this == ROOMS_OF_20 ? Load.PLAYERS_MAX : ServerOptions.SEATS_MAX;
    }

    /** Returns the number of rooms that the players open; 0: they join by quick play. */
    int roomsOf(int players) {
        return this == ROOMS_OF_20 ? (players + ROOM_SEATS - 1) / ROOM_SEATS : 0;
    }

    /** Returns the options of a server for this number of players. */
    List<String> serverOptions(int players) {
        int seats = this == ROOMS_OF_20 ? ROOM_SEATS : players;
        int arena = switch (this) {
            case ONE_ROOM -> ServerDefaults.ARENA_SEATS;
            case ROOMS_OF_20 -> ROOM_SEATS;
            case WORLD -> Math.max(ServerDefaults.ARENA_SEATS, (int) Math.round(players / DENSITY));
        };
        return List.of(
                "--bots", "0",
                "--seats", String.valueOf(seats),
                "--arena-seats", String.valueOf(arena),
                "--rooms", String.valueOf(roomsOf(players) + roomsOf(players) / 16 + 1),
                "--connections", String.valueOf(2 * players + 100));
    }
}
