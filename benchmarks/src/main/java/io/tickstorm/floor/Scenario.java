package io.tickstorm.floor;

import java.util.List;

/** What is played, named by its topology. The arena grows with a room's seats, so density is the same in all. */
enum Scenario {
    WORLD_1000_PLAYERS("World1000Players", 1_000, 1),
    ROOMS_50_OF_20_PLAYERS("Rooms50Of20Players", 20, 50),
    ONE_ROOM_200_PLAYERS("OneRoom200Players", 200, 1);

    private final String label;
    private final int seats;
    private final int rooms;

    Scenario(String label, int seats, int rooms) {
        this.label = label;
        this.seats = seats;
        this.rooms = rooms;
    }

    /** Everybody comes by quick play, which fills one room after the other. */
    int players() {
        return seats * rooms;
    }

    /** What a server of ours or a twin has to be told. */
    List<String> serverArguments() {
        return List.of(
                "--port", "0", "--seats", Integer.toString(seats), "--rooms", Integer.toString(rooms), "--bots", "0");
    }

    @Override
    public String toString() {
        return label;
    }
}
