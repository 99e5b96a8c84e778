package io.tickstorm.micro;

import java.util.function.ToIntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The stages of a tick in a fight of pilots, each alone: what comes before it is done outside of the measurement.
 */
public class TickStageBenchmark {
    /** Nothing is prepared: stages that may follow themselves. */
    @State(Scope.Benchmark)
    public static class Fight {
        @Param({"10", "100", "1000", "10000"})
        public int players;

        private Match[] matches = {};

        @Setup
        public void setUp() {
            matches = Match.of(players, 7);
        }

        int each(ToIntFunction<Match> stage) {
            int sum = 0;
            for (Match match : matches) {
                sum += stage.applyAsInt(match);
            }
            return sum;
        }
    }

    /** A new tick is simulated before each measurement. */
    @State(Scope.Benchmark)
    public static class Stepped extends Fight {
        @Setup(Level.Invocation)
        public void prepare() {
            each(Match::simulate);
        }
    }

    /** A new tick is simulated and observed before each measurement. */
    @State(Scope.Benchmark)
    public static class Observed extends Fight {
        @Setup(Level.Invocation)
        public void prepare() {
            each(Match::simulate);
            each(Match::observe);
        }
    }

    /** Others who see the same have got their frames before each measurement: no segment is left to be made. */
    @State(Scope.Benchmark)
    public static class Shared extends Fight {
        @Setup(Level.Invocation)
        public void prepare() {
            each(Match::simulate);
            each(Match::observe);
            each(Match::encodeOnlookers);
        }
    }

    /** Pilots decide, the world moves: the simulation of one tick. */
    @Benchmark
    public int simulate(Fight fight) {
        return fight.each(Match::simulate);
    }

    /** What changed in which cell. */
    @Benchmark
    public int observe(Stepped stepped) {
        return stepped.each(Match::observe);
    }

    /** Which cells each player sees, and which of them hold anything new. */
    @Benchmark
    public int interest(Observed observed) {
        return observed.each(Match::findInterest);
    }

    /** The same and, each once, the segments that all of them together need. */
    @Benchmark
    public int segment(Observed observed) {
        return observed.each(Match::encodeSegments);
    }

    /** A frame for each player, of segments that exist: its own part, and copies. */
    @Benchmark
    public int frame(Shared shared) {
        return shared.each(Match::encode);
    }

    /** All of it, as a tick does it: interest, segments, frames. */
    @Benchmark
    public int encode(Observed observed) {
        return observed.each(Match::encode);
    }
}
