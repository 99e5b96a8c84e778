package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannedInputsTest {
    private static final int REPEAT_TICKS = 7;
    private static final int TELL_TICKS = 3;
    private static final int EAST = InputCommand.of(7, 0, 0, 0);
    private static final int EAST_FIRING = InputCommand.of(7, 0, 0, Weapon.BLASTER.button);
    private static final int WEST = InputCommand.of(-7, 0, 0, 0);

    private final PlannedInputs inputs = new PlannedInputs(REPEAT_TICKS, TELL_TICKS);

    @Test
    void aGapInInputsOfEachTickIsAMissWithoutAShot() {
        inputs.plan(input(100, EAST_FIRING));
        assertEquals(EAST_FIRING, inputs.choose(100));
        assertFalse(inputs.missed());
        assertEquals(EAST, inputs.choose(101));
        assertTrue(inputs.missed());
    }

    @Test
    void aGapInInputsOnChangeRepeatsTheCommandWithoutTheEdge() {
        inputs.setOnChange(true);
        inputs.plan(input(100, EAST_FIRING | Weapon.RAIL.button, 0));
        assertEquals(EAST_FIRING | Weapon.RAIL.button, inputs.choose(100));
        assertEquals(EAST_FIRING, inputs.choose(101));
        assertFalse(inputs.missed());
        assertEquals(0, inputs.viewAge16ths(), "only a received input has a claim");
    }

    @Test
    void aClientThatClaimsEachShotFiresOnlyInReceivedTicks() {
        inputs.setOnChange(true);
        inputs.plan(input(100, EAST_FIRING, 5));
        assertEquals(EAST_FIRING, inputs.choose(100));
        assertEquals(EAST, inputs.choose(101), "the input of this tick may be on its way, with another aim");
        assertFalse(inputs.missed());
        inputs.plan(input(102, EAST_FIRING, 0));
        assertEquals(EAST_FIRING, inputs.choose(102));
        assertEquals(EAST_FIRING, inputs.choose(103), "a client without claims fires while it holds fire");
    }

    @Test
    void theInputsOfANewConnectionCountBeforeThoseThatTheOldOnePlanned() {
        inputs.plan(input(100, EAST));
        inputs.plan(input(101, EAST));
        inputs.supersedePlanned(99);
        inputs.plan(input(100, WEST));
        inputs.plan(input(100, EAST));
        assertEquals(WEST, inputs.choose(100));
        assertEquals(EAST, inputs.choose(101), "where the new one says nothing, the plan holds");
    }

    @Test
    void aGapLongerThanARepetitionIsAMissInEitherCase() {
        inputs.setOnChange(true);
        inputs.plan(input(100, EAST));
        IntStream.rangeClosed(100, 100 + REPEAT_TICKS).forEach(tick -> assertEquals(EAST, inputs.choose(tick)));
        assertFalse(inputs.missed());
        assertEquals(InputCommand.NONE, inputs.choose(101 + REPEAT_TICKS));
        assertTrue(inputs.missed());
    }

    @Test
    void anInputIsOverdueAfterATenthOfASecondWithoutOne() {
        inputs.setOnChange(true);
        inputs.plan(input(100, EAST));
        inputs.plan(input(103, EAST));
        for (int tick = 100; tick < 106; tick++) {
            inputs.choose(tick);
            assertFalse(inputs.isOverdue(tick));
        }
        inputs.choose(106);
        assertTrue(inputs.isOverdue(106));
    }

    @Test
    void aLateChangeIsMissedInItsTickAndAppliesFromTheNext() {
        inputs.setOnChange(true);
        inputs.plan(input(100, EAST));
        takeThrough(100, 104);
        assertTrue(inputs.planLate(input(103, WEST), 105));
        assertEquals(2, inputs.pollLateTicks(), "103 and 104");
        assertEquals(WEST, inputs.choose(105));
        assertFalse(inputs.missed());
    }

    @Test
    void severalLateChangesMissEachTickOnce() {
        inputs.setOnChange(true);
        inputs.plan(input(100, EAST));
        takeThrough(100, 104);
        inputs.planLate(input(102, WEST), 105);
        inputs.planLate(input(104, EAST), 105);
        assertEquals(3, inputs.pollLateTicks(), "102, 103 and 104");
        assertEquals(EAST, inputs.choose(105));
    }

    @Test
    void aLateUnchangedInputIsNotAMissAndExtendsTheCommand() {
        inputs.setOnChange(true);
        inputs.plan(input(100, EAST));
        takeThrough(100, 104);
        assertFalse(inputs.planLate(input(103, EAST), 105));
        assertEquals(0, inputs.pollLateTicks());
        takeThrough(105, 103 + REPEAT_TICKS);
        assertFalse(inputs.missed());
    }

    @Test
    void aLateAimIsMissedWithoutACorrection() {
        inputs.setOnChange(true);
        inputs.plan(input(100, EAST));
        takeThrough(100, 102);
        assertFalse(inputs.planLate(input(102, InputCommand.of(7, 0, 999, 0)), 103));
        assertEquals(1, inputs.pollLateTicks());
    }

    @Test
    void aLateInputOlderThanOneInUseChangesNothing() {
        inputs.setOnChange(true);
        inputs.plan(input(100, EAST));
        takeThrough(100, 101);
        assertFalse(inputs.planLate(input(99, WEST), 102));
        assertEquals(EAST, inputs.choose(102));
    }

    private void takeThrough(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(inputs::choose);
    }

    private static InputQueue input(int tick, int command) {
        return input(tick, command, 5);
    }

    private static InputQueue input(int tick, int command, int viewAge16ths) {
        InputQueue queue = new InputQueue();
        queue.offer(tick, command, 0, viewAge16ths, 0);
        queue.poll();
        return queue;
    }
}
