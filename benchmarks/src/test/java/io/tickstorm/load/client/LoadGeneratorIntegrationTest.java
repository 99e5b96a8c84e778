package io.tickstorm.load.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.link.LinkProfile;
import io.tickstorm.load.client.LoadPlan.Conduct;
import io.tickstorm.load.server.ServerProcess;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plays against a real server. Does not check speed: the bounds follow from the simulated link alone. */
@Timeout(60)
class LoadGeneratorIntegrationTest {
    private static final int PLAYERS = 24;

    private static final ServerProcess SERVER = start();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void playersOverASimulatedLinkPlayInRoomsOfTheirOwnAndWaitForTheLink() throws IOException {
        Figures figures = play(4, LinkProfile.GOOD, Conduct.STEADY);
        assertEquals(PLAYERS, figures.counts().joined, figures.reasons()::toString);
        assertEquals(0, figures.counts().lost, figures.reasons()::toString);
        assertTrue(figures.counts().frames > PLAYERS);
        double latencyMs = LinkProfile.GOOD.latencyMs();
        assertTrue(figures.inputToAcknowledgeUs.getMinValue() / 1e3 >= 2 * latencyMs - 1, "one round trip");
        assertTrue(figures.snapshotAgeUs.getMinValue() / 1e3 >= latencyMs - 1, "one way");
        assertTrue(figures.joinUs.getMinValue() / 1e3 >= 4 * latencyMs - 1, "handshake and Join: two round trips");
    }

    @Test
    void slowReadersAreInNoPercentileAndLoseFramesButKeepTheirConnection() throws IOException {
        Figures figures = play(0, null, new Conduct(0.25, 0, 0));
        assertEquals(PLAYERS, figures.counts().joined, figures.reasons()::toString);
        assertEquals(0, figures.counts().lost, figures.reasons()::toString);
        assertTrue(figures.counts().slowFrames > 0);
        assertTrue(figures.counts().slowFrames < figures.counts().frames / 3, "they read two kilobytes a second");
    }

    @Test
    void playersWhoLeaveJoinAgain() throws IOException {
        Figures figures = play(0, null, new Conduct(0, 0, 0.5));
        assertEquals(PLAYERS, figures.counts().joined, figures.reasons()::toString);
        assertTrue(figures.counts().left > 0);
        assertTrue(figures.joinUs.getTotalCount() > PLAYERS, "more joins than players");
        assertEquals(0, figures.counts().resumed, "they left with a Leave");
    }

    @Test
    void allPlayersResumeTheirSeatsAfterAStorm() throws IOException {
        Figures figures = play(0, null, new Conduct(0, 1, 0));
        assertEquals(PLAYERS, figures.counts().joined, figures.reasons()::toString);
        assertEquals(PLAYERS, figures.counts().lost, figures.reasons()::toString);
        assertEquals(PLAYERS, figures.counts().resumed, figures.reasons()::toString);
        assertEquals(PLAYERS, figures.backUs.getTotalCount());
    }

    private Figures play(int rooms, @Nullable LinkProfile profile, Conduct conduct) throws IOException {
        LoadPlan plan = new LoadPlan(SERVER.url(), PLAYERS, rooms, 1, new LoadPlan.Times(0, 0, 2), profile, conduct);
        int[] seconds = {0};
        Figures figures = LoadGenerator.play(plan, (second, soFar) -> seconds[0]++);
        assertEquals(figures.seconds().size(), seconds[0]);
        return figures;
    }

    private static ServerProcess start() {
        try {
            return ServerProcess.start(
                    ServerProcess.Launch.PLAIN, List.of("--bots", "0", "--seats", "60", "--rooms", "10"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
