package io.tickstorm.cluster.scale;

import java.util.LinkedHashMap;
import java.util.Map;

/** The result of one run of the model. Immutable, except for the figures that it refers to. */
record ModelResult(ModelSettings settings, Steady steady, Upgrade upgrade, Loss loss, ModelFigures figures) {
    /**
     * The fleet while nothing happens to its servers.
     *
     * @param fillPercent share of the seats of public rooms that are taken
     * @param roomImbalance the most rooms of a server, divided by the mean of its cell
     */
    record Steady(int players, int rooms, double fillPercent, double roomImbalance, double playerImbalance) {}

    /**
     * The upgrade of all servers, one at a time in each cell.
     *
     * @param seconds until the last server is back
     * @param worstImbalance of players, of any cell at any time of the upgrade
     * @param imbalanceAfter mean of the five minutes after it
     */
    record Upgrade(double seconds, double worstImbalance, double imbalanceAfter) {}

    /**
     * The loss of a twentieth of the servers at once.
     *
     * @param imbalanceAfter mean of the five minutes after other servers have replaced them
     */
    record Loss(int servers, double imbalanceAfter) {}

    /** Returns the figures by their names. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("players", (double) steady.players);
        values.put("rooms", (double) steady.rooms);
        values.put("rooms of a cell", (double) steady.rooms / settings.cells());
        values.put("seats taken in public rooms, %", steady.fillPercent);
        values.put("quick matches: hops, mean", figures.hopsPerJoin());
        values.put("quick matches that begin again, %", figures.askedAgainPercent());
        values.put("group members apart, %", figures.separatedPercent());
        values.put("rooms: most / mean of a cell", steady.roomImbalance);
        values.put("players: most / mean of a cell", steady.playerImbalance);
        values.put("wait for an allocation, p50, ms", figures.queueMs.percentile(0.5));
        values.put("wait for an allocation, p99, ms", figures.queueMs.percentile(0.99));
        values.put("allocations that wait, most", figures.queueLength.max());
        values.put("upgrade of all servers, s", upgrade.seconds);
        values.put("moves of that upgrade", (double) figures.moves());
        values.put("move, p50, ms", figures.moveMs.percentile(0.5));
        values.put("move, p99, ms", figures.moveMs.percentile(0.99));
        values.put("players during it: most / mean, worst", upgrade.worstImbalance);
        values.put("players after it: most / mean", upgrade.imbalanceAfter);
        values.put("servers lost", (double) loss.servers);
        values.put("rooms continued after it", (double) figures.takeOvers());
        values.put("rooms lost with their keeper", (double) figures.roomsLost());
        values.put("players back, p50, s", figures.backS.percentile(0.5));
        values.put("players back, p99, s", figures.backS.percentile(0.99));
        values.put("players back, last, s", figures.backS.max());
        values.put("players after replacement: most / mean", loss.imbalanceAfter);
        return values;
    }
}
