package io.tickstorm.floor;

import io.tickstorm.kit.ServerDefaults;

/**
 * The counts of the players in the counted time of a run. Its fields are the JSON that one process prints for another.
 *
 * @param sendLagP99Us lateness of the players' own sends at p99; if it is not small, the figures measure the players
 *     instead of the server
 */
record PlayCount(
        int players,
        int joined,
        int lost,
        double seconds,
        long frames,
        long payloadBytes,
        long inputs,
        long serverCpuNs,
        long sendLagP99Us) {
    /** Returns true if all players played to the end. */
    boolean isWhole() {
        return joined == players && lost == 0;
    }

    String attendance() {
        return joined + " of " + players + " joined, " + lost + " lost";
    }

    double cpuUsPerFrame() {
        return serverCpuNs / 1e3 / Math.max(1, frames);
    }

    double bytesPerFrame() {
        return (double) payloadBytes / Math.max(1, frames);
    }

    double inputsPerFrame() {
        return (double) inputs / Math.max(1, frames);
    }

    /** Returns the share of the frames that arrived; 1 is a frame for each player at every tick. */
    double deliveredShare() {
        return frames / (seconds * ServerDefaults.TICK_RATE * players);
    }
}
