package io.tickstorm.floor;

import java.net.URI;

/**
 * What a crowd is to do.
 *
 * @param rampS seconds over which the players join
 * @param warmupS seconds after that which are not counted
 * @param durationS seconds that are
 * @param inputEveryTicks ticks from an input to the next; over 1 the players say that they tell on change
 * @param serverPid process whose CPU time is read at both ends of the counted part; 0: none
 */
record CrowdPlan(URI url, int players, int rampS, int warmupS, int durationS, int inputEveryTicks, long serverPid) {
    static final int TICK_RATE = 30;
    static final long TICK_NS = 1_000_000_000L / TICK_RATE;
}
