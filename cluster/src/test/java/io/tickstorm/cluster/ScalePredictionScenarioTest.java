package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.Await;
import io.tickstorm.cluster.scale.ThreeNodesModel;
import io.tickstorm.cluster.scale.ThreeNodesModel.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three real servers in one process go through the same sequence as the model: openings, a drain, a loss. */
@Tag("long")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScalePredictionScenarioTest {
    private static final int ROOMS = 60;
    private static final long SEED = 5;
    private static final double TOLERANCE = 0.1;

    private final List<TestNode> nodes = new ArrayList<>();

    @Test
    void theModelPredictsTheMovesAndTheImbalanceOfThreeServers() throws Exception {
        Prediction predicted = ThreeNodesModel.predict(ROOMS, SEED);
        try {
            start();
            // The people of each room, with the same seed as in the model.
            Random random = new Random(SEED);
            for (int i = 0; i < ROOMS; i++) {
                seat(nodes.get(0).open(), 1 + random.nextInt(ThreeNodesModel.PEOPLE_MAX));
            }
            Await.until("everyone to be seated", () -> peopleOfAll() == predicted.people());
            assertClose("rooms at first", predicted.opened().rooms(), rooms());
            assertClose("players at first", predicted.opened().players(), players());

            TestNode drained = nodes.remove(1);
            drained.node.fleet().drain().toCompletableFuture().get(60, TimeUnit.SECONDS);
            Await.until("all rooms to play again", () -> roomsOfAll() == ROOMS && peopleOfAll() == predicted.people());
            assertClose("moves", predicted.moves(), drained.metric("tickstorm_fleet_rooms_handed_over_total"));
            assertClose("rooms after the drain", predicted.drained().rooms(), rooms());
            assertClose("players after the drain", predicted.drained().players(), players());
            drained.node.leave().toCompletableFuture().get(30, TimeUnit.SECONDS);
            nodes.add(new TestNode("d", List.of(nodes.get(0).node.address())));
            Await.until("three again", () -> nodes.stream().allMatch(node -> node.node.members() == 3));

            TestNode lost = nodes.remove(1);
            lost.kill();
            Await.until("the lost rooms", () -> roomsOfAll() == ROOMS && peopleOfAll() == predicted.people());
            double continued = nodes.stream()
                    .mapToDouble(node -> node.metric("tickstorm_fleet_rooms_continued_total{cause=\"loss\"}"))
                    .sum();
            assertClose("rooms continued", predicted.takeOvers(), continued);
            assertClose("rooms after the loss", predicted.lost().rooms(), rooms());
            assertClose("players after the loss", predicted.lost().players(), players());
        } finally {
            nodes.forEach(TestNode::close);
        }
    }

    private void start() {
        nodes.add(new TestNode("a", List.of()));
        String seed = nodes.get(0).node.address();
        nodes.add(new TestNode("b", List.of(seed)));
        nodes.add(new TestNode("c", List.of(seed)));
        Await.until("three servers know each other", () -> nodes.stream().allMatch(node -> node.node.members() == 3));
        // A server that the sharding does not know yet gets no room.
        Await.until("rooms to be placed on every server", () -> nodes.get(0).placingServers() == 3);
        // Of equally loaded servers the one with the first address gets a room, in the model as here.
        nodes.sort(Comparator.comparing(node -> node.node.address()));
    }

    private void seat(String code, int people) {
        TestNode owner = nodes.stream()
                .filter(node -> node.directory.listing(code) != null)
                .findAny()
                .orElseThrow();
        for (int i = 0; i < people; i++) {
            owner.join(code, "Pilot" + i);
        }
    }

    private int roomsOfAll() {
        return nodes.stream().mapToInt(node -> node.directory.listings().size()).sum();
    }

    private int peopleOfAll() {
        return nodes.stream().mapToInt(ScalePredictionScenarioTest::people).sum();
    }

    private static int people(TestNode node) {
        return node.directory.listings().stream()
                .mapToInt(room -> room.people())
                .sum();
    }

    private double rooms() {
        return ratio(nodes.stream()
                .mapToInt(node -> node.directory.listings().size())
                .toArray());
    }

    private double players() {
        return ratio(
                nodes.stream().mapToInt(ScalePredictionScenarioTest::people).toArray());
    }

    private static double ratio(int[] loads) {
        double mean = java.util.Arrays.stream(loads).average().orElseThrow();
        return java.util.Arrays.stream(loads).max().orElseThrow() / mean;
    }

    private static void assertClose(String what, double predicted, double measured) {
        System.out.printf("%s: predicted %.3f, measured %.3f%n", what, predicted, measured);
        assertEquals(predicted, measured, TOLERANCE * predicted, what);
        assertTrue(predicted > 0, what);
    }
}
