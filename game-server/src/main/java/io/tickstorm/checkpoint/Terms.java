package io.tickstorm.checkpoint;

import io.tickstorm.shared.GameData;

/**
 * The settings that two servers must share for one to continue the rooms of the other.
 *
 * @param rules hash of the constants of the game
 */
public record Terms(int tickRate, int seats, int arenaSeats, int seed, int rules) {
    /** Those of a server with these options. */
    public static Terms of(int tickRate, int seats, int arenaSeats, int seed) {
        return new Terms(tickRate, seats, arenaSeats, seed, GameData.fingerprint());
    }

    /** In what others differ from these, as a sentence's end; empty if in nothing. */
    String differenceFrom(Terms others) {
        if (rules != others.rules) {
            return "its game has other rules";
        }
        String difference = differs("--tick-rate", tickRate, others.tickRate);
        difference = difference.isEmpty() ? differs("--seats", seats, others.seats) : difference;
        difference = difference.isEmpty() ? differs("--arena-seats", arenaSeats, others.arenaSeats) : difference;
        return difference.isEmpty() ? differs("--seed", seed, others.seed) : difference;
    }

    private static String differs(String option, int ours, int theirs) {
        return ours == theirs ? "" : "it is of a server with " + option + " " + theirs + ", and here it is " + ours;
    }
}
