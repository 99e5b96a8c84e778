package io.tickstorm.rewind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ViewAgeEstimateTest {
    private final ViewAgeEstimate estimate = new ViewAgeEstimate(30);

    @Test
    void knowsNothingBeforeTenInputs() {
        observe(9, 4);
        assertEquals(ViewAgeEstimate.UNKNOWN, estimate.age16ths());
        observe(1, 4);
        assertEquals(5 * 16, estimate.age16ths());
    }

    @Test
    void leavesOutTheLatestOfAHundredTwo() {
        observe(118, 4);
        observe(2, 12);
        assertEquals(5 * 16, estimate.age16ths());
        observe(1, 12);
        assertEquals(5 * 16 + 1, estimate.age16ths(), "on its way to 13 ticks");
        observe(200, 12);
        assertEquals(13 * 16, estimate.age16ths());
    }

    @Test
    void followsAtMostAsFastAsAClientsClocks() {
        observe(120, 3);
        observe(50, 9);
        assertEquals(4 * 16 + 50 * 16 * 9 / 100, estimate.age16ths(), 5, "9 % of the ticks that passed");
    }

    @Test
    void measuresByTicksAndNotByInputs() {
        estimate.observe(1, 9);
        for (int tick = 4; tick <= 120; tick += 3) {
            estimate.observe(tick, 3);
        }
        int before = estimate.age16ths();
        estimate.observe(121, 3);
        estimate.observe(400, 3);
        assertTrue(estimate.age16ths() < before, "the first input is four seconds old");
    }

    @Test
    void forgetsAfterFourSeconds() {
        observe(120, 9);
        observe(240, 3);
        assertEquals(4 * 16, estimate.age16ths());
    }

    @Test
    void ageBeyondTheRangeIsTheLargestAge() {
        observe(120, Integer.MAX_VALUE);
        assertEquals(128 * 16, estimate.age16ths());
        observe(1600, -5);
        assertEquals(16, estimate.age16ths());
    }

    private void observe(int times, int age) {
        for (int i = 0; i < times; i++) {
            estimate.observe(age);
        }
    }
}
