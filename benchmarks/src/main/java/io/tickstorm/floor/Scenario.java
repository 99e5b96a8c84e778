package io.tickstorm.floor;

import java.util.List;

/** What is played, named by its topology, as the load tool has it. */
enum Scenario {
    WORLD_1000_PLAYERS("World1000Players", 1_000, 400, 1),
    ROOMS_50_OF_20_PLAYERS("Rooms50Of20Players", 20, 20, 50),
    ONE_ROOM_200_PLAYERS("OneRoom200Players", 200, 16, 1);

    private final String label;
    private final int seats;
    /** Seats the arena is sized for: fewer than there are make a crowd. */
    private final int arenaSeats;

    private final int rooms;

    Scenario(String label, int seats, int arenaSeats, int rooms) {
        this.label = label;
        this.seats = seats;
        this.arenaSeats = arenaSeats;
        this.rooms = rooms;
    }

    /** Everybody comes by quick play, which fills one room after the other. */
    int players() {
        return seats * rooms;
    }

    /** What a server of ours or a twin has to be told. */
    List<String> serverArguments() {
        return List.of("--port=0", "--bots=0", "--seats=" + seats, "--arena-seats=" + arenaSeats, "--rooms=" + rooms);
    }

    @Override
    public String toString() {
        return label;
    }
}
