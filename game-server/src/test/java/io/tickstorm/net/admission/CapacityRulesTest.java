package io.tickstorm.net.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CapacityRulesTest {
    @Test
    void waitsShrinkFromHalfOfThePlacesToATenthWhenAllAreTaken() {
        assertEquals(5_000, CapacityRules.waitMs(5_000, 0, 4_096));
        assertEquals(5_000, CapacityRules.waitMs(5_000, 2_048, 4_096));
        assertEquals(2_750, CapacityRules.waitMs(5_000, 3_072, 4_096));
        assertEquals(500, CapacityRules.waitMs(5_000, 4_096, 4_096));
        assertEquals(500, CapacityRules.waitMs(5_000, 5_000, 4_096));
        for (int taken = 1; taken <= 4_096; taken++) {
            assertTrue(CapacityRules.waitMs(60_000, taken, 4_096) <= CapacityRules.waitMs(60_000, taken - 1, 4_096));
        }
        assertEquals(3_600_000, CapacityRules.waitMs(3_600_000, 500_000, 1_000_000));
        assertEquals(360_000, CapacityRules.waitMs(3_600_000, 1_000_000, 1_000_000));
    }

    @Test
    void anAddressMayHaveFewerRoomsAsTheyBecomeScarceButOne() {
        assertEquals(8, CapacityRules.roomsOfAddress(8, 24, 48));
        assertTrue(CapacityRules.roomsOfAddress(8, 40, 48) < 5);
        assertEquals(1, CapacityRules.roomsOfAddress(8, 48, 48));
        assertEquals(1, CapacityRules.roomsOfAddress(1, 0, 2));
    }

    @Test
    void aPartOfThePlacesIsNeverProtected() {
        assertEquals(14, CapacityRules.protectedMax(16));
        assertEquals(3_584, CapacityRules.protectedMax(4_096));
    }

    @Test
    void amongTheOldestTheOneWhoseAddressHoldsMostIsEvicted() {
        EvictionQueue<Integer> queue = new EvictionQueue<>();
        assertNull(queue.victim(held -> held));
        for (int i = 0; i < 100; i++) {
            queue.add(i);
        }
        assertEquals(0, queue.victim(held -> 1), "the oldest of equals");
        assertEquals(7, queue.victim(held -> held == 7 ? 200 : 1));
        assertEquals(0, queue.victim(held -> held == 50 ? 200 : 1), "it does not look further than 16");
        queue.remove(0);
        assertEquals(1, queue.oldest());
    }
}
