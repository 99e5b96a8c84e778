package io.tickstorm.load;

import io.tickstorm.load.client.LoadPlan.Conduct;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A load with a name: a topology, a number of players, and their behaviour. Immutable.
 *
 * @param about description in a few words
 */
record Scenario(String name, String about, Topology topology, int players, Conduct conduct) {
    /** All scenarios, in the order in which they are listed. */
    static final List<Scenario> ALL = all();

    /** Returns the scenario of this name, or throws a usage error that lists the names. */
    static Scenario named(String name, CommandSpec spec) {
        String known = ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
        return ALL.stream()
                .filter(scenario -> scenario.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "no scenario is called '" + name + "'; there are " + known));
    }

    private static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (int players : new int[] {50, 100, 200}) {
            add(all, "OneRoom" + players + "Players", "a crowd in an arena for 16", Topology.ONE_ROOM, players);
        }
        for (int rooms : new int[] {10, 25, 50, 150}) {
            add(all, "Rooms" + rooms + "Of20Players", "many small matches", Topology.ROOMS_OF_20, 20 * rooms);
        }
        String world = "one large world at the same density; each player sees nearby ships";
        for (int players : new int[] {500, 1_000, 2_000, 3_000}) {
            add(all, "World" + players + "Players", world, Topology.WORLD, players);
        }
        String slow = "every fourth of 200 reads 2 kB a second; figures cover the others";
        all.add(new Scenario("SlowReaders", slow, Topology.WORLD, 200, new Conduct(0.25, 0, 0)));
        String storm = " of 500 lose their connection at once and resume their seats";
        all.add(new Scenario("ReconnectStorm", "all" + storm, Topology.WORLD, 500, new Conduct(0, 1, 0)));
        all.add(new Scenario("HalfReconnectStorm", "half" + storm, Topology.WORLD, 500, new Conduct(0, 0.5, 0)));
        String churn = "each of 300 leaves after 5 s on average and joins anew";
        all.add(new Scenario("JoinLeaveChurn", churn, Topology.WORLD, 300, new Conduct(0, 0, 5)));
        return List.copyOf(all);
    }

    private static void add(List<Scenario> all, String name, String about, Topology topology, int players) {
        all.add(new Scenario(name, about, topology, players, Conduct.STEADY));
    }
}
