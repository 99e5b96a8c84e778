package io.tickstorm.bot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.Weapon;
import org.junit.jupiter.api.Test;

/** Checks that several matches of eight bots over ten minutes have a good pace. */
class MatchSimulationTest {
    private static final int SEEDS = 5;
    private static final int BOTS = 8;
    private static final int MINUTES = 10;
    private static final int TICKS = MINUTES * 60 * Match.TICK_RATE;

    @Test
    void everyBotKillsAndDiesWithinThePaceAndUsesEverything() {
        StringBuilder table = new StringBuilder(
                "seed  kills a minute   life p10/p50/p90 s   blaster  rail   health shield boost   enemy in 3 s%n"
                        .formatted());
        for (int seed = 1; seed <= SEEDS; seed++) {
            Match match = new Match(seed, BOTS, 16);
            match.play(TICKS);
            table.append(row(seed, match));
            check("seed " + seed, match);
        }
        System.out.print(table);
    }

    @Test
    void inARoomOfTenAnEnemyIsInViewWithinThreeSecondsOfMostSpawns() {
        int soon = 0;
        int spawns = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Match match = new Match(seed, 10, 16);
            match.play(3 * 60 * Match.TICK_RATE);
            soon += (int) match.waits
                    .intStream()
                    .filter(wait -> wait <= 3 * Match.TICK_RATE)
                    .count();
            spawns += match.waits.size();
        }
        assertTrue(spawns > 200, spawns + " spawns");
        assertTrue(soon > 0.9 * spawns, soon + " of " + spawns);
    }

    private static void check(String what, Match match) {
        for (int i = 0; i < BOTS; i++) {
            double perMinute = match.kills[i] / (double) MINUTES;
            assertTrue(perMinute >= 0.5 && perMinute <= 4, what + ", bot " + i + ": " + perMinute + " kills a minute");
        }
        double median = Match.quantile(match.lives, 0.5);
        assertTrue(median >= 8 && median <= 40, what + ": median life " + median + " s");
        for (Weapon weapon : Weapon.values()) {
            assertTrue(match.killsByWeapon[weapon.number] >= 20, what + ": " + weapon + " is not used");
        }
        for (int kind = 0; kind < 3; kind++) {
            assertTrue(match.pickupsByKind[kind] >= 20, what + ": pickup kind " + kind + " is not used");
        }
        assertTrue(match.touchingTicks * 200L < match.aliveTicks, what + ": bots stay close to asteroids");
    }

    private static String row(int seed, Match match) {
        int[] sorted = java.util.Arrays.copyOf(match.kills, BOTS);
        java.util.Arrays.sort(sorted);
        long soon = match.waits
                .intStream()
                .filter(wait -> wait <= 3 * Match.TICK_RATE)
                .count();
        return "%4d     %.1f to %.1f        %4.1f / %4.1f / %4.1f %11d %5d %8d %6d %5d %11d %%%n"
                .formatted(
                        seed,
                        sorted[0] / (double) MINUTES,
                        sorted[BOTS - 1] / (double) MINUTES,
                        Match.quantile(match.lives, 0.1),
                        Match.quantile(match.lives, 0.5),
                        Match.quantile(match.lives, 0.9),
                        match.killsByWeapon[Weapon.BLASTER.number],
                        match.killsByWeapon[Weapon.RAIL.number],
                        match.pickupsByKind[0],
                        match.pickupsByKind[1],
                        match.pickupsByKind[2],
                        soon * 100 / match.waits.size());
    }
}
