package io.tickstorm.floor;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The scenarios that are compared, named by their topology, as in the load tool. */
enum Scenario {
    WORLD_1000_PLAYERS("World1000Players", 1_000, 400, 1),
    ROOMS_50_OF_20_PLAYERS("Rooms50Of20Players", 20, 20, 50),
    ONE_ROOM_200_PLAYERS("OneRoom200Players", 200, 16, 1);

    private final String label;
    private final int seats;
    /** Number of seats that the arena is sized for; a smaller one makes it more crowded. */
    private final int arenaSeats;

    private final int rooms;

    Scenario(String label, int seats, int arenaSeats, int rooms) {
        this.label = label;
        this.seats = seats;
        this.arenaSeats = arenaSeats;
        this.rooms = rooms;
    }

    /** Returns the scenario of this name, or throws a usage error. */
    static Scenario named(String name, CommandSpec spec) {
        for (Scenario scenario : values()) {
            if (scenario.label.equals(name)) {
                return scenario;
            }
        }
        throw new ParameterException(spec.commandLine(), "--scenario must be of " + List.of(values()));
    }

    /** Returns the number of players. All join by quick play, which fills one room after the other. */
    int players() {
        return seats * rooms;
    }

    /** Returns the options of the server or a twin. */
    List<String> serverArguments() {
        return List.of("--port=0", "--bots=0", "--seats=" + seats, "--arena-seats=" + arenaSeats, "--rooms=" + rooms);
    }

    @Override
    public String toString() {
        return label;
    }
}
