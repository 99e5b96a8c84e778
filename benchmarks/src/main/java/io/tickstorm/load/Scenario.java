package io.tickstorm.load;

import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.client.LoadPlan.Conduct;
import io.tickstorm.load.report.Summary;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A load by name: the topology, the players, and the options of the server it needs. Immutable.
 *
 * @param about one sentence for a list
 */
record Scenario(String name, String about, Topology topology, int players, Conduct conduct) {
    private static final URI NOWHERE = URI.create("ws://127.0.0.1/ws");

    static final List<Scenario> ALL = all();

    /** @throws ParameterException that lists the names */
    static Scenario named(String name, CommandSpec spec) {
        return ALL.stream()
                .filter(scenario -> scenario.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no scenario is called '" + name + "'; there are "
                                + ALL.stream().map(Scenario::name).collect(Collectors.joining(", "))));
    }

    /** Starts a server, plays, says what it was like, stops it; the exit code. */
    int play(TimeOptions times, OutputOptions output, OwnServerOptions ownServer, String command) throws IOException {
        times.check();
        output.check();
        ServerProcess.Launch launch = ownServer.launch();
        ownServer.pinTool();
        try (ServerProcess server = ServerProcess.start(launch, topology.serverOptions(players))) {
            LoadPlan plan = plan(times.seed(), times.times()).at(server.url());
            Run run = Run.play(plan, name, command, output.thresholds(), System.err);
            System.out.print(Summary.of(run.result()));
            output.write(run.result(), run.figures());
            return run.result().verdict().exitCode();
        }
    }

    LoadPlan plan(int seed, LoadPlan.Times times) {
        return new LoadPlan(NOWHERE, players, topology.roomsOf(players), seed, times, null, conduct);
    }

    private static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (int players : new int[] {50, 100, 200}) {
            all.add(steady("OneRoom" + players + "Players", "a crowd in an arena for 16", Topology.ONE_ROOM, players));
        }
        for (int rooms : new int[] {10, 25, 50}) {
            all.add(steady("Rooms" + rooms + "Of20Players", "many small matches", Topology.ROOMS_OF_20, 20 * rooms));
        }
        for (int players : new int[] {500, 1_000, 2_000}) {
            all.add(steady(
                    "World" + players + "Players",
                    "one large world, each sees what is near, at the same density",
                    Topology.WORLD,
                    players));
        }
        all.add(new Scenario(
                "SlowReaders",
                "every fourth of 200 reads 2 kB a second; figures are of the others",
                Topology.WORLD,
                200,
                new Conduct(0.25, 0, 0)));
        all.add(new Scenario(
                "ReconnectStorm",
                "all of 500 lose their connection at once and take their seats again",
                Topology.WORLD,
                500,
                new Conduct(0, 1, 0)));
        all.add(new Scenario(
                "HalfReconnectStorm",
                "half of 500 lose their connection at once and take their seats again",
                Topology.WORLD,
                500,
                new Conduct(0, 0.5, 0)));
        all.add(new Scenario(
                "JoinLeaveChurn",
                "each of 300 leaves after 5 s on average and joins anew",
                Topology.WORLD,
                300,
                new Conduct(0, 0, 5)));
        return List.copyOf(all);
    }

    private static Scenario steady(String name, String about, Topology topology, int players) {
        return new Scenario(name, about, topology, players, Conduct.STEADY);
    }
}
