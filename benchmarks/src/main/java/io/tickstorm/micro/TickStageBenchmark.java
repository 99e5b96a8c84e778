package io.tickstorm.micro;

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
        @Param({"10", "100", "1000"})
        public int players;

        Match match = new Match(1, 1);

        @Setup
        public void setUp() {
            match = new Match(players, 7);
        }
    }

    /** A new tick is simulated before each measurement. */
    @State(Scope.Benchmark)
    public static class Stepped extends Fight {
        @Setup(Level.Invocation)
        public void prepare() {
            match.decide();
            match.step();
        }
    }

    /** A new tick is simulated and observed before each measurement. */
    @State(Scope.Benchmark)
    public static class Observed extends Fight {
        @Setup(Level.Invocation)
        public void prepare() {
            match.decide();
            match.step();
            match.observe();
        }
    }

    /** Pilots decide, the world moves: the simulation of one tick. */
    @Benchmark
    public int simulate(Fight fight) {
        fight.match.decide();
        fight.match.step();
        return fight.match.world.tick();
    }

    /** What changed in which cell. */
    @Benchmark
    public int observe(Stepped stepped) {
        stepped.match.observe();
        return stepped.match.cells.tick();
    }

    /** Segments, each once, and a frame for each player. */
    @Benchmark
    public int encode(Observed observed) {
        return observed.match.encode();
    }
}
