package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StandingsTest {
    private record Player(int ship, int points, int deaths) {}

    private static final int SEATS = 200;

    @Test
    void theOrderIsThatOfASortAfterEveryChange() {
        SplittableRandom random = new SplittableRandom(5);
        Standings standings = new Standings(SEATS);
        List<Player> players = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int ship = random.nextInt(SEATS);
            Player before = players.stream()
                    .filter(each -> each.ship == ship)
                    .findFirst()
                    .orElse(null);
            if (before != null) {
                standings.remove(ship, before.points, before.deaths);
                players.remove(before);
            }
            if (before == null || random.nextInt(4) > 0) {
                Player now = new Player(ship, random.nextInt(6), random.nextInt(4));
                standings.add(ship, now.points, now.deaths);
                players.add(now);
            }
            assertIsSorted(players, standings);
        }
    }

    private static void assertIsSorted(List<Player> players, Standings standings) {
        players.sort(Comparator.comparingInt((Player each) -> -each.points)
                .thenComparingInt(Player::deaths)
                .thenComparingInt(Player::ship));
        assertEquals(players.size(), standings.count());
        for (int place = 1; place <= players.size(); place++) {
            Player player = players.get(place - 1);
            assertEquals(player.ship, standings.ship(place));
            assertEquals(place, standings.place(player.ship, player.points, player.deaths));
        }
    }
}
