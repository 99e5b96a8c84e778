package io.tickstorm.cluster.scale;

/**
 * The size of a simulated fleet and the habits of its players. Immutable.
 *
 * @param nodes servers in all
 * @param cellNodes the most servers of one cell, which is a cluster of its own
 * @param players who are there at a time once the fleet is full
 * @param sessionS mean time that a player stays; times are exponential
 * @param seats of a public room
 * @param groupPercent share of arrivals that are groups of 2 to 4 with one party key
 * @param privatePercent share of arrivals that are groups of 2 to 5 who open a private room
 */
record ModelSettings(
        int nodes, int cellNodes, int players, int sessionS, int seats, int groupPercent, int privatePercent) {
    /** Returns the settings of a fleet of the standard kind. */
    static ModelSettings of(int nodes, int players) {
        return new ModelSettings(nodes, 20, players, 900, 16, 15, 5);
    }

    /** Returns the number of cells. */
    int cells() {
        return (nodes + cellNodes - 1) / cellNodes;
    }
}
