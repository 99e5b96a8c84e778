package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tickstorm.Await;
import io.tickstorm.cluster.FleetProcesses.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server processes that cannot join say why in one sentence, and the fleet does not notice them. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FleetFaultsIntegrationTest {
    private static final String SECRET = "the secret of the fleet";
    private static final String GIVES_UP_SOON = "-Dpekko.cluster.shutdown-after-unsuccessful-join-seed-nodes=3s";

    @TempDir
    Path folder = Path.of("");

    private FleetProcesses fleet = new FleetProcesses(folder);

    @BeforeEach
    void open() {
        fleet = new FleetProcesses(folder);
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    /** A process that is expected to end, with its exit code and a part of its sentence. */
    private record Bad(Server server, int exitCode, String words) {}

    @Test
    void aServerThatCannotJoinSaysWhyInOneSentence() throws Exception {
        Server first = secret(FleetProcesses.freePort());
        FleetProcesses.awaitReady(first);
        String seed = "--seed-nodes=127.0.0.1:" + first.clusterPort();
        List<Bad> all = new ArrayList<>();
        all.add(new Bad(secret(first.clusterPort()), 3, "it is in use"));
        all.add(new Bad(fleet.start(seed, "--cluster-secret=not the secret at all"), 2, "--cluster-secret or version"));
        all.add(new Bad(secret(FleetProcesses.freePort(), seed, "--cluster-name=other"), 2, "refuses this server"));
        all.add(new Bad(secret(FleetProcesses.freePort(), seed, version("3")), 2, "or version differs"));
        String absent = "127.0.0.1:" + FleetProcesses.freePort();
        all.add(new Bad(
                secret(FleetProcesses.freePort(), "--seed-nodes=" + absent, GIVES_UP_SOON),
                4,
                "None of the servers " + absent + " could be joined"));
        for (Bad bad : all) {
            assertTrue(bad.server.process().waitFor(60, TimeUnit.SECONDS), bad.words);
            String output = FleetProcesses.output(bad.server);
            assertEquals(bad.exitCode, bad.server.process().exitValue(), output);
            assertTrue(output.contains(bad.words), output);
            assertEquals(1, output.lines().count(), output);
            assertTrue(!output.contains("secret at all") && !output.contains(SECRET), output);
        }
        assertEquals(1, fleet.metric(first, "tickstorm_fleet_servers"));
        assertEquals(3, FleetProcesses.output(first).lines().count(), "the fleet does not notice");
    }

    @Test
    void aListThatMixesTwoFleetsOfOneNameIsRefused() throws Exception {
        Server first = fleet.start();
        Server other = fleet.start();
        FleetProcesses.awaitReady(first);
        FleetProcesses.awaitReady(other);
        Server mixed =
                fleet.start("--seed-nodes=127.0.0.1:" + first.clusterPort() + ",127.0.0.1:" + other.clusterPort());
        assertTrue(mixed.process().waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, mixed.process().exitValue());
        String output = FleetProcesses.output(mixed);
        assertTrue(output.contains("belongs to another fleet") && output.lines().count() == 1, output);
        for (Server server : List.of(first, other)) {
            Await.until("one server", () -> fleet.metric(server, "tickstorm_fleet_servers") == 1);
            assertEquals(3, FleetProcesses.output(server).lines().count(), "neither fleet notices");
        }
    }

    @Test
    void anOrchestratorNeedNotWaitForLong() {
        Duration patience = new FleetConfig("127.0.0.1", 0, List.of(), "", 0, false)
                .pekko()
                .getDuration("pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes");
        assertTrue(patience.compareTo(Duration.ofSeconds(30)) < 0, patience.toString());
    }

    @Test
    void aServerOfAFleetWritesNoFile() throws Exception {
        Server first = inItsFolder();
        FleetProcesses.awaitReady(first);
        Server second = inItsFolder("--seed-nodes=127.0.0.1:" + first.clusterPort());
        FleetProcesses.awaitReady(second);
        Await.until("two servers", () -> fleet.metric(first, "tickstorm_fleet_servers") == 2);
        List<String> codes = Stream.generate(() -> open(first)).limit(4).toList();
        Await.until("a copy of the rooms", () -> fleet.metric(first, "tickstorm_fleet_kept_images") > 0);
        first.process().destroy();
        assertEquals(0, first.process().waitFor(), FleetProcesses.output(first));
        for (String code : codes) {
            Await.until("the room", () -> fleet.get(second, "/rooms/" + code).contains("\"epoch\":"));
        }
        for (Server server : List.of(first, second)) {
            assertEquals(List.of(), files(server.folder()), "files of a server");
        }
    }

    /** Opens a room; a fleet that has just begun may need some time. */
    private String open(Server server) {
        List<String> answer = new ArrayList<>(List.of(""));
        Await.until("a room", () -> {
            answer.set(0, fleet.post(server, "/rooms", ""));
            return answer.get(0).contains("\"url\":");
        });
        return json(answer.get(0)).get("room").getAsString();
    }

    private Server secret(int clusterPort, String... options) throws IOException {
        return fleet.start(Map.of("TICKSTORM_CLUSTER_SECRET", SECRET), clusterPort, options);
    }

    private static String version(String number) {
        return "-D" + FleetAdmission.PROTOCOL + "=" + number;
    }

    /** Starts a server whose temporary folder is its working folder. */
    private Server inItsFolder(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        // Rooms without players do not end in the time that a slow machine needs.
        all.addAll(List.of(
                "--empty-ms=3600000",
                "-Djava.io.tmpdir=.",
                "-Dpekko.cluster.shutdown-after-unsuccessful-join-seed-nodes=120s"));
        return fleet.start(Map.of(), FleetProcesses.freePort(), all.toArray(String[]::new));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static JsonObject json(String answer) {
        return JsonParser.parseString(answer).getAsJsonObject();
    }
}
