package io.tickstorm.floor;

import io.tickstorm.kit.ServerDefaults;

/**
 * The counts of the players in the counted time of a run. Its fields are the JSON that one process prints for another.
 *
 * @param overdueFrames frames that were made without the input of their tick
 * @param acknowledgeP50Us input to acknowledge at p50
 * @param acknowledgeP99Us the same at p99
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
        long overdueFrames,
        long acknowledgeP50Us,
        long acknowledgeP99Us,
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

    double acknowledgeP50Ms() {
        return acknowledgeP50Us / 1e3;
    }

    double acknowledgeP99Ms() {
        return acknowledgeP99Us / 1e3;
    }

    double overdueShare() {
        return (double) overdueFrames / Math.max(1, frames);
    }

    /** Returns the share of the frames that arrived; 1 is a frame for each player at every tick. */
    double deliveredShare() {
        return frames / (seconds * ServerDefaults.TICK_RATE * players);
    }
}
