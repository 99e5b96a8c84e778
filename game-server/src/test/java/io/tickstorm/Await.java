package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits of tests, for a condition instead of a time. Any thread. */
public final class Await {
    /** The limit of every wait; a longer one counts as a hang. */
    private static final long HANG_NS = 120_000_000_000L;

    private static final long POLL_NS = 2_000_000;

    private Await() {}

    /** Returns once the condition holds; fails, naming what was awaited, if it does not hold within two minutes. */
    public static void until(String what, BooleanSupplier condition) {
        long giveUpNs = System.nanoTime() + HANG_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - giveUpNs < 0, () -> "waited too long for " + what);
            LockSupport.parkNanos(POLL_NS);
        }
    }

    /** Does nothing for this time, as a peer that stalls or backs off does. Ends early if the thread is unparked. */
    public static void standStillAsAPeerWould(long ns) {
        LockSupport.parkNanos(ns);
    }
}
