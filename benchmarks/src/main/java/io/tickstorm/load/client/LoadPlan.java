package io.tickstorm.load.client;

import io.tickstorm.link.LinkProfile;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to be.
 *
 * @param rooms the players are spread over so many rooms of their own; 0: quick play, wherever there is a seat
 * @param profile link of every player, both ways; null: the network as it is
 */
public record LoadPlan(
        URI url,
        int players,
        int rooms,
        int seed,
        Times times,
        @Nullable LinkProfile profile,
        Conduct conduct) {
    private static final long SECOND_NS = 1_000_000_000L;

    /**
     * @param rampS seconds over which the players join
     * @param warmupS seconds after that which are not counted
     * @param durationS seconds that are
     * @param inputEveryTicks ticks from an input to the next; over 1 the players say that they tell on change
     */
    public record Times(double rampS, double warmupS, double durationS, int inputEveryTicks) {
        public Times(double rampS, double warmupS, double durationS) {
            this(rampS, warmupS, durationS, 1);
        }

        public long countAfterNs() {
            return Math.round((rampS + warmupS) * SECOND_NS);
        }

        public long durationNs() {
            return Math.round(durationS * SECOND_NS);
        }
    }

    /**
     * What the players do beside flying.
     *
     * @param slowShare of them read only 2 kB a second; percentiles are of the others
     * @param stormShare of the connections is reset at once, after a third of the counted time
     * @param churnMeanS each leaves after so long on average, and joins anew; 0: all stay
     */
    public record Conduct(double slowShare, double stormShare, double churnMeanS) {
        public static final Conduct STEADY = new Conduct(0, 0, 0);
    }

    public LoadPlan withPlayers(int count) {
        return new LoadPlan(url, count, rooms, seed, times, profile, conduct);
    }

    public LoadPlan at(URI other) {
        return new LoadPlan(other, players, rooms, seed, times, profile, conduct);
    }
}
