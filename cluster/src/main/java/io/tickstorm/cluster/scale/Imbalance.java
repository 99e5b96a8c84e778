package io.tickstorm.cluster.scale;

import java.util.Collection;

/** The imbalance of the servers of each cell: the most of one server, divided by the mean. */
final class Imbalance {
    private final Sample rooms = new Sample();
    private final Sample players = new Sample();

    /** Notes the state of the cells now. */
    void look(Collection<CellModel> cells) {
        for (CellModel cell : cells) {
            rooms.add(ratio(cell.nodes().stream().mapToInt(ModelNode::size).toArray()));
            players.add(ratio(cell.nodes().stream().mapToInt(ModelNode::people).toArray()));
        }
    }

    /** Returns the largest number divided by the mean; 1 if all are 0. */
    static double ratio(int[] loads) {
        long sum = 0;
        int most = 0;
        for (int load : loads) {
            sum += load;
            most = Math.max(most, load);
        }
        return sum == 0 ? 1 : (double) most * loads.length / sum;
    }

    /** Returns the mean of all cells and looks. */
    double rooms() {
        return rooms.mean();
    }

    double players() {
        return players.mean();
    }

    double worstPlayers() {
        return players.max();
    }
}
