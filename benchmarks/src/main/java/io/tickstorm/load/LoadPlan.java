package io.tickstorm.load;

import java.net.URI;

/**
 * What a run is to be.
 *
 * @param tickRate inputs a second of each player, and the server's ticks
 * @param rampS seconds over which the players join
 * @param warmupS seconds after that which are not counted
 * @param durationS seconds that are
 */
record LoadPlan(URI url, int players, int tickRate, int seed, int rampS, int warmupS, int durationS) {
    long tickIntervalNs() {
        return 1_000_000_000L / tickRate;
    }
}
