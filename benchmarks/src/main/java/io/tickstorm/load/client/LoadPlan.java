package io.tickstorm.load.client;

import io.tickstorm.link.LinkProfile;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a run. Immutable.
 *
 * @param rooms number of rooms that the players open for themselves; 0: quick play, in any room with a free seat
 * @param profile link of every player, both ways; null: without simulation
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
     * The times of a run.
     *
     * @param rampS seconds over which the players join
     * @param warmupS seconds after the ramp, which are not counted
     * @param durationS counted seconds
     */
    public record Times(double rampS, double warmupS, double durationS, Inputs inputs) {
        /** Creates the times of a run with an input for each tick. */
        public Times(double rampS, double warmupS, double durationS) {
            this(rampS, warmupS, durationS, Inputs.EACH_TICK);
        }

        /** Returns the time from the start to the counted time, in ns. */
        public long countAfterNs() {
            return Math.round((rampS + warmupS) * SECOND_NS);
        }

        /** Returns the counted time, in ns. */
        public long durationNs() {
            return Math.round(durationS * SECOND_NS);
        }
    }

    /** The way in which players choose when they send inputs; the names are those of the option. */
    public enum Phase {
        /** Players move their sends until inputs arrive just before the tick. */
        steered,
        /** Players keep their times, and choose only the tick of their inputs. */
        fixed
    }

    /**
     * The times of a player's inputs.
     *
     * @param everyTicks ticks from an input to the next; over 1 the players announce inputs on change
     */
    public record Inputs(int everyTicks, Phase phase) {
        /** An input for each tick, at the time that the player steers. */
        public static final Inputs EACH_TICK = new Inputs(1, Phase.steered);

        @Override
        public String toString() {
            return "an input every " + everyTicks + " ticks, " + phase + " phase";
        }
    }

    /**
     * The behaviour of the players in addition to flying.
     *
     * @param slowShare share of them that read only 2 kB a second; percentiles cover the others
     * @param stormShare share of the connections that are reset at once, after a third of the counted time
     * @param churnMeanS mean time after which a player leaves and joins anew, in seconds; 0: all stay
     * @param isTraced true if the figures contain the {@link Journey} of each player
     */
    public record Conduct(double slowShare, double stormShare, double churnMeanS, boolean isTraced) {
        /** The behaviour of players who all read, stay and keep their connection. */
        public static final Conduct STEADY = new Conduct(0, 0, 0);
        /** The same, and the figures contain their journeys. */
        public static final Conduct TRACED = new Conduct(0, 0, 0, true);

        /** Creates a behaviour without journeys. */
        public Conduct(double slowShare, double stormShare, double churnMeanS) {
            this(slowShare, stormShare, churnMeanS, false);
        }
    }

    /** Returns the plan of a run in which all players stay, without a simulated link. */
    public static LoadPlan steady(URI url, int players, int rooms, int seed, Times times) {
        return new LoadPlan(url, players, rooms, seed, times, null, Conduct.STEADY);
    }
}
