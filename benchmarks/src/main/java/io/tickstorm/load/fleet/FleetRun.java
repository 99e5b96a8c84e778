package io.tickstorm.load.fleet;

import io.tickstorm.fleet.TickLog;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.LoadGenerator;
import io.tickstorm.load.client.LoadPlan;
import io.tickstorm.load.client.ProgressLine;
import io.tickstorm.load.fleet.FleetScenario.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A fleet of three servers, its players, and a director who takes servers from it in rounds. The caller's thread plays;
 * the director has a thread of its own. {@link #close} ends the servers and the network.
 */
final class FleetRun implements AutoCloseable {
    static final int SERVERS = 3;
    private static final double RAMP_S = 10;
    private static final double DURATION_S_MAX = 24 * 3_600;
    private static final int WARM_MS = 8_000;
    private static final int STALL_MS = 12_000;
    private static final int JOIN_MS_MAX = 90_000;
    private static final int RECOVER_MS_MAX = 60_000;
    private static final int RECOVER_MS_MIN = 3_000;
    private static final int EXIT_S_MAX = 90;
    private static final int POLL_MS = 100;

    private final Plan plan;
    private final FleetServer.Launch launch;
    private final Random random;
    private final FleetServer[] servers = new FleetServer[SERVERS];
    private final List<FleetServer> started = new ArrayList<>();
    private final List<FleetEvent> events = new ArrayList<>();
    private volatile int playing;
    private volatile boolean isOver;
    private volatile String failure = "";

    /** The size of a run. */
    record Plan(FleetScenario scenario, int players, int rooms, int rounds, int seed) {}

    /** Everything that a run leaves behind. The logs are in the order of the starts. */
    record Outcome(Figures figures, List<FleetEvent> events, List<List<TickLog.Tick>> logs) {}

    FleetRun(Plan plan, FleetServer.Launch launch) {
        this.plan = plan;
        this.launch = launch;
        random = new Random(plan.seed());
    }

    Outcome run() throws IOException {
        for (int host = 0; host < SERVERS; host++) {
            start(host);
        }
        for (FleetServer server : servers) {
            awaitFleet(server);
        }
        LoadPlan.Times times = new LoadPlan.Times(RAMP_S, 0, DURATION_S_MAX);
        LoadPlan load = new LoadPlan(
                servers[0].url(), plan.players(), plan.rooms(), plan.seed(), times, null, LoadPlan.Conduct.TRACED);
        Thread director = new Thread(this::direct, "fleet-director");
        director.setDaemon(true);
        director.start();
        ProgressLine line = new ProgressLine(System.err, false);
        Figures figures = LoadGenerator.play(
                load,
                (second, soFar) -> {
                    playing = soFar.counts().playing;
                    line.second(second, soFar);
                },
                () -> isOver);
        System.err.println();
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
        return new Outcome(figures, List.copyOf(events), logs());
    }

    private List<List<TickLog.Tick>> logs() throws IOException {
        List<List<TickLog.Tick>> logs = new ArrayList<>();
        for (FleetServer server : started) {
            logs.add(TickLog.read(server.tickLog()));
        }
        return logs;
    }

    private FleetServer start(int host) throws IOException {
        List<String> seeds = new ArrayList<>();
        for (FleetServer server : servers) {
            if (server != null && server.isAlive()) {
                seeds.add(server.clusterAddress());
            }
        }
        FleetServer server = FleetServer.start(launch, host, started.size(), seeds);
        started.add(server);
        servers[host] = server;
        return server;
    }

    /** Waits until a server sees all servers of the fleet. */
    private static void awaitFleet(FleetServer server) throws IOException {
        long untilNs = System.nanoTime() + JOIN_MS_MAX * 1_000_000L;
        while (FleetStatus.of(server.url()).rooms().size() < SERVERS) {
            checkTime(untilNs, "the servers did not form a fleet");
            FleetServer.pause(POLL_MS);
        }
    }

    private static void checkTime(long untilNs, String failure) throws IOException {
        if (System.nanoTime() - untilNs > 0) {
            throw new IOException(failure);
        }
    }

    private void direct() {
        try {
            awaitPlaying(JOIN_MS_MAX);
            if (playing < plan.players()) {
                throw new IOException(playing + " of " + plan.players() + " players joined");
            }
            FleetServer.pause(WARM_MS);
            for (int round = 0; round < plan.rounds(); round++) {
                FleetServer.pause(2_000 + random.nextInt(2_000));
                Fault fault = plan.scenario().next(random);
                if (fault == Fault.REPLACEMENT) {
                    replaceAll();
                } else {
                    leave(fault, hostOfARoom());
                }
            }
            FleetServer.pause(RECOVER_MS_MIN);
        } catch (IOException | RuntimeException e) {
            failure = String.valueOf(e.getMessage());
        } finally {
            isOver = true;
        }
    }

    private void replaceAll() throws IOException {
        for (int host = 0; host < SERVERS; host++) {
            FleetServer old = servers[host];
            int log = started.indexOf(old);
            awaitFleet(start(host));
            long fromNs = System.nanoTime();
            old.signal("TERM");
            end(Fault.REPLACEMENT, old, log, fromNs);
        }
    }

    private void leave(Fault fault, int host) throws IOException {
        FleetServer victim = servers[host];
        int log = started.indexOf(victim);
        long fromNs = System.nanoTime();
        switch (fault) {
            case KILL -> victim.signal("KILL");
            case STALL -> {
                victim.signal("STOP");
                FleetServer.pause(STALL_MS);
                victim.signal("CONT");
            }
            case CUT -> launch.network().cut(host);
            case DRAIN, REPLACEMENT -> victim.signal("TERM");
        }
        end(fault, victim, log, fromNs);
        launch.network().heal(host);
        awaitFleet(start(host));
    }

    private void end(Fault fault, FleetServer victim, int log, long fromNs) throws IOException {
        int exitCode = victim.awaitExit(EXIT_S_MAX);
        victim.kill();
        boolean hasRecovered = awaitPlaying(RECOVER_MS_MAX);
        events.add(new FleetEvent(fault, log, victim.url(), fromNs, System.nanoTime(), exitCode, hasRecovered));
    }

    /** Waits until all players play for a while. Returns false if they do not in time. */
    private boolean awaitPlaying(int msMax) throws IOException {
        long untilNs = System.nanoTime() + msMax * 1_000_000L;
        int waitedMs = 0;
        while (waitedMs < RECOVER_MS_MIN) {
            waitedMs = playing < plan.players() ? 0 : waitedMs + POLL_MS;
            if (System.nanoTime() - untilNs > 0) {
                return false;
            }
            FleetServer.pause(POLL_MS);
        }
        return true;
    }

    /** Returns the host of a random room. */
    private int hostOfARoom() {
        FleetStatus status = FleetStatus.of(servers[0].url());
        int all = status.rooms().values().stream().mapToInt(Integer::intValue).sum();
        int chosen = random.nextInt(Math.max(1, all));
        for (int host = 0; host < SERVERS; host++) {
            chosen -= status.rooms().getOrDefault(servers[host].url(), 0);
            if (chosen < 0) {
                return host;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        started.forEach(FleetServer::kill);
        launch.network().close();
    }
}
