package io.tickstorm.floor;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
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
 * The contenders of one scenario. Each is a process that lives through all rounds and has players only in its turn: so
 * all are warm when they are counted, and the compiler of the JVM, which is busy for most of a minute where it has to
 * share a core, does its work once and before. Main thread.
 */
final class Contest implements AutoCloseable {
    private final Scenario scenario;
    private final Set<Contender> others;
    private final int rampS;
    private final int inputEveryTicks;
    private final Map<Contender, Server> servers = new EnumMap<>(Contender.class);
    private final Gson gson = new Gson();

    private record Server(PinnedJvm process, URI url) {}

    /** What is done while the players of a turn are counted. */
    interface Meanwhile {
        void run(URI server) throws IOException, InterruptedException;
    }

    /** @param others than the server */
    Contest(Scenario scenario, Set<Contender> others, int rampS, int inputEveryTicks) {
        this.scenario = scenario;
        this.others = others;
        this.rampS = rampS;
        this.inputEveryTicks = inputEveryTicks;
    }

    /** Starts and warms up all: the server first, for the sizes of its frames are what the floor writes. */
    void start(Path serverJar, int warmupS, int durationS) throws IOException, InterruptedException {
        Path sizes = Files.createTempFile("tickstorm-sizes", ".txt");
        try {
            open(Contender.SERVER, serverJar, sizes);
            play(Contender.SERVER, warmupS, durationS, List.of("--record=" + sizes));
            for (Contender other : others) {
                open(other, serverJar, sizes);
                play(other, warmupS, durationS);
            }
        } finally {
            Files.delete(sizes);
        }
    }

    /** A turn: players come, are counted after the warm-up, and go. */
    CrowdCount play(Contender contender, int warmupS, int durationS) throws IOException, InterruptedException {
        return play(contender, warmupS, durationS, List.of());
    }

    /** The same, with something to be done meanwhile. */
    CrowdCount play(Contender contender, int warmupS, int durationS, Meanwhile meanwhile)
            throws IOException, InterruptedException {
        try (PinnedJvm players = crowd(contender, warmupS, durationS, List.of())) {
            TimeUnit.SECONDS.sleep(rampS + warmupS);
            meanwhile.run(server(contender).url());
            return count(players);
        }
    }

    private void open(Contender contender, Path serverJar, Path sizes) throws IOException {
        PinnedJvm process = new PinnedJvm(PinnedJvm.SERVER_CORE, contender.command(scenario, serverJar, sizes));
        URI url = URI.create("ws://127.0.0.1:" + process.port() + "/ws");
        servers.put(contender, new Server(process, url));
    }

    private CrowdCount play(Contender contender, int warmupS, int durationS, List<String> more)
            throws IOException, InterruptedException {
        try (PinnedJvm players = crowd(contender, warmupS, durationS, more)) {
            return count(players);
        }
    }

    private PinnedJvm crowd(Contender contender, int warmupS, int durationS, List<String> more) throws IOException {
        Server server = server(contender);
        List<String> crowd = new ArrayList<>(List.of(
                "--url=" + server.url(),
                "--players=" + scenario.players(),
                "--ramp=" + rampS,
                "--warmup=" + warmupS,
                "--duration=" + durationS,
                "--inputs-every=" + inputEveryTicks,
                "--server-pid=" + server.process().pid()));
        crowd.addAll(more);
        return new PinnedJvm(PinnedJvm.CLIENT_CORE, PinnedJvm.ourClass(CrowdMain.class, crowd));
    }

    private CrowdCount count(PinnedJvm players) throws IOException, InterruptedException {
        try {
            return gson.fromJson(players.lastLine(), CrowdCount.class);
        } catch (JsonParseException e) {
            throw new IOException("the players told nothing that can be read", e);
        }
    }

    private Server server(Contender contender) {
        Server server = servers.get(contender);
        if (server == null) {
            throw new IllegalStateException(contender + " was not started");
        }
        return server;
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.process().close());
    }
}
