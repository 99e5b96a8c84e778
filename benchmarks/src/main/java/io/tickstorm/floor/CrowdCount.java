package io.tickstorm.floor;

/**
 * What a crowd saw in the counted part of its run; the fields are the JSON that one process tells the other.
 *
 * @param sendLagP99Us how late the crowd itself sent an input: if that is not small, the figures are the crowd's
 */
record CrowdCount(
        int players,
        int joined,
        int lost,
        double seconds,
        long frames,
        long payloadBytes,
        long inputs,
        long serverCpuNs,
        long sendLagP99Us) {
    /** Everybody was there, to the end. */
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

    /** Of a frame for everybody at every tick. */
    double deliveredShare() {
        return frames / (seconds * CrowdPlan.TICK_RATE * players);
    }
}
