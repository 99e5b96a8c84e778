package io.tickstorm.bot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Measures the allocation of a tick, as counted by the JVM. */
class TickAllocationScenarioTest {
    private static final int SHIPS = 200;
    private static final int WARM_UP_TICKS = 2_000;
    private static final int TICKS = 1_000;
    private static final int BYTES_PER_SHIP_AND_TICK_MAX = 16;

    @Test
    void aWarmTickOf200ShipsAllocatesAlmostNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Match match = new Match(1, SHIPS, SHIPS);
        for (int t = 0; t < WARM_UP_TICKS; t++) {
            match.tick();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int t = 0; t < TICKS; t++) {
            match.tick();
        }
        double bytes = (threads.getCurrentThreadAllocatedBytes() - before) / (double) (SHIPS * TICKS);
        System.out.printf("%.3f B per ship and tick%n", bytes);
        assertTrue(bytes <= BYTES_PER_SHIP_AND_TICK_MAX, bytes + " B per ship and tick");
    }
}
