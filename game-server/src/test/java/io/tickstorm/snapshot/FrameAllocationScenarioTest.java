package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tickstorm.sim.ArenaMap;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Checks that in the steady state the frame path allocates almost nothing. */
final class FrameAllocationScenarioTest {
    private static final int PLAYERS = 200;
    private static final int WARM_UP = 2_000;
    private static final int TICKS = 1_000;
    private static final int LIMIT = 16;

    @Test
    void aTickOfTwoHundredPlayersAllocatesAlmostNothing() {
        Skirmish skirmish = new Skirmish(1, ArenaMap.generate(1, PLAYERS), PLAYERS, 30, 20);
        Recipient[] recipients = new Recipient[PLAYERS];
        for (int i = 0; i < PLAYERS; i++) {
            recipients[i] = new Recipient();
            recipients[i].follow(i);
        }
        run(skirmish, recipients, WARM_UP);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertTrue(thread.isThreadAllocatedMemoryEnabled() && thread.getCurrentThreadAllocatedBytes() > 0);
        long before = thread.getCurrentThreadAllocatedBytes();
        run(skirmish, recipients, TICKS);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        double perPlayerAndTick = (double) allocated / TICKS / PLAYERS;
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.println("Allocated by step, observe and encode: " + perPlayerAndTick + " B per player and tick");
        }
        assertTrue(perPlayerAndTick <= LIMIT, perPlayerAndTick + " B per player and tick");
    }

    private static void run(Skirmish skirmish, Recipient[] recipients, int ticks) {
        int[] disturbances = skirmish.world.ships().disturbances;
        for (int tick = 0; tick < ticks; tick++) {
            skirmish.tick();
            for (int i = 0; i < recipients.length; i++) {
                recipients[i].disturb(disturbances[i]);
                disturbances[i] = 0;
                skirmish.encoder.encode(recipients[i]);
            }
        }
    }
}
