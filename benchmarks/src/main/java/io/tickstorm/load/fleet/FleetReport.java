package io.tickstorm.load.fleet;

import io.tickstorm.fleet.TickLog;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.report.DemandReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Plays a scenario of a fleet and reports its figures and limits. The caller's thread. */
public final class FleetReport {
    private static final String BOTS = "2";

    private FleetReport() {}

    /** The size of a run. */
    public record Size(int players, int rooms, int rounds, int seed) {}

    /** Plays a scenario and returns the report. If a cut is needed but impossible here, one line says so. */
    public static DemandReport of(FleetScenario scenario, Size size, Path jar, List<String> serverOptions)
            throws IOException {
        DemandReport report = new DemandReport();
        FleetNetwork network;
        try {
            network = scenario.needsCuts() ? NamespaceNetwork.create(FleetRun.SERVERS) : FleetNetwork.LOOPBACK;
        } catch (IOException e) {
            report.line("SKIPPED: this scenario needs network namespaces (%s)", String.valueOf(e.getMessage()));
            return report;
        }
        Path folder = Files.createTempDirectory("tickstorm-fleet");
        FleetServer.Launch launch = new FleetServer.Launch(jar, folder, network, options(size, serverOptions));
        FleetRun.Plan plan = new FleetRun.Plan(scenario, size.players, size.rooms, size.rounds, size.seed);
        try (FleetRun run = new FleetRun(plan, launch)) {
            if (scenario == FleetScenario.FleetIdle) {
                reportIdle(run.idleShares(), report);
            } else {
                report(run.run(), report);
            }
        }
        if (report.exitCode() == 0) {
            delete(folder);
        } else {
            report.line("The logs of the servers are in %s", folder);
        }
        return report;
    }

    private static List<String> options(Size size, List<String> further) {
        List<String> all = new ArrayList<>(List.of("--bots", BOTS, "--seats", "20", "--arena-seats", "16"));
        all.addAll(List.of("--rooms", String.valueOf(2 * size.rooms + 20), "--empty-ms", "5000"));
        all.addAll(List.of("--connections-per-address", "0", "--joins-per-second", "100000"));
        all.addAll(List.of("--join-burst", "100000", "--rooms-per-address", "10000", "--crash-sensor"));
        all.addAll(further);
        return all;
    }

    private static void reportIdle(double[] shares, DemandReport report) {
        for (double share : shares) {
            report.line("an idle server takes %.1f %% of a core", 100 * share);
        }
        report.demand(
                "an idle server takes at most 6 % of a core",
                Arrays.stream(shares).max().orElse(1) <= 0.06);
    }

    private static void report(FleetRun.Outcome outcome, DemandReport report) {
        OwnershipCheck owners = new OwnershipCheck(outcome.logs());
        Figures figures = outcome.figures();
        FleetFindings found = new FleetFindings(owners, figures.counts().tickRate);
        report.demand(
                "the tick logs are complete",
                outcome.logs().stream().noneMatch(log -> log.size() >= TickLog.RECORDS_MAX));
        for (FleetEvent event : outcome.events()) {
            found.add(event, figures.journeys());
            found.addPauses(event, outcome.logs());
            FleetFindings own = new FleetFindings(owners, figures.counts().tickRate);
            own.add(event, figures.journeys());
            report.line(
                    "%s of server %d: %d rooms, first tick elsewhere after %.2f to %.2f s, play lost up to %.2f s",
                    event.fault(),
                    event.log(),
                    own.firstTickS.count(),
                    own.firstTickS.at(0),
                    own.firstTickS.at(1),
                    own.lostPlayS.at(1));
        }
        report.line(
                "%d ticks of %d rooms in the logs of %d servers",
                owners.ticks(), owners.rooms(), outcome.logs().size());
        owners.faults().forEach(fault -> report.line("%s", fault));
        report.demand("no (room, tick) has two owners, and no epochs interleave", owners.faultCount() == 0);
        report.line("first tick elsewhere, s: %s", found.firstTickS.text(2));
        report.line(
                "%d players were affected; gap between their snapshots, ms: %s", found.affected, found.gapMs.text(0));
        report.line("first tick elsewhere to the first snapshot, s: %s", found.backS.text(2));
        report.line("last tick here to the first one there, ms: %s", found.tickGapMs.text(0));
        report.line("last snapshot to the end of the connection, ms: %s", found.endMs.text(0));
        report.line("end of the connection to the Welcome, ms: %s", found.welcomeMs.text(0));
        report.line("Welcome to the first snapshot, ms: %s", found.firstFrameMs.text(0));
        report.line("late turns of the loops of other servers, ms: %s", found.pausesMs.text(0));
        report.line("connections ended %s, %d moves were followed", figures.reasons(), figures.counts().moved);
        boolean isPlanned =
                outcome.events().stream().allMatch(event -> event.fault().isPlanned());
        if (isPlanned) {
            demandPlanned(found, report);
        } else {
            demandFaults(outcome, found, report);
        }
        demandEverybody(outcome, found, report);
    }

    private static void demandPlanned(FleetFindings found, DemandReport report) {
        report.line("ticks lost: %s", found.lostTicks.text(0));
        report.demand("0 ticks are lost", found.lostTicks.at(1) == 0);
        report.demand("the gap between snapshots is at most 300 ms at p99", found.gapMs.at(0.99) <= 300);
    }

    private static void demandFaults(FleetRun.Outcome outcome, FleetFindings found, DemandReport report) {
        report.line("last tick after the fault began, s: %s", found.lastTickS.text(2));
        report.line("play lost, s: %s", found.lostPlayS.text(2));
        report.demand("a server that is cut off ticks for at most 2 s", found.lastTickS.at(1) <= 2);
        boolean areKills = outcome.events().stream().allMatch(event -> event.fault() == FleetScenario.Fault.KILL);
        if (areKills) {
            report.demand("a crash loses at most 1 s of play", found.lostPlayS.at(1) <= 1);
            report.demand("first tick elsewhere p50 at most 4 s", found.firstTickS.at(0.5) <= 4);
            report.demand("first tick elsewhere p99 at most 9 s", found.firstTickS.at(0.99) <= 9);
            report.demand("every player is back within 2 s after that", found.backS.at(1) <= 2);
        }
        report.line(
                "%d of %d players on other servers missed snapshots, %d times",
                found.othersMissed, found.others, found.missedByOthers);
        report.demand("players on other servers miss no snapshot", found.othersMissed == 0);
    }

    private static void demandEverybody(FleetRun.Outcome outcome, FleetFindings found, DemandReport report) {
        report.line(
                "%d not back, %d joined anew, %d in another ship, %d with another score",
                found.notBack, found.notResumed, found.otherShip, found.otherScore);
        report.demand("some players are affected", found.affected > 0);
        report.demand("every player is back", found.notBack == 0 && found.notResumed == 0);
        report.demand("in the same ship with the same score", found.otherShip == 0 && found.otherScore == 0);
        for (FleetEvent event : outcome.events()) {
            if (event.exitCode() != event.expectedExitCode()) {
                report.line("%s: exit code %d", event.fault(), event.exitCode());
            }
        }
        report.demand(
                "servers end with the expected code",
                outcome.events().stream().allMatch(event -> event.exitCode() == event.expectedExitCode()));
        report.demand(
                "all players play again after each round",
                outcome.events().stream().allMatch(FleetEvent::hasRecovered));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
