package io.tickstorm.cluster.scale;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A fleet in virtual time: players come and go, then all servers are upgraded one after the other in each cell, then a
 * twentieth of them is lost at once. The same seed gives the same result.
 */
final class FleetModel {
    private static final long FILLED_US = 300 * Latencies.SECOND_US;
    private static final long STEADY_US = 600 * Latencies.SECOND_US;
    private static final long UPGRADE_US = 900 * Latencies.SECOND_US;
    private static final long UPGRADE_US_MAX = 3_600 * Latencies.SECOND_US;
    private static final long PAUSE_US = 300 * Latencies.SECOND_US;
    private static final long LOOK_US = 5 * Latencies.SECOND_US;
    private static final int LOST_PART = 20;

    private final ModelSettings settings;
    private final Random random;
    private final VirtualClock clock = new VirtualClock();
    private final ModelFigures figures = new ModelFigures();
    private final List<CellModel> cells = new ArrayList<>();
    private final double personsPerSecondWhenFull;
    private int cellsUpgraded;
    private int lostNodes;

    private FleetModel(ModelSettings settings, long seed) {
        this.settings = settings;
        random = new Random(seed);
        personsPerSecondWhenFull = (double) settings.players() / settings.sessionS();
        for (int i = 0; i < settings.cells(); i++) {
            cells.add(new CellModel("c%03d".formatted(i), settings.seats(), clock, random, figures));
        }
        for (int i = 0; i < settings.nodes(); i++) {
            cells.get(i % cells.size()).addNode();
        }
    }

    /** Runs the whole sequence. */
    static ModelResult run(ModelSettings settings, long seed) {
        return new FleetModel(settings, seed).run();
    }

    private ModelResult run() {
        arriveLater();
        clock.runUntil(STEADY_US);
        Imbalance steady = observe(UPGRADE_US);
        double fillPercent = fillPercent();
        int players = cells.stream()
                .flatMap(cell -> cell.rooms().stream())
                .mapToInt(ModelRoom::people)
                .sum();
        int rooms = cells.stream().mapToInt(cell -> cell.rooms().size()).sum();
        cells.forEach(cell -> upgrade(cell, new ArrayList<>(cell.nodes()).iterator()));
        Imbalance upgrade = new Imbalance();
        while (cellsUpgraded < cells.size() && clock.nowUs() < UPGRADE_US_MAX) {
            clock.runUntil(clock.nowUs() + LOOK_US);
            upgrade.look(cells);
        }
        double upgradeS = (clock.nowUs() - UPGRADE_US) / 1e6;
        Imbalance afterUpgrade = observe(clock.nowUs() + PAUSE_US);
        loseServers();
        clock.runUntil(clock.nowUs() + Latencies.REPLACE_US);
        replaceServers();
        Imbalance afterLoss = observe(clock.nowUs() + PAUSE_US);
        return new ModelResult(
                settings,
                new ModelResult.Steady(players, rooms, fillPercent, steady.rooms(), steady.players()),
                new ModelResult.Upgrade(upgradeS, upgrade.worstPlayers(), afterUpgrade.players()),
                new ModelResult.Loss(lostNodes, afterLoss.players()),
                figures);
    }

    private Imbalance observe(long untilUs) {
        Imbalance imbalance = new Imbalance();
        while (clock.nowUs() < untilUs) {
            clock.runUntil(Math.min(untilUs, clock.nowUs() + LOOK_US));
            imbalance.look(cells);
        }
        return imbalance;
    }

    private double fillPercent() {
        long people = 0;
        long seats = 0;
        for (CellModel cell : cells) {
            for (ModelRoom room : cell.rooms()) {
                if (room.isPublic()) {
                    people += room.people();
                    seats += settings.seats();
                }
            }
        }
        return seats == 0 ? 0 : 100.0 * people / seats;
    }

    private void arriveLater() {
        double persons = 1
                + settings.groupPercent() / 100.0 * (meanOf(2, 4) - 1)
                + settings.privatePercent() / 100.0 * (meanOf(2, 5) - 1);
        // While the fleet fills, more come than leave.
        double full = 1 - Math.exp(-(FILLED_US / 1e6) / settings.sessionS());
        double perSecond = personsPerSecondWhenFull / persons / (clock.nowUs() < FILLED_US ? full : 1);
        clock.after(Latencies.exponentialUs(random, 1e6 / perSecond), () -> {
            arrive(cells.get(random.nextInt(cells.size())));
            arriveLater();
        });
    }

    private static double meanOf(int least, int most) {
        return (least + most) / 2.0;
    }

    private void arrive(CellModel cell) {
        int kind = random.nextInt(100);
        if (kind < settings.privatePercent()) {
            int group = random.nextInt(2, 6);
            cell.open(false, settings.seats(), room -> {
                for (int i = 0; i < group && room.enter(); i++) {
                    stay(cell, room);
                }
            });
        } else if (kind < settings.privatePercent() + settings.groupPercent()) {
            int group = random.nextInt(2, 5);
            cell.quickMatch(true, room -> seatGroup(cell, room, group));
        } else {
            cell.quickMatch(false, room -> stay(cell, room));
        }
    }

    /** The first of a group has a seat; the others follow it with the party key. */
    private void seatGroup(CellModel cell, ModelRoom room, int group) {
        stay(cell, room);
        int together = 0;
        for (int i = 1; i < group; i++) {
            if (room.enter()) {
                together++;
                stay(cell, room);
            } else {
                cell.quickMatch(true, other -> stay(cell, other));
            }
        }
        figures.group(together, group - 1 - together);
    }

    private void stay(CellModel cell, ModelRoom room) {
        clock.after(Latencies.exponentialUs(random, settings.sessionS() * 1e6), () -> {
            // The people of a lost room have got another one.
            if (!room.isGone()) {
                cell.leave(room);
            }
        });
    }

    private void upgrade(CellModel cell, Iterator<ModelNode> rest) {
        if (!rest.hasNext() || cell.nodes().size() < 2) {
            cellsUpgraded++;
            return;
        }
        cell.drain(
                rest.next(),
                () -> clock.after(Latencies.RESTART_US, () -> {
                    cell.addNode();
                    upgrade(cell, rest);
                }));
    }

    private final Map<CellModel, Integer> missing = new HashMap<>();

    private void loseServers() {
        List<Map.Entry<CellModel, ModelNode>> all = new ArrayList<>();
        cells.forEach(cell -> cell.nodes().forEach(node -> all.add(Map.entry(cell, node))));
        lostNodes = Math.max(1, all.size() / LOST_PART);
        Map<CellModel, List<ModelNode>> lost = new HashMap<>();
        for (int i = 0; i < lostNodes; i++) {
            Map.Entry<CellModel, ModelNode> one = all.remove(random.nextInt(all.size()));
            lost.computeIfAbsent(one.getKey(), cell -> new ArrayList<>()).add(one.getValue());
        }
        for (CellModel cell : cells) {
            Collection<ModelNode> ofCell = lost.getOrDefault(cell, List.of());
            if (!ofCell.isEmpty()) {
                missing.put(cell, ofCell.size());
                cell.lose(ofCell, () -> cell.quickMatch(false, room -> stay(cell, room)));
            }
        }
    }

    private void replaceServers() {
        cells.forEach(cell -> {
            for (int i = missing.getOrDefault(cell, 0); i > 0; i--) {
                cell.addNode();
            }
        });
    }
}
