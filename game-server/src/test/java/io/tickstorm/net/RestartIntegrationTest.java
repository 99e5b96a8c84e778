package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.ServerProcess;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.InputCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends the server, in order or not, and restarts it: its players continue by themselves. */
class RestartIntegrationTest {
    private static final int PLAYERS = 100;
    private static final long BACK_WITHIN_NS = 5_000_000_000L;
    /** Upper limit of the lost time: a copy every two seconds, and its writing. */
    private static final long LOST_NS_MAX = 2_500_000_000L;

    private static final String[] OPTIONS = {
        "--host", "127.0.0.1", "--seats", "120", "--arena-seats", "16", "--bots", "110", "--checkpoints", "state"
    };

    @TempDir
    Path folder = Path.of("");

    private final List<ReturningPlayer> players = new ArrayList<>();

    @AfterEach
    void stopPlayers() {
        players.forEach(ReturningPlayer::close);
    }

    @Test
    void afterAKillAHundredPlayersResumeTheirShipsWithinFiveSeconds() throws Exception {
        try (ServerProcess server = start(0)) {
            int port = server.port();
            playUntilSomethingIsKept(port);
            List<Integer> ships = ships();
            server.kill();
            long killedNs = System.nanoTime();
            try (ServerProcess again = start(port)) {
                again.lineWith("One room continues after the restart; waiting for 100 players");
                assertEquals(port, again.port());
                long openNs = System.nanoTime();
                Await.until("all to be back", () -> allFly(2));
                long backNs = System.nanoTime();
                assertTrue(backNs - openNs <= BACK_WITHIN_NS, (backNs - openNs) / 1_000_000 + " ms");
                assertEquals(ships, ships());
                assertTrue(
                        players.stream().allMatch(player -> player.resumes.get() == 1), "no player had to join again");
                assertScoresSince(killedNs - LOST_NS_MAX);
                if (Boolean.getBoolean("tickstorm.print")) {
                    System.out.println("all back " + (backNs - openNs) / 1_000_000 + " ms after the port was open, "
                            + (backNs - killedNs) / 1_000_000 + " ms after the kill");
                }
            }
        }
    }

    @Test
    void anOrderlyEndInformsAllPlayersAndLosesNothing() throws Exception {
        try (ServerProcess server = start(0)) {
            int port = server.port();
            playUntilSomethingIsKept(port);
            List<Integer> ships = ships();
            long askedNs = System.nanoTime();
            server.terminate();
            assertEquals(0, server.exitCode());
            long tookMs = (System.nanoTime() - askedNs) / 1_000_000;
            assertTrue(tookMs < 10_000, "ended after " + tookMs + " ms");
            Await.until("all to be informed", () -> players.stream().allMatch(player -> player.closeCode == 1012));
            assertTrue(players.stream().allMatch(player -> player.retryAfterMs == 1_000));
            int newest = players.stream().mapToInt(player -> player.tick).max().orElseThrow();
            long endedNs = System.nanoTime();
            try (ServerProcess again = start(port)) {
                again.port();
                Await.until("all to be back", () -> allFly(2));
                assertEquals(ships, ships());
                int oldest = players.stream()
                        .mapToInt(player -> player.firstTickHere)
                        .min()
                        .orElseThrow();
                assertTrue(oldest > newest, "no tick is sent twice");
                assertScoresSince(endedNs);
            }
        }
    }

    @Test
    void aDamagedCheckpointIsReportedInOneSentenceAndANewRoomStarts() throws Exception {
        try (ServerProcess server = start(0)) {
            int port = server.port();
            players.add(new ReturningPlayer("Ada", port, 1));
            Await.until("Ada to fly", () -> allFly(1));
            Await.until("a checkpoint", this::isAnythingKept);
            server.kill();
            Path kept = checkpoints().get(0);
            byte[] bytes = Files.readAllBytes(kept);
            bytes[bytes.length / 2] ^= 1;
            Files.write(kept, bytes);
            try (ServerProcess again = start(port)) {
                String refusal = again.lineWith("does not continue; a new match starts: it is damaged");
                assertTrue(refusal.endsWith(".refused"), refusal);
                again.port();
                Await.until("Ada to play in a fresh room", () -> allFly(2));
                assertEquals(0, players.get(0).resumes.get());
            }
        }
    }

    @Test
    void theNewestTokenThatArrivedOpensItsSeatAfterLostAnswersAndAKill() throws Exception {
        Random random = new Random(7);
        try (ServerProcess first = start(0)) {
            int port = first.port();
            Join.Builder resume;
            try (TestClient ada = TestClient.open(port).join("Ada")) {
                resume = resume(ada.next().getWelcome());
                long joinedMs = System.currentTimeMillis();
                Await.until("a checkpoint with Ada", () -> isKeptSince(joinedMs));
            }
            ServerProcess running = first;
            for (int lost = 0; lost <= 6; lost += 2) {
                resume = resumeAfterLostAnswers(port, resume, lost, random.nextBoolean());
                running.kill();
                running = start(port);
                running.port();
            }
            try (ServerProcess last = running;
                    TestClient ada = TestClient.open(port).join(resume)) {
                assertTrue(ada.next().getWelcome().getResumed());
                last.terminate();
            }
        }
    }

    /**
     * Resumes several times and drops the answer, then resumes once more and returns the new token. Awaits each answer,
     * because two connections that resume at once are served in any order, and the later one ends the other.
     */
    private static Join.Builder resumeAfterLostAnswers(int port, Join.Builder resume, int lost, boolean proves) {
        for (int i = 0; i < lost; i++) {
            try (TestClient forgetful = TestClient.open(port).join(resume.clone())) {
                assertTrue(forgetful.next().getWelcome().getResumed(), i + " answers were lost before");
            }
        }
        try (TestClient ada = TestClient.open(port).join(resume.clone())) {
            ServerFrame frame = ada.next();
            assertTrue(frame.getWelcome().getResumed(), lost + " answers were lost before");
            if (proves) {
                ada.input(frame.getTick() + 3, InputCommand.of(1, 0, 0, 0), 3);
                ada.next();
                ada.next();
            }
            return resume(frame.getWelcome());
        }
    }

    private static Join.Builder resume(Welcome welcome) {
        return Join.newBuilder()
                .setName("Ada")
                .setResumeToken(welcome.getResumeToken())
                .setEpoch(welcome.getEpoch());
    }

    private boolean isKeptSince(long ms) {
        try {
            return isAnythingKept()
                    && Files.getLastModifiedTime(checkpoints().get(0)).toMillis() > ms;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void twoServersDoNotShareAFolder() throws Exception {
        try (ServerProcess one = start(0)) {
            one.port();
            try (ServerProcess two = start(0)) {
                two.lineWith("Rooms are not stored for a restart: another server uses state");
                two.port();
                two.terminate();
                assertEquals(0, two.exitCode());
            }
        }
    }

    @Test
    void theFileHoldsNoToken() throws Exception {
        try (ServerProcess server = start(0)) {
            players.add(new ReturningPlayer("Ada", server.port(), 1));
            Await.until("Ada to fly", () -> allFly(1));
            Await.until("a checkpoint", this::isAnythingKept);
            server.terminate();
            assertEquals(0, server.exitCode());
            byte[] kept = Files.readAllBytes(checkpoints().get(0));
            String text = new String(kept, StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(players.get(0).token().toString(StandardCharsets.ISO_8859_1)));
        }
    }

    private ServerProcess start(int port) throws IOException {
        String[] arguments = Stream.concat(Stream.of("--port", String.valueOf(port)), Stream.of(OPTIONS))
                .toArray(String[]::new);
        return ServerProcess.start(folder, arguments);
    }

    private void playUntilSomethingIsKept(int port) {
        for (int i = 0; i < PLAYERS; i++) {
            players.add(new ReturningPlayer("P" + i, port, i));
        }
        Await.until("all to fly", () -> allFly(1));
        Await.until(
                "scores",
                () -> players.stream().filter(player -> player.score() > 0).count() >= 3);
        long fromNs = System.nanoTime();
        Await.until("the room to be kept", () -> isAnythingKept() && System.nanoTime() - fromNs > LOST_NS_MAX);
    }

    /** Checks that at most the points won since a moment are lost; bolts that were in flight may have won more. */
    private void assertScoresSince(long atNs) {
        for (ReturningPlayer player : players) {
            assertTrue(
                    player.firstScoreHere >= player.scoreAt(atNs),
                    () -> player + " came back with a score of " + player.firstScoreHere);
        }
    }

    private boolean allFly(int welcomes) {
        return players.stream().allMatch(player -> player.welcomes.get() == welcomes && player.framesHere.get() > 1);
    }

    private List<Integer> ships() {
        return players.stream().map(player -> player.ship).toList();
    }

    private boolean isAnythingKept() {
        return !checkpoints().isEmpty();
    }

    private List<Path> checkpoints() {
        try (Stream<Path> files = Files.list(folder.resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(".checkpoint")).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
