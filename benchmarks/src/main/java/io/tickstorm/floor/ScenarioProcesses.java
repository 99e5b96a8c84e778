package io.tickstorm.floor;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.tickstorm.kit.JavaProcess;
import io.tickstorm.load.client.LoadPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The processes that are compared in one scenario. Each runs through all rounds and has players only in its turn. So
 * all are warm when they are measured: on a core that it shares, the JVM's compiler is busy for most of a minute. Main
 * thread.
 */
final class ScenarioProcesses implements AutoCloseable {
    private final Scenario scenario;
    private final Set<Contender> others;
    private final int rampS;
    private final LoadPlan.Inputs inputs;
    private final Map<Contender, Server> servers = new EnumMap<>(Contender.class);
    private final Gson gson = new Gson();

    private record Server(JavaProcess process, URI url) {}

    /** Work that is done while the players of a turn are counted. */
    interface Meanwhile {
        void run(URI server) throws IOException, InterruptedException;
    }

    /** @param others the processes that are compared with the server */
    ScenarioProcesses(Scenario scenario, Set<Contender> others, int rampS, LoadPlan.Inputs inputs) {
        this.scenario = scenario;
        this.others = others;
        this.rampS = rampS;
        this.inputs = inputs;
    }

    /** Starts and warms up all. The server is first, because the floor writes frames of its sizes. */
    void start(Path serverJar, int warmupS, int durationS) throws IOException, InterruptedException {
        Path sizes = Files.createTempFile("tickstorm-sizes", ".txt");
        try {
            open(Contender.SERVER, serverJar, sizes);
            play(Contender.SERVER, warmupS, durationS, List.of("--record=" + sizes), url -> {});
            for (Contender other : others) {
                open(other, serverJar, sizes);
                play(other, warmupS, durationS);
            }
        } finally {
            Files.delete(sizes);
        }
    }

    /** Plays one turn: the players join, are counted after the warm-up, and leave. */
    PlayCount play(Contender contender, int warmupS, int durationS) throws IOException, InterruptedException {
        return play(contender, warmupS, durationS, List.of(), url -> {});
    }

    /** Plays one turn, and does some work from the beginning of the counted time on. */
    PlayCount play(Contender contender, int warmupS, int durationS, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        return play(contender, warmupS, durationS, List.of(), url -> {
            TimeUnit.SECONDS.sleep(rampS + warmupS);
            meanwhile.run(url);
        });
    }

    private PlayCount play(Contender contender, int warmupS, int durationS, List<String> more, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        Server server = servers.get(contender);
        if (server == null) {
            throw new IllegalStateException(contender + " was not started");
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--url=" + server.url(),
                "--players=" + scenario.players(),
                "--ramp=" + rampS,
                "--warmup=" + warmupS,
                "--duration=" + durationS,
                "--inputs-every=" + inputs.everyTicks(),
                "--phase=" + inputs.phase(),
                "--server-pid=" + server.process().pid()));
        arguments.addAll(more);
        try (JavaProcess players = JavaProcess.pinned(JavaProcess.CLIENT_CORE, FloorPlayers.class, arguments)) {
            meanwhile.run(server.url());
            return gson.fromJson(players.lastLine(), PlayCount.class);
        } catch (JsonParseException e) {
            throw new IOException("the output of the players cannot be read", e);
        }
    }

    private void open(Contender contender, Path serverJar, Path sizes) throws IOException {
        JavaProcess process =
                JavaProcess.pinned(JavaProcess.SERVER_CORE, contender.command(scenario, serverJar, sizes));
        URI url = URI.create("ws://127.0.0.1:" + process.awaitPort() + "/ws");
        servers.put(contender, new Server(process, url));
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.process().close());
    }
}
