package io.tickstorm.cluster.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FleetModelTest {
    private static final ModelSettings SMALL = ModelSettings.of(6, 600);

    @Test
    void theSameSeedGivesTheSameFiguresAndAnotherOneDoesNot() {
        Map<String, Double> first = FleetModel.run(SMALL, 7).values();
        assertEquals(first, FleetModel.run(SMALL, 7).values());
        assertNotEquals(first, FleetModel.run(SMALL, 8).values());
    }

    @Test
    void aFleetFillsIsUpgradedAndSurvivesALoss() {
        Map<String, Double> figures = FleetModel.run(SMALL, 7).values();
        assertTrue(Math.abs(figure(figures, "players") - 600) < 90, "players: " + figures);
        assertTrue(
                figure(figures, "moves of that upgrade") >= figure(figures, "rooms") * 0.8,
                "each room moves: " + figures);
        assertTrue(figure(figures, "rooms: most / mean of a cell") < 1.2, figures.toString());
        assertEquals(1, figure(figures, "servers lost"));
        assertEquals(0, figure(figures, "rooms lost with their keeper"), "one lost server is never owner and keeper");
        double backS = figure(figures, "players back, p99, s");
        assertTrue(backS > 3.4 && backS < 6.5, "take-over and return: " + backS);
    }

    private static double figure(Map<String, Double> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    @Test
    void roomsWhoseOwnerAndKeeperAreLostTogetherAreLostAndTheirPeopleGetOthers() {
        VirtualClock clock = new VirtualClock();
        ModelFigures figures = new ModelFigures();
        CellModel cell = new CellModel("c", 16, clock, new java.util.Random(3), figures);
        for (int i = 0; i < 4; i++) {
            cell.addNode();
        }
        int[] homeless = new int[1];
        for (int i = 0; i < 200; i++) {
            cell.open(true, 16, ModelRoom::enter);
        }
        clock.runUntil(10 * Latencies.SECOND_US);
        cell.lose(java.util.List.copyOf(cell.nodes()).subList(0, 2), () -> homeless[0]++);
        clock.runUntil(20 * Latencies.SECOND_US);
        // Half of the rooms were on the lost servers, and a third of those had the other one as their keeper.
        assertTrue(figures.roomsLost() > 15 && figures.roomsLost() < 55, "lost: " + figures.roomsLost());
        assertEquals(figures.roomsLost(), homeless[0]);
        assertEquals(100, figures.roomsLost() + figures.takeOvers());
        assertEquals(200 - figures.roomsLost(), cell.rooms().size());
    }
}
