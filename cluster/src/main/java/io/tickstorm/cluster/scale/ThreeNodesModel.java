package io.tickstorm.cluster.scale;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A short sequence on three servers that real ones can repeat: openings, a drain, and a loss. Pure functions. */
public final class ThreeNodesModel {
    /** The most people of a room in this sequence; the least is one. */
    public static final int PEOPLE_MAX = 3;

    private static final int RUNS = 32;
    private static final long STEP_US = 60 * Latencies.SECOND_US;

    private ThreeNodesModel() {}

    /** The most rooms and players of a server, each divided by the mean. */
    public record Load(double rooms, double players) {}

    /**
     * The prediction of the model.
     *
     * @param opened after the openings
     * @param drained after the second server is drained and gone
     * @param lost after an empty server has joined, and the third of the first ones was lost
     * @param moves of the drain
     * @param takeOvers rooms that continue after the loss
     */
    public record Prediction(int people, Load opened, Load drained, Load lost, double moves, double takeOvers) {}

    /**
     * Returns the mean of some runs, because the order in which rooms move is left to chance. The number of people of
     * each room follows from the seed.
     */
    public static Prediction predict(int rooms, long seed) {
        List<Prediction> runs =
                IntStream.range(0, RUNS).mapToObj(run -> run(rooms, seed, run)).toList();
        return new Prediction(
                runs.get(0).people(),
                mean(runs, Prediction::opened),
                mean(runs, Prediction::drained),
                mean(runs, Prediction::lost),
                mean(runs.stream().mapToDouble(Prediction::moves)),
                mean(runs.stream().mapToDouble(Prediction::takeOvers)));
    }

    private static Load mean(List<Prediction> runs, Function<Prediction, Load> part) {
        return new Load(
                mean(runs.stream().map(part).mapToDouble(Load::rooms)),
                mean(runs.stream().map(part).mapToDouble(Load::players)));
    }

    private static double mean(DoubleStream values) {
        return values.average().orElseThrow();
    }

    private static Prediction run(int rooms, long seed, int run) {
        VirtualClock clock = new VirtualClock();
        ModelFigures figures = new ModelFigures();
        CellModel cell = new CellModel("c", PEOPLE_MAX + 1, clock, new Random(run), figures);
        ModelNode first = cell.addNode();
        ModelNode second = cell.addNode();
        ModelNode third = cell.addNode();
        Random people = new Random(seed);
        for (int i = 0; i < rooms; i++) {
            int count = 1 + people.nextInt(PEOPLE_MAX);
            cell.open(false, PEOPLE_MAX + 1, room -> {
                for (int person = 0; person < count; person++) {
                    room.enter();
                }
            });
            clock.runUntil(clock.nowUs() + Latencies.SECOND_US);
        }
        Load opened = load(List.of(first, second, third));
        int all = first.people() + second.people() + third.people();
        cell.drain(second, () -> {});
        clock.runUntil(clock.nowUs() + STEP_US);
        Load drained = load(List.of(first, third));
        ModelNode fourth = cell.addNode();
        cell.lose(List.of(third), () -> {});
        clock.runUntil(clock.nowUs() + STEP_US);
        Load lost = load(List.of(first, fourth));
        return new Prediction(all, opened, drained, lost, figures.moves(), figures.takeOvers());
    }

    private static Load load(List<ModelNode> nodes) {
        return new Load(
                Imbalance.ratio(nodes.stream().mapToInt(ModelNode::size).toArray()),
                Imbalance.ratio(nodes.stream().mapToInt(ModelNode::people).toArray()));
    }
}
