package io.tickstorm.checkpoint;

import io.tickstorm.shared.GameData;

/**
 * The settings that must be equal for one server to restore the rooms of another. Immutable.
 *
 * @param rules hash of the constants of the game
 */
public record Terms(int tickRate, int seats, int arenaSeats, int seed, int rules) {
    /** Returns the terms of a server with these options. */
    public static Terms of(int tickRate, int seats, int arenaSeats, int seed) {
        return new Terms(tickRate, seats, arenaSeats, seed, GameData.fingerprint());
    }

    /** Returns the first difference, as the end of a sentence; empty if there is none. */
    String differenceFrom(Terms others) {
        if (rules != others.rules) {
            return "its game has different rules";
        }
        String difference = differs("--tick-rate", tickRate, others.tickRate);
        difference = difference.isEmpty() ? differs("--seats", seats, others.seats) : difference;
        difference = difference.isEmpty() ? differs("--arena-seats", arenaSeats, others.arenaSeats) : difference;
        return difference.isEmpty() ? differs("--seed", seed, others.seed) : difference;
    }

    private static String differs(String option, int ours, int theirs) {
        return ours == theirs
                ? ""
                : "it is from a server with " + option + " " + theirs + ", and this server has " + ours;
    }
}
