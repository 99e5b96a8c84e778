package io.tickstorm.load.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.fleet.TickLog.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipCheckTest {
    @Test
    void findsNoFaultInARoomThatMoves() {
        OwnershipCheck check =
                check(List.of(tick(1, 1, 10), tick(2, 1, 11)), List.of(continued(3, 2, 11), tick(4, 2, 12)));
        assertEquals(List.of(), check.faults());
        assertEquals(3, check.ticks());
        assertEquals(11, check.spans().getOrDefault("ROOM", List.of()).get(1).imageTick());
    }

    @Test
    void findsATickWithTwoOwners() {
        OwnershipCheck check = check(List.of(tick(1, 1, 10), tick(2, 1, 11)), List.of(tick(4, 2, 11)));
        assertEquals(1, check.faultCount());
        assertTrue(check.faults().get(0).contains("ticks 11 to 11 have two owners"));
    }

    @Test
    void findsEpochsThatInterleave() {
        OwnershipCheck check = check(List.of(tick(1, 1, 10), tick(5, 1, 11)), List.of(tick(4, 2, 12)));
        assertTrue(check.faults().get(0).contains("epochs 1 and 2 interleave"));
    }

    @Test
    void findsTwoOwnersInOneEpoch() {
        OwnershipCheck check = check(List.of(tick(1, 1, 10)), List.of(tick(4, 1, 12)));
        assertTrue(check.faults().get(0).contains("two owners in epoch 1"));
    }

    @Test
    void findsATickThatOneServerMadeTwice() {
        OwnershipCheck check = check(List.of(tick(1, 1, 10), tick(2, 1, 10)), List.of());
        assertTrue(check.faults().get(0).contains("tick 10 twice"));
    }

    private static OwnershipCheck check(List<Tick> first, List<Tick> second) {
        return new OwnershipCheck(List.of(first, second));
    }

    private static Tick tick(long atNs, int epoch, int tick) {
        return new Tick(atNs, "ROOM", epoch, tick, -1);
    }

    private static Tick continued(long atNs, int epoch, int imageTick) {
        return new Tick(atNs, "ROOM", epoch, imageTick, imageTick);
    }
}
