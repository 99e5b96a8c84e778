package io.tickstorm.floor;

import io.tickstorm.kit.Machine;
import io.tickstorm.kit.Program;
import io.tickstorm.kit.RoundOptions;
import io.tickstorm.kit.Spread;
import io.tickstorm.load.client.InputOptions;
import io.tickstorm.load.server.ServerFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures what the membership in a fleet costs a server: the server alone and as a fleet of one, in alternation. */
@Command(
        name = "fleet-cost",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "CPU per snapshot of a fleet of one server, compared with the server alone, in Rooms50Of20Players.",
        footer = "Exit codes: 0 both limits hold, 1 a run failed or was void, 2 usage, 99 a limit was exceeded.")
public final class FleetCost implements Callable<Integer> {
    private static final double RATIO_MAX = 1.05;
    /** The share of a tick thread that copies of 150 rooms may take; the scenario has a third of the rooms. */
    private static final double COPIES_SHARE_MAX = 0.05 / 3;

    private static final int RAMP_S = 5;
    private static final int SETTLE_S = 5;
    private static final String COPIES = "tickstorm_checkpoint_copy_seconds_sum";
    private static final Scenario SCENARIO = Scenario.ROOMS_50_OF_20_PLAYERS;

    @Mixin
    private RoundOptions times = new RoundOptions(45, 10);

    @Mixin
    private RoundOptions.Played played = new RoundOptions.Played();

    @Mixin
    private InputOptions inputs = new InputOptions();

    private final List<Double> copies = new ArrayList<>();

    private FleetCost() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        times.check();
        played.check();
        inputs.check();
        List<Double> ratios = new ArrayList<>();
        Set<Contender> others = Set.of(Contender.FLEET_OF_ONE);
        try (ScenarioProcesses processes = new ScenarioProcesses(SCENARIO, others, RAMP_S, inputs.inputs())) {
            processes.start(played.serverJar(), times.warmupS(), 1);
            for (int i = 1; i <= times.rounds(); i++) {
                double alone = play(processes, Contender.SERVER);
                double fleet = play(processes, Contender.FLEET_OF_ONE);
                ratios.add(fleet / alone);
                System.err.printf(Locale.ROOT, "round %d: alone %.2f, fleet %.2f us a snapshot%n", i, alone, fleet);
            }
        }
        Spread ratio = Spread.of(ratios, Double::doubleValue);
        Spread share = Spread.of(copies, Double::doubleValue);
        System.out.printf(
                "%s, %d s a run, median of %d rounds (least-most). %s.%n",
                SCENARIO, times.durationS(), times.rounds(), Machine.line());
        System.out.println("CPU per snapshot, fleet of one server / server alone: " + ratio.text(3) + ", limit 1.05");
        System.out.println("share of the tick thread for copies of 50 rooms: " + share.text(4) + ", limit 0.0167");
        return ratio.median() <= RATIO_MAX && share.median() <= COPIES_SHARE_MAX ? 0 : Program.EXIT_THRESHOLD;
    }

    /** Plays one turn and returns the CPU time for a snapshot, in us. */
    private double play(ScenarioProcesses processes, Contender contender) throws IOException, InterruptedException {
        PlayCount count = processes.play(contender, SETTLE_S, times.durationS(), url -> {
            if (contender == Contender.FLEET_OF_ONE) {
                ServerFigures before = ServerFigures.read(url);
                TimeUnit.SECONDS.sleep(times.durationS());
                ServerFigures after = ServerFigures.read(url);
                copies.add(after.since(before, COPIES) / after.secondsSince(before));
            }
        });
        if (!count.isWhole()) {
            throw new IOException(contender + ": " + count.attendance() + ", so the run is void");
        }
        return count.cpuUsPerFrame();
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(Program.run(new FleetCost(), "The measurement failed", Program.EXIT_FAILED, args));
    }
}
