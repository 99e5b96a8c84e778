package io.tickstorm.load;

import io.tickstorm.kit.Program;
import io.tickstorm.load.fleet.FleetReport;
import io.tickstorm.load.fleet.FleetScenario;
import io.tickstorm.load.report.DemandReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./load fleet}. Main thread. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a fleet of three servers, and takes servers from it while players play. Without a name, lists the"
                    + " scenarios. The exit code is 99 if a limit is missed. A server that has left is replaced after"
                    + " its round. The tick logs of all servers must show one owner for each tick of a room."
        })
final class FleetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the scenario")
    private String name = "";

    @Option(names = "--players", defaultValue = "300", description = "Players, 1-2000 [${DEFAULT-VALUE}]")
    private int players;

    @Option(names = "--rooms", defaultValue = "30", description = "Rooms of up to 20 players [${DEFAULT-VALUE}]")
    private int rooms;

    @Option(names = "--rounds", defaultValue = "1", description = "Rounds, 1-1000 [${DEFAULT-VALUE}]")
    private int rounds;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the run [${DEFAULT-VALUE}]")
    private int seed;

    @Option(names = "--jar", description = "Program of the servers [${DEFAULT-VALUE}]")
    private Path jar = Path.of("cluster/target/tickstorm-cluster.jar");

    @Option(
            names = "--server-options",
            split = " ",
            description = "Further options of each server, in quotes, such as \"--bots 3\"")
    private List<String> serverOptions = List.of();

    @Override
    public Integer call() throws IOException {
        if (name.isEmpty()) {
            for (FleetScenario scenario : FleetScenario.values()) {
                System.out.printf("%-20s %s%n", scenario.name(), scenario.about());
            }
            return 0;
        }
        boolean fits = players >= 1 && players <= 2_000 && rounds >= 1 && rounds <= 1_000;
        Program.require(spec, fits, "--players is 1-2000, --rounds 1-1000");
        boolean fitsRooms = rooms >= 1 && rooms <= players && players <= 20 * rooms;
        Program.require(spec, fitsRooms, "--rooms is at most the number of players, and a room has 20 seats");
        Program.require(
                spec, Files.isReadable(jar), "there is no " + jar + ": build it with ./mvnw -DskipTests package");
        DemandReport report =
                FleetReport.of(named(), new FleetReport.Size(players, rooms, rounds, seed), jar, serverOptions);
        report.lines().forEach(System.out::println);
        return report.exitCode();
    }

    private FleetScenario named() {
        for (FleetScenario scenario : FleetScenario.values()) {
            if (scenario.name().equalsIgnoreCase(name)) {
                return scenario;
            }
        }
        Program.require(spec, false, "no scenario of a fleet is called '" + name + "'; ./load fleet lists them");
        throw new IllegalStateException();
    }
}
