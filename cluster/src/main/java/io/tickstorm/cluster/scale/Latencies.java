package io.tickstorm.cluster.scale;

import java.util.Random;

/**
 * The times of the model. Each is a measurement of real servers, unless its comment says that it is an assumption.
 * Pure functions of a random number generator.
 */
final class Latencies {
    static final long SECOND_US = 1_000_000;
    /** Servers report their rooms to each other at this interval. */
    static final long REPORT_US = SECOND_US / 4;
    /** The cluster looks for rooms to move at this interval. */
    static final long REBALANCE_US = SECOND_US / 8;
    /** A room without people ends after this time, as with the default of {@code --empty-ms}. */
    static final long EMPTY_US = 60 * SECOND_US;
    /** An assumption: the time to connect to the server that another one named. */
    static final long HOP_US = SECOND_US / 10;
    /** An assumption: the time after which a player asks again who was sent on too often. */
    static final long RETRY_US = SECOND_US / 2;
    /** An assumption: a server is back after this time when it was upgraded, and when it was lost. */
    static final long RESTART_US = 10 * SECOND_US;

    static final long REPLACE_US = 60 * SECOND_US;
    /** An assumption: the time of a coordinator to start again on another server, after the loss was noticed. */
    static final long COORDINATOR_US = SECOND_US;

    private Latencies() {}

    /** Returns the time of the coordinator for one allocation: 3.3 ms with 1,000 rooms, 11.2 ms with 4,000. */
    static long allocationUs(int rooms) {
        return 670 + Math.round(2.633 * rooms);
    }

    /** Returns the time of a planned move: 109 ms in the median, 273 ms at most. */
    static long moveUs(Random random) {
        return Math.min(273_000, Math.round(109_000 * Math.exp(0.4 * random.nextGaussian())));
    }

    /** Returns the time from the end of a process to the first tick elsewhere, without queueing: 3.2 to 4.0 s. */
    static long takeOverUs(Random random) {
        return between(random, 3_200_000, 4_000_000);
    }

    /** Returns the time that a client waits before it asks another server: 0.25 to 2 s. */
    static long rejoinUs(Random random) {
        return between(random, 250_000, 2_000_000);
    }

    /** Returns a time with this mean from the exponential distribution. */
    static long exponentialUs(Random random, double meanUs) {
        return Math.round(-meanUs * Math.log(1 - random.nextDouble()));
    }

    private static long between(Random random, long leastUs, long mostUs) {
        return leastUs + (long) (random.nextDouble() * (mostUs - leastUs));
    }
}
