package io.tickstorm.micro;

import java.util.function.ToIntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the stages of a tick in a fight of pilots. The stages before it run outside the measurement. */
public class TickStageBenchmark {
    /** The state for stages that need no preparation. */
    @State(Scope.Benchmark)
    public static class Fight {
        @Param({"10", "100", "1000", "10000"})
        public int players;

        private Match[] matches = {};

        /** Starts and warms up the matches. */
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

    /** The state in which a new tick is simulated before each measurement. */
    @State(Scope.Benchmark)
    public static class Stepped extends Fight {
        /** Runs the stages before the measured one. */
        @Setup(Level.Invocation)
        public void prepare() {
            each(Match::simulate);
        }
    }

    /** The state in which a new tick is simulated and observed before each measurement. */
    @State(Scope.Benchmark)
    public static class Observed extends Fight {
        /** Runs the stages before the measured one. */
        @Setup(Level.Invocation)
        public void prepare() {
            each(Match::simulate);
            each(Match::observe);
        }
    }

    /** The state in which other recipients get their frames before each measurement, so that every segment exists. */
    @State(Scope.Benchmark)
    public static class Shared extends Fight {
        /** Runs the stages before the measured one. */
        @Setup(Level.Invocation)
        public void prepare() {
            each(Match::simulate);
            each(Match::observe);
            each(Match::encodeOnlookers);
        }
    }

    /** Lets pilots decide and the world move by one tick. */
    @Benchmark
    public int simulate(Fight fight) {
        return fight.each(Match::simulate);
    }

    /** Finds the cells that changed. */
    @Benchmark
    public int observe(Stepped stepped) {
        return stepped.each(Match::observe);
    }

    /** Finds the cells that each player sees and that changed. */
    @Benchmark
    public int interest(Observed observed) {
        return observed.each(Match::findInterest);
    }

    /** Finds these cells, and encodes each segment that the players need, once. */
    @Benchmark
    public int segment(Observed observed) {
        return observed.each(Match::encodeSegments);
    }

    /** Encodes a frame for each player from existing segments. */
    @Benchmark
    public int frame(Shared shared) {
        return shared.each(Match::encode);
    }

    /** Finds cells and encodes segments and frames, as a tick does. */
    @Benchmark
    public int encode(Observed observed) {
        return observed.each(Match::encode);
    }
}
