package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tickstorm.Await;
import io.tickstorm.cluster.FleetProcesses.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three server processes, of which one is killed with signal 9, and one is stopped in order. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledServerIntegrationTest {
    private final List<Server> servers = new ArrayList<>();

    @TempDir
    Path folder = Path.of("");

    private FleetProcesses fleet = new FleetProcesses(folder);

    @BeforeEach
    void startInTheFolder() {
        fleet = new FleetProcesses(folder);
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void aRoomSurvivesTheKillOfItsServerAndTheDrainOfTheNextOne() throws Exception {
        for (int i = 0; i < 3; i++) {
            start();
        }
        JsonObject room = roomOfThird();
        String code = room.get("room").getAsString();
        Server killed = servers.get(2);
        Await.until("the copy of the room", () -> fleet.metric(killed, "tickstorm_checkpoint_write_seconds_count") > 0);

        killed.process().destroyForcibly().waitFor();
        Server left = servers.get(0);
        Await.until("another owner", () -> owner(left, code) > 0 && owner(left, code) != killed.port());
        int firstEpoch = room.get("epoch").getAsInt();
        Await.until("a higher epoch", () -> epoch(left, code) > firstEpoch);
        int epoch = epoch(left, code);
        Await.until("the owner to be known", () -> owner(left, code) > 0);
        int owner = owner(left, code);
        int drainedIndex = owner == servers.get(0).port() ? 0 : 1;
        Server drained = servers.get(drainedIndex);
        Server last = servers.get(1 - drainedIndex);
        drained.process().destroy();
        assertEquals(0, drained.process().waitFor(), "the exit code of a stop in order");
        Await.until("the last owner", () -> owner(last, code) == last.port());
        Await.until("another epoch", () -> epoch(last, code) > epoch);
    }

    private void start() throws IOException {
        Server server = servers.isEmpty()
                ? fleet.start("--crash-sensor")
                : fleet.start(
                        "--crash-sensor",
                        "--seed-nodes=127.0.0.1:" + servers.get(0).clusterPort());
        servers.add(server);
        FleetProcesses.awaitReady(server);
    }

    /** Opens rooms until the fleet, which chooses the server with the fewest, opens one on the third. */
    private JsonObject roomOfThird() {
        List<String> answers = new ArrayList<>(List.of(""));
        Await.until("a room of the third server", () -> {
            answers.set(0, fleet.post(servers.get(0), "/rooms", "{\"seats\":3,\"bots\":2}"));
            return urlOf(answers.get(0)).contains(":" + servers.get(2).port() + "/");
        });
        return json(answers.get(0));
    }

    private int owner(Server asked, String code) {
        String url = urlOf(fleet.get(asked, "/rooms/" + code));
        return url.isEmpty() ? 0 : URI.create(url).getPort();
    }

    /** Returns the epoch of a room; 0 while the server does not know where it is. */
    private int epoch(Server asked, String code) {
        String answer = fleet.get(asked, "/rooms/" + code);
        return urlOf(answer).isEmpty() ? 0 : json(answer).get("epoch").getAsInt();
    }

    private static String urlOf(String answer) {
        return answer.startsWith("{") && json(answer).has("url")
                ? json(answer).get("url").getAsString()
                : "";
    }

    private static JsonObject json(String answer) {
        return JsonParser.parseString(answer).getAsJsonObject();
    }
}
