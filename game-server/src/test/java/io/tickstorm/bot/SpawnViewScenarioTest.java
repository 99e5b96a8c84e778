package io.tickstorm.bot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Measures the other ships on the screen of a player who has just spawned and does nothing: a window of 1366 x 768
 * shows 1400 x 800 u, an upright phone 800 x 1400. The matches are seeded and have bots; the newcomer in one seat
 * spawns again and again. Prints its figures with {@code -Dtickstorm.print=true}.
 */
class SpawnViewScenarioTest {
    private static final int SEEDS = 6;
    private static final int SPAWNS = 50;
    private static final int WAIT_TICKS = 3 * Match.TICK_RATE;
    private static final int HALF_WIDTH = 700 * 256;
    private static final int HALF_HEIGHT = 400 * 256;
    private int unseen;
    private int known;
    private int unseenTurned;
    private boolean upright;
    private int killedSoon;

    @ParameterizedTest
    @CsvSource({
        "7, 16, false", "10, 16, false", "15, 16, false", "7, 64, false", "20, 32, false", "40, 64, false",
        "40, 48, false", "3, 16, false", "7, 16, true", "10, 16, true", "15, 16, true", "7, 64, true",
        "20, 32, true", "40, 64, true", "40, 48, true", "3, 16, true"
    })
    void anEnemyIsInViewWithinThreeSecondsOf95PercentOfSpawns(int bots, int seats, boolean isUpright) {
        upright = isUpright;
        for (int seed = 1; seed <= SEEDS; seed++) {
            watch(new Match(seed, bots, seats), bots);
        }
        int spawns = SEEDS * SPAWNS;
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.printf(
                    "%d bots, %d seats, upright %s: in view at once %.1f %%, within 3 s %.1f %% (turned %.1f %%); "
                            + "killed within 3 s %.1f %%%n",
                    bots,
                    seats,
                    isUpright,
                    100.0 * known / spawns,
                    100.0 * (spawns - unseen) / spawns,
                    100.0 * (spawns - unseenTurned) / spawns,
                    100.0 * killedSoon / spawns);
        }
        assertTrue(unseen * 100 <= 5 * spawns, unseen + " of " + spawns + " saw no ship within 3 s");
        assertTrue(known * 100 >= 80 * spawns, known + " of " + spawns + " saw a ship at once");
        assertTrue(unseenTurned * 100 <= 25 * spawns, unseenTurned + " of " + spawns + " on a screen that was turned");
        assertTrue(killedSoon * 100 <= 5 * spawns, killedSoon + " of " + spawns + " were killed within 3 s");
    }

    private void watch(Match match, int bots) {
        Ships ships = match.ships;
        int newcomer = bots;
        match.play(20 * Match.TICK_RATE);
        match.world.seat(newcomer);
        match.world.turnScreen(newcomer, upright);
        match.pilots.person(newcomer, true);
        for (int spawn = 0; spawn < SPAWNS; spawn++) {
            while (!ships.alive[newcomer] || ships.spawnTick[newcomer] != match.world.tick()) {
                match.tick();
            }
            live(match, newcomer);
            if (ships.alive[newcomer]) {
                ships.alive[newcomer] = false;
                ships.respawnTick[newcomer] = match.world.tick() + Rules.SHIP_RADIUS / 256;
            }
        }
    }

    private void live(Match match, int newcomer) {
        Ships ships = match.ships;
        boolean isSeen = false;
        boolean isSeenTurned = false;
        int halfWidth = upright ? HALF_HEIGHT : HALF_WIDTH;
        int halfHeight = upright ? HALF_WIDTH : HALF_HEIGHT;
        for (int t = 0; t <= WAIT_TICKS && ships.alive[newcomer]; t++) {
            isSeenTurned |= sees(ships, newcomer, halfHeight, halfWidth);
            if (!isSeen && sees(ships, newcomer, halfWidth, halfHeight)) {
                isSeen = true;
                known += t == 0 ? 1 : 0;
            }
            match.tick();
        }
        killedSoon += ships.alive[newcomer] ? 0 : 1;
        unseenTurned += isSeenTurned ? 0 : 1;
        unseen += isSeen ? 0 : 1;
    }

    private static boolean sees(Ships ships, int own, int halfWidth, int halfHeight) {
        for (int i = 0; i < ships.seats(); i++) {
            int dx = Math.abs(ships.x[i] - ships.x[own]);
            int dy = Math.abs(ships.y[i] - ships.y[own]);
            if (i != own && ships.alive[i] && dx <= halfWidth && dy <= halfHeight) {
                return true;
            }
        }
        return false;
    }
}
