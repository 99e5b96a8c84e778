package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Resets half of the connections of a room at once. */
class ReconnectIntegrationTest {
    private static final int PLAYERS = 40;

    private final TestServer server = new TestServer(PLAYERS, TestServer.LIMITS);
    private final List<ReturningPlayer> players = new ArrayList<>();

    @AfterEach
    void stop() {
        players.forEach(ReturningPlayer::close);
        server.close();
    }

    @Test
    void resetPlayersResumeTheirShipsWithoutEffectOnOthers() {
        for (int i = 0; i < PLAYERS; i++) {
            players.add(new ReturningPlayer("P" + i, server.server.port(), i));
        }
        List<ReturningPlayer> reset = players.subList(0, PLAYERS / 2);
        List<ReturningPlayer> others = players.subList(PLAYERS / 2, PLAYERS);
        Await.until("all to fly", () -> players.stream().allMatch(player -> player.framesHere.get() > 10));
        List<Integer> ships = players.stream().map(player -> player.ship).toList();
        reset.forEach(ReturningPlayer::reset);
        Await.until(
                "them to be back",
                () -> reset.stream().allMatch(player -> player.resumes.get() == 1 && player.framesHere.get() > 10));
        assertEquals(ships, players.stream().map(player -> player.ship).toList());
        assertEquals(PLAYERS / 2, server.metrics.resumes.getLongValue());
        assertTrue(others.stream().allMatch(player -> player.welcomes.get() == 1));
    }
}
